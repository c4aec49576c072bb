/* What the programs of variants.py call; trace.c says what it leaves behind. */
#ifndef TRACE_H
#define TRACE_H
#ifdef __cplusplus
extern "C" {
#define QUIET noexcept
#else
#define QUIET
#endif
int ask(int which) QUIET;   /* Told by the scenario, then the other way round. */
int value(void) QUIET;      /* 1, 2, 3, ... */
int done(int what) QUIET;   /* Nothing but a trace. */
void lock(void) QUIET;
void unlock(void) QUIET;
extern volatile int stopping, told;
void tell(void) QUIET; /* Ends the loop of a thread, as setting `stopping` does. */
static inline void *loop(void *p) QUIET {
  while (!stopping && !told)
    ;
  return p;
}
extern const void *volatile kept; /* A pool that belongs to somebody else now. */
struct data;
struct data *data_new(void) QUIET;
void data_free(struct data *d) QUIET;
void *run(void *) QUIET;
void job(void *, void *) QUIET;
extern char item;

struct entry {
  const char *name;
  int (*run)(void);
  int may_fail; /* Also runs where no pool can be made. */
};
extern const struct entry entries[];
extern void *(*const loop_of_program)(void *);

/* For the stand-ins of the libraries. */
int pool_made(void *argument);       /* A number above zero. */
int pool_fails(void);                /* Whether the next one cannot be made. */
void pool_used(int number);
void pool_released(int number, int loops);
#ifdef __cplusplus
}
inline void maybe_throw(int which) {
  if (ask(which))
    throw which;
}
#endif
#endif
