// The parts of x265 that the tests use.
#ifndef MOCK_X265_H
#define MOCK_X265_H

typedef struct x265_encoder x265_encoder;
typedef struct x265_param {
  int i_threads;
} x265_param;
#define X265_BUILD 199
#define x265_encoder_glue1(x, y) x##y
#define x265_encoder_glue2(x, y) x265_encoder_glue1(x, y)
#define x265_encoder_open x265_encoder_glue2(x265_encoder_open_, X265_BUILD)
x265_encoder *x265_encoder_open(x265_param *);
void x265_encoder_parameters(x265_encoder *, x265_param *);
void x265_encoder_close(x265_encoder *);
#endif
