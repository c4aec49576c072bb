// RUN: %check_tidy %s poolguard-join-before-close --config="{CheckOptions: {Models: '%S/../Inputs/models/acme-executor.poolguard.yaml'}}" -- -std=c11
// Calls of a C library that need another before them.
typedef struct acme_executor acme_executor;
acme_executor *acme_executor_new(int threads);
void acme_executor_submit(acme_executor *e, void (*f)(void));
void acme_executor_shutdown(acme_executor *e);
int acme_executor_await(acme_executor *e);
void acme_executor_free(acme_executor *e);

void job(void);
int ready(void);
void end_executor(acme_executor **e);
void observe(acme_executor *e);

void awaited_bad(void) {
  acme_executor *e = acme_executor_new(4);
  acme_executor_submit(e, job);
  acme_executor_await(e);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
  acme_executor_free(e);
}

void shut_down_ok(void) {
  acme_executor *e = acme_executor_new(4);
  acme_executor_submit(e, job);
  acme_executor_shutdown(e);
  acme_executor_await(e);
  acme_executor_free(e);
}

void on_one_path_bad(void) {
  acme_executor *e = acme_executor_new(4);
  if (!e)
    return;
  if (ready())
    acme_executor_shutdown(e);
  while (!acme_executor_await(e))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
    ;
  acme_executor_free(e);
}

void not_awaited_ok(void) {
  acme_executor *e = acme_executor_new(4);
  acme_executor_free(e);
}

void lent_ok(void) {
  acme_executor *e = acme_executor_new(4);
  observe(e);
  acme_executor_await(e);
  acme_executor_free(e);
}

void of_the_caller_ok(acme_executor *e) {
  acme_executor_await(e);
  acme_executor_free(e);
}

static void shut(acme_executor *e) { acme_executor_shutdown(e); }

void by_helper_ok(void) {
  acme_executor *e = acme_executor_new(4);
  shut(e);
  acme_executor_await(e);
  acme_executor_free(e);
}
