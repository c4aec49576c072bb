// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Functions that end the process rather than return null, and the ends of a pipe.
#include <glib.h>
#include <pthread.h>
#include <unistd.h>

gchar *g_strdup(const gchar *text);
void g_free(gpointer memory);
void *xmalloc(size_t size);
void *claim(size_t size) __attribute__((returns_nonnull));
void *try_claim(size_t size);
void *work(void *arg);
int condition(void);

void duplicated_ok(void) {
  char *name = NULL;
  pthread_t t;
  if (condition() && pthread_create(&t, NULL, work, NULL) == 0)
    name = g_strdup("worker");
  if (name) {
    pthread_join(t, NULL);
    g_free(name);
  }
}

void by_name_ok(void) {
  void *memory = NULL;
  pthread_t t;
  if (condition() && pthread_create(&t, NULL, work, NULL) == 0)
    memory = xmalloc(8);
  if (memory)
    pthread_join(t, NULL);
}

void by_attribute_ok(void) {
  void *memory = NULL;
  pthread_t t;
  if (condition() && pthread_create(&t, NULL, work, NULL) == 0)
    memory = claim(8);
  if (memory != NULL)
    pthread_join(t, NULL);
}

void pipe_ok(void) {
  int ends[2] = {-1, -1};
  pthread_t t;
  if (pipe(ends) != 0)
    return;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return;
  if (ends[1] >= 0)
    pthread_join(t, NULL);
}

void may_be_null_bad(void) {
  void *memory = NULL;
  pthread_t t;
  if (condition() && pthread_create(&t, NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    memory = try_claim(8);
  if (memory)
    pthread_join(t, NULL);
}

void no_pipe_bad(void) {
  int ends[2] = {-1, -1};
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    return;
  if (condition() && pipe(ends) != 0)
    return;
  if (ends[1] >= 0)
    pthread_join(t, NULL);
}
