// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// A release too many is taken out, one too early is made later.
#include <glib.h>
#include <pthread.h>

void job(void *, void *);
void *routine(void *);
int condition(void);
void report(const char *);

#define FREE(p) g_thread_pool_free(p, FALSE, TRUE)

void twice(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_push(p, "a", NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  report("done");
  g_thread_pool_free(p, FALSE, TRUE); // again
}
// CHECK-FIXES-LABEL: void twice
// CHECK-FIXES: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  report("done");
// CHECK-FIXES-NEXT: {{^}}  // again
// CHECK-FIXES-NEXT: {{^}}}

// The second one is needed on the other path.
int on_error(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  int rc = 0;
  if (condition()) {
    rc = -1;
    g_thread_pool_free(p, FALSE, TRUE);
    goto out;
  }
  g_thread_pool_push(p, "a", NULL);
out:
  g_thread_pool_free(p, FALSE, TRUE);
  return rc;
}
// CHECK-FIXES-LABEL: int on_error
// CHECK-FIXES: {{^}}    rc = -1;
// CHECK-FIXES-NEXT: {{^}}    goto out;

void behind_a_test(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  FREE(p);
  if (p != NULL) {
    FREE(p);
  }
  report("done");
}
// CHECK-FIXES-LABEL: void behind_a_test
// CHECK-FIXES: {{^}}  FREE(p);
// CHECK-FIXES-NEXT: {{^}}  report("done");

void used_late(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, "a", NULL);
  report("done");
}
// CHECK-FIXES-LABEL: void used_late
// CHECK-FIXES: {{^}}  g_thread_pool_push(p, "a", NULL);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  report("done");

guint used_in_the_result(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  return g_thread_pool_unprocessed(p);
}
// CHECK-FIXES-LABEL: guint used_in_the_result
// CHECK-FIXES: {{^}}  guint result = g_thread_pool_unprocessed(p);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  return result;

void in_a_round(int n) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  for (int i = 0; i < n; i++) {
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
    g_thread_pool_free(p, FALSE, TRUE);
  }
}
// CHECK-FIXES-LABEL: void in_a_round
// CHECK-FIXES: {{^}}    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);

// Who joins after all did not want to detach.
void detached_and_joined(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, routine, NULL))
    return;
  pthread_detach(t);
  pthread_join(t, NULL);
}
// CHECK-FIXES-LABEL: void detached_and_joined
// CHECK-FIXES-NOT: pthread_detach
// CHECK-FIXES: {{^}}  pthread_join(t, NULL);

static void *endless(void *data) {
  for (;;)
    report(data);
}

// It would be waited for for ever.
void detached_and_endless(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, endless, "still here"))
    return;
  pthread_detach(t);
  pthread_join(t, NULL);
}
// CHECK-FIXES-LABEL: void detached_and_endless
// CHECK-FIXES: {{^}}  pthread_detach(t);
// CHECK-FIXES-NEXT: {{^}}}

// The question does something besides, and stays.
void asked(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  if (condition())
    g_thread_pool_free(p, FALSE, TRUE); // no fix: what comes after the release may need it
}

// A variable that nobody reads is an error in many projects.
void other_name(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  GThreadPool *q = p;
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(q, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void other_name
// CHECK-FIXES: {{^}}  GThreadPool *q = p;
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(q, FALSE, TRUE);

// The caller counts on the release.
void parameter(GThreadPool *p) {
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, "a", NULL); // no fix: the pool is not made by this function
}

void parameter_twice(GThreadPool *p) {
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void parameter_twice
// CHECK-FIXES: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}

static void only_end(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }

void by_a_wrapper(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  only_end(p);
  report("done");
  only_end(p);
}
// CHECK-FIXES-LABEL: void by_a_wrapper
// CHECK-FIXES: {{^}}  only_end(p);
// CHECK-FIXES-NEXT: {{^}}  report("done");
// CHECK-FIXES-NEXT: {{^}}}

static void end(GThreadPool *p) {
  report("end");
  g_thread_pool_free(p, FALSE, TRUE);
}

void by_a_helper(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  end(p);
  g_thread_pool_push(p, "a", NULL); // no fix: no release is a statement that can be removed
}

void in_an_expression(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  report("begin"), g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, "a", NULL); // no fix: no release is a statement that can be removed
}

// What the first one waits for is read, or told to go on.
int reads_results(void) {
  int sum = 0;
  GThreadPool *p = g_thread_pool_new(job, &sum, 4, FALSE, NULL);
  g_thread_pool_push(p, "a", NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  report(sum ? "some" : "none");
  if (condition())
    g_thread_pool_free(p, FALSE, TRUE); // no fix: what comes after the release may need it
  return sum;
}

void tells_to_stop(void *jobs) {
  GThreadPool *p = g_thread_pool_new(job, jobs, 2, FALSE, NULL);
  g_thread_pool_push(p, "a", NULL);
  if (condition())
    report("stop");
  else
    g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE); // no fix: a release on this path would be wrong on another
}

void by_configuration(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 2, FALSE, NULL);
#ifndef KEEP
  g_thread_pool_free(p, FALSE, TRUE);
#endif
  g_thread_pool_free(p, FALSE, TRUE); // no fix: the function depends on the configuration
}

// One drops what is queued, the other does not.
void as_told(GThreadPool *p, int urgent) {
  if (urgent)
    g_thread_pool_free(p, TRUE, FALSE);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void as_told
// CHECK-FIXES: {{^}}  if (urgent)
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, TRUE, FALSE);
// CHECK-FIXES-NEXT: {{^}}  else g_thread_pool_free(p, FALSE, TRUE);

void as_told_with_words(GThreadPool *p, int urgent) {
  if (urgent) {
    report("now");
    g_thread_pool_free(p, TRUE, FALSE);
  }
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void as_told_with_words
// CHECK-FIXES: {{^}}  else g_thread_pool_free(p, FALSE, TRUE);

void as_told_later(GThreadPool *p, int urgent) {
  if (urgent)
    g_thread_pool_free(p, TRUE, FALSE);
  report("end");
  g_thread_pool_free(p, FALSE, TRUE); // no fix: the pool is not made by this function
}

void as_told_without_braces(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void as_told_without_braces
// CHECK-FIXES: {{^}}  else g_thread_pool_free(p, FALSE, TRUE);

//===----------------------------------------------------------------------===//
// Who asks for null later
//===----------------------------------------------------------------------===//

void asked_at_the_end(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  report("end");
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void asked_at_the_end
// CHECK-FIXES: g_thread_pool_free(p, TRUE, TRUE);
// CHECK-FIXES-NEXT: p = NULL;
// CHECK-FIXES: if (p)

void not_asked(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  report("end");
  g_thread_pool_free(p, FALSE, TRUE); // no fix: a release on this path would be wrong on another
}

void seen(GThreadPool *);
void shown_to_others(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  seen(p);
  if (p)
    g_thread_pool_free(p, FALSE, TRUE); // no fix: a release on this path would be wrong on another
}
