// RUN: %check_fix %s poolguard-* -- -std=gnu11 -I %root/test/Inputs/glib
// A routine whose end somebody else asks for: nobody waits for it before that is said.
#include <pthread.h>
#include <stdbool.h>

extern int running;
struct app {
  bool quit;
};
struct app *app(void);
int ask(void);
void beat(void);
void stop_all(void);
void *unseen(void *);

static bool more(void) { return running > 0; }
static bool wanted(struct app *a) { return !a->quit; }

static void *asks_a_helper(void *data) {
  while (more())
    beat();
  return data;
}

static void *asks_with_an_argument(void *data) {
  while (wanted(data))
    beat();
  return data;
}

static void serve(void) {
  for (;;) {
    int now = running;
    if (now == 0)
      break;
    beat();
  }
}

static void *in_a_helper(void *data) {
  serve();
  return data;
}

int by_helper(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, asks_a_helper, NULL)) // no fix: the routine ends after a change of 'running' only
    return 1;
  if (ask())
    return 2;
  running = 0;
  pthread_join(t, NULL);
  return 0;
}

int by_argument(struct app *a) {
  pthread_t t;
  if (pthread_create(&t, NULL, asks_with_an_argument, a)) // no fix: the routine ends after a change of 'quit' only
    return 1;
  if (ask())
    return 2;
  a->quit = true;
  pthread_join(t, NULL);
  return 0;
}

int by_loop_in_helper(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, in_a_helper, NULL)) // no fix: the routine ends after a change of 'running' only
    return 1;
  if (ask())
    return 2;
  running = 0;
  pthread_join(t, NULL);
  return 0;
}

int said_later(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, unseen, NULL)) // no fix: the tasks may wait for what is done later
    return 1;
  if (ask())
    return 2;
  app()->quit = true;
  pthread_join(t, NULL);
  return 0;
}

int said_by_a_function_later(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, unseen, NULL)) // no fix: the tasks may wait for what is done later
    return 1;
  if (ask())
    return 2;
  stop_all();
  pthread_join(t, NULL);
  return 0;
}

int said_before(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, unseen, NULL))
    return 1;
  stop_all();
  if (ask())
    return 2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int said_before
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 2;

int nothing_is_said(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, unseen, NULL))
    return 1;
  if (ask())
    return 2;
  beat();
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int nothing_is_said
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 2;
