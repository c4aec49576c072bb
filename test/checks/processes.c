// RUN: %check_tidy %s 'poolguard-*' -- -D_GNU_SOURCE
// Processes, known by their number or behind a stream. Nothing in this file reaps
// any of them: processes-reaped.c has that.
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int run_ok(char **argv) {
  pid_t child = fork();
  if (child < 0)
    return -1;
  if (child == 0) {
    execvp(argv[0], argv);
    _exit(127);
  }
  int status;
  while (waitpid(child, &status, 0) == -1 && errno == EINTR)
    continue;
  return status;
}

int one_path_bad(char **argv, int quiet) {
  pid_t child = fork();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process 'child' is not released on this path [poolguard-unreleased-pool]
  if (child < 0)
    return -1;
  if (child == 0) {
    execvp(argv[0], argv);
    _exit(127);
  }
  if (quiet)
    return 0;
  int status;
  waitpid(child, &status, 0);
  return status;
}

int killed_is_not_reaped_bad(char **argv, int impatient) {
  pid_t child;
  if (posix_spawn(&child, argv[0], NULL, NULL, argv, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process 'child' is not released on this path [poolguard-unreleased-pool]
    return -1;
  if (impatient) {
    kill(child, SIGKILL);
    return -1;
  }
  waitpid(child, NULL, 0);
  return 0;
}

int switched_ok(char **argv) {
  pid_t child;
  switch (child = fork()) {
  case -1:
    return -1;
  case 0:
    execvp(argv[0], argv);
    _exit(127);
  default:
    waitpid(child, NULL, 0);
    return 0;
  }
}

int polled_ok(char **argv) {
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  if (waitpid(child, NULL, WNOHANG) == 0) {
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
  }
  return 0;
}

// A handler of SIGCHLD may be elsewhere.
void FN_never_waited_for(char **argv) {
  pid_t child = fork();
  if (child == 0) {
    execvp(argv[0], argv);
    _exit(127);
  }
}

// Who does not keep the number may rely on a handler elsewhere.
void FN_number_not_kept(char **argv) {
  if (fork() == 0) {
    execvp(argv[0], argv);
    _exit(127);
  }
}

int daemon_ok(void) {
  if (fork())
    exit(0);
  return setsid();
}

pid_t returned_ok(void) {
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return child;
}

void each_of_them_ok(void) {
  pid_t children[4];
  for (int i = 0; i < 4; i++)
    if ((children[i] = fork()) == 0)
      _exit(0);
  for (int i = 0; i < 4; i++)
    waitpid(children[i], NULL, 0);
}

int stream_bad(char *line) {
  FILE *stream = popen("ls", "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process 'stream' is not released on this path [poolguard-unreleased-pool]
  if (!stream)
    return -1;
  if (!fgets(line, 80, stream))
    return 1;
  return pclose(stream);
}

int stream_ok(char *line) {
  FILE *stream = popen("ls", "r");
  if (!stream)
    return -1;
  while (fgets(line, 80, stream))
    continue;
  return pclose(stream);
}
