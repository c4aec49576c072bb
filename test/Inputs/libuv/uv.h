// The parts of libuv that the tests use.
#ifndef MOCK_UV_H
#define MOCK_UV_H

typedef unsigned long uv_thread_t;
typedef void (*uv_thread_cb)(void *arg);
typedef struct uv_thread_options_s {
  unsigned flags;
} uv_thread_options_t;
int uv_thread_create(uv_thread_t *tid, uv_thread_cb entry, void *arg);
int uv_thread_create_ex(uv_thread_t *tid, const uv_thread_options_t *params,
                        uv_thread_cb entry, void *arg);
int uv_thread_join(uv_thread_t *tid);
int uv_thread_detach(uv_thread_t *tid);

typedef struct uv_loop_s {
  void *data;
} uv_loop_t;
typedef enum { UV_RUN_DEFAULT } uv_run_mode;
uv_loop_t *uv_default_loop(void);
int uv_loop_init(uv_loop_t *loop);
int uv_run(uv_loop_t *loop, uv_run_mode mode);
int uv_loop_close(uv_loop_t *loop);
#endif
