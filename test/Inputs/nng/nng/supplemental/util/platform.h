// The parts of NNG's threads that the tests use.
#ifndef MOCK_NNG_PLATFORM_H
#define MOCK_NNG_PLATFORM_H

typedef struct nng_thread nng_thread;
int nng_thread_create(nng_thread **, void (*)(void *), void *);
void nng_thread_set_name(nng_thread *, const char *);
void nng_thread_destroy(nng_thread *);
#endif
