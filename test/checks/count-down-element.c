// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// The index changes first, then names the element: `n--; release(t[n]);`.
#include <glib.h>

int ready(void);
void run(gpointer data, gpointer user_data);

#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void while_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
  while (n > 0) {
    n--;
    FREE(t[n]);
  }
}

void assigned_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
  while (n) {
    n = n - 1;
    GThreadPool *p = t[n];
    FREE(p);
  }
}

void do_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
  do {
    n -= 1;
    FREE(t[n]);
  } while (n > 0);
}

void for_ever_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
  for (;;) {
    if (n == 0)
      break;
    n--;
    FREE(t[n]);
  }
}

void question_between_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
  for (;;) {
    if (--n < 0)
      break;
    FREE(t[n]);
  }
}

void structures_ok(void) {
  struct slot {
    GThreadPool *pool;
    int used;
  } s[4];
  int n = 0;
  for (; n < 4; n++) {
    s[n].pool = MAKE;
    s[n].used = 1;
  }
  while (n > 0) {
    n--;
    FREE(s[n].pool);
  }
}

void pointer_down_ok(void) {
  GThreadPool *t[4], **p = t;
  for (int i = 0; i < 4; i++)
    *p++ = MAKE;
  while (p != t)
    FREE(*--p);
}

void pointer_first_ok(void) {
  GThreadPool *t[4], **p = t;
  for (int i = 0; i < 4; i++) {
    *p = MAKE;
    if (*p)
      p++;
  }
  while (p > t) {
    p--;
    FREE(*p);
  }
}

void pointer_to_structure_ok(void) {
  struct slot {
    GThreadPool *pool;
    int used;
  } s[4], *q = s;
  for (int i = 0; i < 4; i++, q++)
    q->pool = MAKE;
  while (q != s) {
    --q;
    FREE(q->pool);
  }
}

// Which element is taken is not known.
void taken_out_ok(int any) {
  GThreadPool *t[4];
  int n = ready();
  t[n] = MAKE;
  GThreadPool *p = t[any];
  FREE(p);
}

void last_one_ok(void) {
  GThreadPool *t[4];
  int n = 0;
  t[n] = MAKE;
  n++;
  --n;
  GThreadPool *p = t[n];
  FREE(p);
}

void left_before_bad(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 't' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  while (n > 0) {
    n--;
    FREE(t[n]);
  }
}

void left_within_bad(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 't' is never released [poolguard-unreleased-pool]
  while (n > 0) {
    n--;
    if (ready())
      break;
    FREE(t[n]);
  }
}

void pointer_bad(void) {
  GThreadPool *t[4], **p = t;
  for (int i = 0; i < 4; i++)
    *p++ = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 't' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  while (p != t)
    FREE(*--p);
}

void only_counts_bad(void) {
  GThreadPool *t[4];
  int n = 0;
  for (; n < 4; n++)
    t[n] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 't' is never released [poolguard-unreleased-pool]
  while (n > 0) {
    n--;
    g_thread_pool_push(t[n], "last", NULL);
  }
}
