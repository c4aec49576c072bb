// RUN: %check_tidy %s 'poolguard-*' -- -D_GNU_SOURCE
// Children in arrays: only those that were started are waited for.
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
struct child {
  pid_t pid;
  int fd;
};

void positive_ok(void) {
  pid_t p[8];
  for (int i = 0; i < 8; i++) {
    p[i] = fork();
    if (p[i] == 0)
      _exit(0);
  }
  for (int i = 0; i < 8; i++)
    if (p[i] > 0)
      waitpid(p[i], NULL, 0);
}

void not_failed_ok(void) {
  pid_t p[8];
  for (int i = 0; i < 8; i++)
    if ((p[i] = fork()) == 0)
      _exit(0);
  for (int i = 0; i < 8; i++)
    if (p[i] != -1)
      waitpid(p[i], NULL, 0);
}

void failed_left_out_ok(void) {
  pid_t p[8];
  for (int i = 0; i < 8; i++) {
    p[i] = fork();
    if (p[i] == 0)
      _exit(0);
  }
  for (int i = 0; i < 8; i++) {
    if (p[i] < 0)
      continue;
    waitpid(p[i], NULL, 0);
  }
}

void field_ok(void) {
  struct child c[4];
  for (int i = 0; i < 4; i++) {
    c[i].pid = fork();
    if (c[i].pid == 0)
      _exit(0);
  }
  for (int i = 0; i < 4; i++)
    if (c[i].pid > 0)
      waitpid(c[i].pid, NULL, 0);
}

void spawned_ok(char **argv) {
  pid_t p[4];
  for (int i = 0; i < 4; i++)
    if (posix_spawn(&p[i], argv[0], NULL, NULL, argv, environ) != 0)
      p[i] = -1;
  for (int i = 0; i < 4; i++)
    if (p[i] > 0)
      waitpid(p[i], NULL, 0);
}

// The filter leaves out those that run.
void wrong_filter_bad(void) {
  pid_t p[8];
  for (int i = 0; i < 8; i++) {
    p[i] = fork();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process 'p' is never released [poolguard-unreleased-pool]
    if (p[i] == 0)
      _exit(0);
  }
  for (int i = 0; i < 8; i++)
    if (p[i] < 0)
      waitpid(p[i], NULL, 0);
}

void breaks_off_bad(void) {
  pid_t p[8];
  for (int i = 0; i < 8; i++) {
    p[i] = fork();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process 'p' is not released on this path [poolguard-unreleased-pool]
    if (p[i] == 0)
      _exit(0);
  }
  for (int i = 0; i < 8; i++)
    if (p[i] > 0 && waitpid(p[i], NULL, 0) < 0)
      break;
}
