// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-discarded-work --config="{CheckOptions: {Models: '%S/../Inputs/models/constants.poolguard.yaml'}}" --
// Macros that a model names are looked up in the source: numbers in parentheses and behind casts, other macros, enumerators.

enum { STATUS_FINE = 7 };
typedef long status_t;
#define FINE STATUS_FINE
#define CPOOL_OK ((status_t)(FINE))
#define CPOOL_OWNED 0x10u
#define CPOOL_FORCE (-1)

typedef struct cpool cpool;
status_t cpool_open(cpool **p, unsigned flags);
void cpool_close(cpool *p, int how);
void cpool_push(cpool *p);

void opened_ok(void) {
  cpool *p;
  if (cpool_open(&p, CPOOL_OWNED) != CPOOL_OK)
    return;
  cpool_close(p, 0);
}

void opened_bad(void) {
  cpool *p;
  status_t rc = cpool_open(&p, CPOOL_OWNED);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  if (rc == CPOOL_OK)
    return;
}

void not_owned_ok(void) {
  cpool *p;
  cpool_open(&p, 0);
}

void forced_bad(void) {
  cpool *p;
  if (cpool_open(&p, 16) != 7)
    return;
  cpool_push(p);
  cpool_close(p, CPOOL_FORCE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'p' is dropped if it has not begun [poolguard-discarded-work]
}

void not_forced_ok(void) {
  cpool *p;
  if (cpool_open(&p, 16) != 7)
    return;
  cpool_push(p);
  cpool_close(p, 0);
}

// What counts as success is not known here: nothing is said.
typedef struct upool upool;
int upool_open(upool **p);
void upool_close(upool *p);

int unknown_success_ok(void) {
  upool *p;
  if (upool_open(&p) != 3)
    return 1;
  upool_close(p);
  return 0;
}
