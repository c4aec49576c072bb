// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11
// Nobody waits for tasks before what they end by, as another way out shows.
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
void *job(void *);
int ask(int);
struct w { int stop; sem_t s; int fd; pthread_t t; };
int l2(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, job, NULL)) // no fix: the tasks may wait for what is done before they are waited for elsewhere
    return -1;
  if (ask(1))
    return 1;
  pthread_cancel(t);
  pthread_join(t, NULL);
  return 0;
}
int l2s(struct w *w) {
  pthread_t t;
  if (pthread_create(&t, NULL, job, w)) // no fix: the tasks may wait for what is done before they are waited for elsewhere
    return -1;
  if (ask(1))
    return 1;
  sem_post(&w->s);
  pthread_join(t, NULL);
  return 0;
}
int l2w(struct w *w) {
  pthread_t t;
  if (pthread_create(&t, NULL, job, w)) // no fix: the tasks may wait for what is done before they are waited for elsewhere
    return -1;
  if (ask(1))
    return 1;
  write(w->fd, "x", 1);
  pthread_join(t, NULL);
  return 0;
}
int f4e(void) {
  pid_t pid = fork(); // no fix: the tasks may wait for what is done before they are waited for elsewhere
  if (pid < 0) return -1;
  if (pid == 0) { pause(); _exit(0); }
  if (ask(1))
    return 1;
  kill(pid, SIGTERM);
  waitpid(pid, NULL, 0);
  return 0;
}
int plain(struct w *w) {
  pthread_t t;
  if (pthread_create(&t, NULL, job, w))
    return -1;
  if (ask(1))
    return 1;
  ask(w->fd);
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int plain
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 1;

// What joins the elements later has them all.
int stored(int n) {
  pthread_t kids[8];
  int k = 0, i;
  for (i = 0; i < n; i++) {
    pthread_t p;
    if (pthread_create(&p, NULL, job, NULL)) // no fix: the handle may not hold the pool where it is lost
      return -1;
    kids[k++] = p;
  }
  for (i = 0; i < k; i++)
    pthread_join(kids[i], NULL);
  return 0;
}

// Two fixes that are written as one: what each changes besides is there.
int in_one_condition(void) {
  pthread_t a, b;
  if (pthread_create(&a, NULL, job, NULL) || pthread_create(&b, NULL, job, NULL))
    return -1;
  if (ask(2))
    return 2;
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int in_one_condition
// CHECK-FIXES: int a_error = -1;
// CHECK-FIXES: if ((a_error = pthread_create(&a, NULL, job, NULL)) ||
