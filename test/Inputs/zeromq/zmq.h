// The parts of ZeroMQ that the tests use.
#ifndef MOCK_ZMQ_H
#define MOCK_ZMQ_H

typedef void(zmq_thread_fn)(void *);
void *zmq_ctx_new(void);
int zmq_ctx_term(void *context_);
int zmq_ctx_shutdown(void *context_);
int zmq_ctx_set(void *context_, int option_, int optval_);
void *zmq_init(int io_threads_);
int zmq_ctx_destroy(void *context_);
void *zmq_socket(void *context_, int type_);
int zmq_close(void *s_);
void *zmq_threadstart(zmq_thread_fn *func_, void *arg_);
void zmq_threadclose(void *thread_);
#endif
