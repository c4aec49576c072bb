// The parts of NNG that the tests use.
#ifndef MOCK_NNG_H
#define MOCK_NNG_H

typedef struct nng_aio nng_aio;
int nng_aio_alloc(nng_aio **, void (*)(void *), void *);
void nng_aio_free(nng_aio *);
void nng_aio_reap(nng_aio *);
int nng_aio_result(nng_aio *);
#endif
