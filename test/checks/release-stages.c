// RUN: %check_tidy %s 'poolguard-*' -- -isystem %S/../Inputs/mosquitto -isystem %S/../Inputs/pjlib -std=c11
// Releases in two stages: what comes first, and what comes too late.
#include <mosquitto.h>
#include <pjlib.h>
#include <stddef.h>

int ready(void);
void end_thread(pj_thread_t *t);

void stopped_first_ok(void) {
  struct mosquitto *m = mosquitto_new(NULL, true, NULL);
  mosquitto_loop_start(m);
  mosquitto_loop_stop(m, true);
  mosquitto_loop_stop(m, true);
  mosquitto_destroy(m);
}

void stopped_late_bad(void) {
  struct mosquitto *m = mosquitto_new(NULL, true, NULL);
  mosquitto_destroy(m);
  mosquitto_loop_stop(m, true);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} 'm' is used after it was released [poolguard-use-after-release]
}

void stopped_late_on_one_path_bad(struct mosquitto *m) {
  if (ready())
    mosquitto_destroy(m);
  mosquitto_loop_stop(m, false);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} 'm' is used after it was released
}

void made_anew_ok(void) {
  struct mosquitto *m = mosquitto_new(NULL, true, NULL);
  mosquitto_destroy(m);
  m = mosquitto_new(NULL, true, NULL);
  mosquitto_loop_stop(m, true);
  mosquitto_destroy(m);
}

void joined_ok(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) != PJ_SUCCESS)
    return;
  pj_thread_join(t);
  pj_thread_destroy(t);
}

void not_joined_bad(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) != PJ_SUCCESS)
    return;
  pj_thread_destroy(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released before it was joined [poolguard-join-before-close]
}

void joined_on_one_path_bad(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) != PJ_SUCCESS)
    return;
  if (ready())
    pj_thread_join(t);
  pj_thread_destroy(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released before it was joined
}

// From elsewhere: who knows who joined it.
void not_ours_ok(pj_thread_t *t) { pj_thread_destroy(t); }

void seen_by_others_ok(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) != PJ_SUCCESS)
    return;
  end_thread(t);
  pj_thread_destroy(t);
}

static void finish(pj_thread_t *t) {
  pj_thread_join(t);
  pj_thread_destroy(t);
}

void joined_by_helper_ok(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) == PJ_SUCCESS)
    finish(t);
}

void joined_late_bad(pj_pool_t *pool, pj_thread_proc *f) {
  pj_thread_t *t;
  if (pj_thread_create(pool, "x", f, NULL, 0, 0, &t) != PJ_SUCCESS)
    return;
  pj_thread_join(t);
  pj_thread_destroy(t);
  pj_thread_join(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is used after it was released
}
