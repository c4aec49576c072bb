// The parts of libaio that the tests use.
#ifndef MOCK_LIBAIO_H
#define MOCK_LIBAIO_H

typedef struct io_context *io_context_t;
struct iocb;
int io_setup(int maxevents, io_context_t *ctxp);
int io_queue_init(int maxevents, io_context_t *ctxp);
int io_submit(io_context_t ctx, long nr, struct iocb *ios[]);
int io_destroy(io_context_t ctx);
int io_queue_release(io_context_t ctx);
#endif
