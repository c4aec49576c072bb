// The parts of libpmemobj that the tests use.
#ifndef MOCK_LIBPMEMOBJ_H
#define MOCK_LIBPMEMOBJ_H
#include <stddef.h>
#include <sys/types.h>

typedef struct pmemobjpool PMEMobjpool;
PMEMobjpool *pmemobj_open(const char *path, const char *layout);
PMEMobjpool *pmemobj_create(const char *path, const char *layout,
                            size_t poolsize, mode_t mode);
size_t pmemobj_root_size(PMEMobjpool *pop);
void pmemobj_close(PMEMobjpool *pop);
#endif
