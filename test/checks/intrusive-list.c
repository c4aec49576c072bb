// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Who has the link of a list has the object around it.
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct link {
  struct link *next, *previous;
};
struct worker {
  pthread_mutex_t lock;
  pthread_t thread;
  struct link link;
};

static struct link workers;
void list_add(struct link *entry, struct link *list);
void *work(void *arg);

static inline void list_push(struct link *entry, struct link *list) {
  entry->next = list->next;
  entry->previous = list;
  list->next->previous = entry;
  list->next = entry;
}

int unseen_ok(void) {
  struct worker *w = malloc(sizeof *w);
  if (!w)
    return -1;
  if (pthread_create(&w->thread, NULL, work, NULL) != 0) {
    free(w);
    return -1;
  }
  list_add(&w->link, &workers);
  return 0;
}

int seen_ok(void) {
  struct worker *w = malloc(sizeof *w);
  if (!w)
    return -1;
  if (pthread_create(&w->thread, NULL, work, NULL) != 0) {
    free(w);
    return -1;
  }
  list_push(&w->link, &workers);
  return 0;
}

int before_the_thread_ok(void) {
  struct worker *w = malloc(sizeof *w);
  if (!w)
    return -1;
  list_add(&w->link, &workers);
  return pthread_create(&w->thread, NULL, work, NULL);
}

// A lock leads nowhere.
int lock_bad(void) {
  struct worker *w = malloc(sizeof *w);
  if (!w)
    return -1;
  pthread_mutex_init(&w->lock, NULL);
  if (pthread_create(&w->thread, NULL, work, NULL) != 0) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w->thread' is never released [poolguard-unreleased-pool]
    free(w);
    return -1;
  }
  return 0;
}
