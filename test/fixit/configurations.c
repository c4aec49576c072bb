// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11 -DHERE -I %root/test/Inputs/glib
// What is there in one configuration only is not released in all of them.
#include <pthread.h>

int ask(void);
void *work(void *);
void report(int);

int made_in_one(void) {
  pthread_t p, q;
#ifdef HERE
  if (pthread_create(&p, 0, work, 0)) // no fix: the pool is made in one configuration only
    return -1;
#else
  if (pthread_create(&q, 0, work, 0))
    return -1;
#endif
  if (ask())
    return 1;
#ifdef HERE
  pthread_join(p, 0);
#else
  pthread_join(q, 0);
#endif
  return 0;
}

int in_the_else(void) {
  pthread_t p;
#ifndef HERE
  report(1);
#else
  if (pthread_create(&p, 0, work, 0)) // no fix: the pool is made in one configuration only
    return -1;
#endif
  return ask();
}

int all_within(void) {
#if defined(HERE)
  pthread_t p;
  if (pthread_create(&p, 0, work, 0))
    return -1;
  if (ask())
    return 1;
  pthread_join(p, 0);
  return 0;
#else
  return 1;
#endif
}
// CHECK-FIXES-LABEL: int all_within
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(p, {{NULL|0}});
// CHECK-FIXES-NEXT: return 1;

int something_else_varies(void) {
  pthread_t p;
#ifdef HERE
  report(1);
#endif
  if (pthread_create(&p, 0, work, 0))
    return -1;
# ifdef HERE
  report(2);
# else
  report(3);
# endif
  if (ask())
    return 1;
  pthread_join(p, 0);
  return 0;
}
// CHECK-FIXES-LABEL: int something_else_varies
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(p, {{NULL|0}});
// CHECK-FIXES-NEXT: return 1;
