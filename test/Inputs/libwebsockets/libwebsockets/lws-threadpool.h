// The parts of libwebsockets' thread pools that the tests use.
#ifndef MOCK_LWS_THREADPOOL_H
#define MOCK_LWS_THREADPOOL_H

struct lws_context;
struct lws_threadpool;
struct lws_threadpool_task;
struct lws_threadpool_create_args {
  int threads;
};
struct lws_threadpool_task_args;
struct lws_threadpool *
lws_threadpool_create(struct lws_context *context,
                      const struct lws_threadpool_create_args *args,
                      const char *format, ...);
struct lws_threadpool_task *
lws_threadpool_enqueue(struct lws_threadpool *tp,
                       const struct lws_threadpool_task_args *args,
                       const char *format, ...);
void lws_threadpool_finish(struct lws_threadpool *tp);
void lws_threadpool_destroy(struct lws_threadpool *tp);
#endif
