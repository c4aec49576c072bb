// The parts of x264 that the tests use.
#ifndef MOCK_X264_H
#define MOCK_X264_H

typedef struct x264_t x264_t;
typedef struct x264_param_t {
  int i_threads;
} x264_param_t;
#define X264_BUILD 164
#define x264_encoder_glue1(x, y) x##y
#define x264_encoder_glue2(x, y) x264_encoder_glue1(x, y)
#define x264_encoder_open x264_encoder_glue2(x264_encoder_open_, X264_BUILD)
x264_t *x264_encoder_open(x264_param_t *);
void x264_encoder_parameters(x264_t *, x264_param_t *);
void x264_encoder_close(x264_t *);
#endif
