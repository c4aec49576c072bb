// The parts of liburing that the tests use.
#ifndef MOCK_LIBURING_H
#define MOCK_LIBURING_H

struct io_uring {
  int ring_fd;
};
struct io_uring_params {
  unsigned flags;
};
int io_uring_queue_init(unsigned entries, struct io_uring *ring,
                        unsigned flags);
int io_uring_queue_init_params(unsigned entries, struct io_uring *ring,
                               struct io_uring_params *p);
int io_uring_submit(struct io_uring *ring);
void io_uring_queue_exit(struct io_uring *ring);
#endif
