// The parts of Samba's thread pools that the tests use.
#ifndef MOCK_SAMBA_PTHREADPOOL_H
#define MOCK_SAMBA_PTHREADPOOL_H
#include <stddef.h>

struct pthreadpool;
int pthreadpool_init(unsigned max_threads, struct pthreadpool **presult,
                     int (*signal_fn)(int jobid,
                                      void (*job_fn)(void *private_data),
                                      void *job_fn_private_data,
                                      void *private_data),
                     void *signal_fn_private_data);
int pthreadpool_add_job(struct pthreadpool *pool, int job_id,
                        void (*fn)(void *private_data), void *private_data);
size_t pthreadpool_queued_jobs(struct pthreadpool *pool);
int pthreadpool_stop(struct pthreadpool *pool);
int pthreadpool_destroy(struct pthreadpool *pool);
#endif
