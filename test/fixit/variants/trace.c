/* Runs every function in every scenario and prints what it does, a line for each.
   Wrong: "twice" (released again), "gone" (used after the release), "dangles" (released
   though given away), "data" (released
   while a thread has it), "hangs" (waited for what is never told to end, or under the lock). */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { Most = 64 };
char item;
volatile int stopping, told;
const void *volatile kept;
struct data {
  int gone;
};
static struct data all_data[Most];
static int scenario, asked[4], values, locked, pools, datas;
static struct {
  int open;
  struct data *data;
} pool[Most];

int ask(int which) {
  int answer = ((scenario >> which) ^ (asked[which]++ & 1)) & 1;
  printf(" ask%d=%d", which, answer);
  return asked[which] > 8 ? 1 : answer;
}
int value(void) {
  printf(" value");
  return ++values;
}
int done(int what) { return printf(" done%d", what), what; }
void lock(void) { printf(" lock"), locked = 1; }
void unlock(void) { printf(" unlock"), locked = 0; }
void tell(void) { printf(" tell"), told = 1; }
void *run(void *p) { return p; }
void job(void *a, void *b) { (void)a, (void)b; }

struct data *data_new(void) { return &all_data[datas++ % Most]; }
void data_free(struct data *d) {
  printf(" data_free");
  for (int i = 1; i <= pools; i++)
    if (pool[i].open && pool[i].data == d)
      printf(" !data");
  d->gone = 1;
}

int pool_fails(void) { return (scenario >> 3) & 1; }
int pool_made(void *argument) {
  int number = pools < Most - 1 ? ++pools : pools;
  pool[number].open = 1;
  pool[number].data = (struct data *)argument;
  printf(" made%d", number);
  return number;
}
static int known(int number) { return number > 0 && number <= pools; }
void pool_used(int number) {
  printf(" use%d", number);
  if (!known(number) || !pool[number].open)
    printf(" !gone%d", number);
}
void pool_released(int number, int loops) {
  if (!known(number) || !pool[number].open)
    printf(" -twice%d", number);
  else if ((loops && !told && !stopping) || locked)
    printf(" -hangs%d", number);
  else
    printf(" -free%d", number);
  if (known(number))
    pool[number].open = 0;
}

int main(void) {
  setvbuf(stdout, 0, _IONBF, 0); /* What dies has said it. */
  for (const struct entry *e = entries; e->name; e++)
    for (scenario = 0; scenario < (e->may_fail ? 16 : 8); scenario++) {
      printf("%s %d:", e->name, scenario);
      fflush(stdout);
      pid_t child = fork();
      if (child == 0) {
        alarm(5);
        int result = e->run();
        printf(" returns %d", result);
        for (int i = 1; i <= pools; i++)
          if (pool[i].open)
            printf(" -open%d", i);
        if (kept && !pool[(const char *)kept - (const char *)0].open)
          printf(" !dangles");
        printf("\n");
        fflush(stdout);
        _exit(0);
      }
      int status = 0;
      waitpid(child, &status, 0);
      if (status)
        printf(" dies\n");
    }
  return 0;
}
