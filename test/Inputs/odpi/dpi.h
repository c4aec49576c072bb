// The parts of ODPI-C that the tests use.
#ifndef MOCK_DPI_H
#define MOCK_DPI_H
#include <stdint.h>

#define DPI_SUCCESS 0
typedef struct dpiContext dpiContext;
typedef struct dpiPool dpiPool;
typedef struct dpiConn dpiConn;
typedef struct dpiCommonCreateParams dpiCommonCreateParams;
typedef struct dpiPoolCreateParams dpiPoolCreateParams;
typedef struct dpiConnCreateParams dpiConnCreateParams;
int dpiPool_create(const dpiContext *context, const char *userName,
                   uint32_t userNameLength, const char *password,
                   uint32_t passwordLength, const char *connectString,
                   uint32_t connectStringLength,
                   const dpiCommonCreateParams *commonParams,
                   dpiPoolCreateParams *createParams, dpiPool **pool);
int dpiPool_close(dpiPool *pool, uint32_t closeMode);
int dpiPool_release(dpiPool *pool);
int dpiPool_getBusyCount(dpiPool *pool, uint32_t *value);
int dpiPool_acquireConnection(dpiPool *pool, const char *userName,
                              uint32_t userNameLength, const char *password,
                              uint32_t passwordLength,
                              dpiConnCreateParams *createParams,
                              dpiConn **conn);
int dpiConn_commit(dpiConn *conn);
int dpiConn_close(dpiConn *conn, uint32_t mode, const char *tag,
                  uint32_t tagLength);
int dpiConn_release(dpiConn *conn);
#endif
