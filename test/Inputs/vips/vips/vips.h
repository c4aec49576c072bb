// The parts of libvips that the tests use.
#ifndef MOCK_VIPS_H
#define MOCK_VIPS_H

typedef void *gpointer;
typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef struct _VipsThreadset VipsThreadset;
VipsThreadset *vips_threadset_new(int max_threads);
int vips_threadset_run(VipsThreadset *set, const char *domain, GFunc func,
                       gpointer data);
void vips_threadset_free(VipsThreadset *set);
#endif
