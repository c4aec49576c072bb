// RUN: %check_tidy %s 'poolguard-*' -- -D_GNU_SOURCE
// Where something reaps any child, nothing is said of those that are known by
// their number.
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void ignored_ok(char **argv, int quiet) {
  signal(SIGCHLD, SIG_IGN);
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  if (!quiet)
    waitpid(child, NULL, 0);
}

void all_of_them_ok(int n) {
  for (int i = 0; i < n; i++)
    if (fork() == 0)
      _exit(0);
  while (wait(NULL) > 0)
    continue;
}

void any_of_them_ok(int n) {
  for (int i = 0; i < n; i++) {
    pid_t child = fork();
    if (child == 0)
      _exit(0);
    if (n == 1)
      waitpid(child, NULL, 0);
  }
  while (waitpid(-1, NULL, 0) > 0)
    continue;
}

void forgotten_elsewhere_ok(char **argv) {
  pid_t child = fork();
  if (child == 0)
    execvp(argv[0], argv);
}
