// The parts of the Oracle Call Interface that the tests use.
#ifndef MOCK_OCI_H
#define MOCK_OCI_H

typedef int sword;
typedef unsigned ub4;
typedef unsigned char OraText;
typedef struct OCIEnv OCIEnv;
typedef struct OCIError OCIError;
typedef struct OCISvcCtx OCISvcCtx;
typedef struct OCIAuthInfo OCIAuthInfo;
#define OCI_SUCCESS 0
#define OCI_DEFAULT 0
sword OCISessionGet(OCIEnv *envhp, OCIError *errhp, OCISvcCtx **svchp,
                    OCIAuthInfo *authhp, OraText *poolName, ub4 poolName_len,
                    const OraText *tagInfo, ub4 tagInfo_len,
                    OraText **retTagInfo, ub4 *retTagInfo_len, int *found,
                    ub4 mode);
sword OCITransCommit(OCISvcCtx *svchp, OCIError *errhp, ub4 flags);
sword OCISessionRelease(OCISvcCtx *svchp, OCIError *errhp, OraText *tag,
                        ub4 tag_len, ub4 mode);
#endif
