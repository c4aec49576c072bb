// The parts of libmicrohttpd that the tests use.
#ifndef MOCK_MICROHTTPD_H
#define MOCK_MICROHTTPD_H
#include <stddef.h>
#include <stdint.h>

struct MHD_Daemon;
struct MHD_Connection;
typedef int (*MHD_AcceptPolicyCallback)(void *cls, const void *addr,
                                        unsigned addrlen);
typedef int (*MHD_AccessHandlerCallback)(
    void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload_data,
    size_t *upload_data_size, void **req_cls);
#define MHD_USE_INTERNAL_POLLING_THREAD 8
#define MHD_OPTION_END 0
struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port,
                                    MHD_AcceptPolicyCallback apc, void *apc_cls,
                                    MHD_AccessHandlerCallback dh, void *dh_cls,
                                    ...);
int MHD_run(struct MHD_Daemon *daemon);
void MHD_stop_daemon(struct MHD_Daemon *daemon);
#endif
