// The parts of dav1d that the tests use.
#ifndef MOCK_DAV1D_H
#define MOCK_DAV1D_H

typedef struct Dav1dContext Dav1dContext;
typedef struct Dav1dSettings {
  int n_threads;
} Dav1dSettings;
int dav1d_open(Dav1dContext **c_out, const Dav1dSettings *s);
void dav1d_flush(Dav1dContext *c);
void dav1d_close(Dav1dContext **c_out);
#endif
