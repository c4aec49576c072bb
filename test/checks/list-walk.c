// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// Handles in the nodes of linked lists.
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

gpointer work(gpointer data);
int condition(void);

struct node {
  pthread_t thread;
  GThread *g;
  struct node *next;
};

void slist_ok(GSList *l) {
  for (; l; l = l->next)
    g_thread_join(l->data);
}

void list_iterator_ok(GList *l) {
  for (GList *i = l; i != NULL; i = i->next)
    g_thread_join(i->data);
}

void next_macro_ok(GSList *l) {
  for (; l; l = g_slist_next(l))
    g_thread_join((GThread *)l->data);
}

void own_list_ok(struct node *l) {
  for (; l; l = l->next)
    g_thread_join(l->g);
}

void own_list_while_ok(struct node *l) {
  while (l) {
    pthread_join(l->thread, NULL);
    l = l->next;
  }
}

void two_nodes_ok(struct node *l) {
  g_thread_join(l->g);
  l = l->next;
  g_thread_join(l->g);
}

void other_list_ok(struct node *l, struct node *m) {
  g_thread_join(l->g);
  l = m;
  g_thread_join(l->g);
}

void array_of_nodes_ok(struct node *l) {
  g_thread_join(l->g);
  l++;
  g_thread_join(l->g);
}

void built_and_freed_ok(int n) {
  struct node *l = NULL;
  for (int i = 0; i < n; i++) {
    struct node *x = malloc(sizeof *x);
    x->g = g_thread_new("worker", work, NULL);
    x->next = l;
    l = x;
  }
  while (l) {
    struct node *x = l;
    g_thread_join(x->g);
    l = x->next;
    free(x);
  }
}

void built_and_joined_ok(int n) {
  struct node *l = NULL;
  for (int i = 0; i < n; i++) {
    struct node *x = malloc(sizeof *x);
    pthread_create(&x->thread, NULL, work, NULL);
    x->next = l;
    l = x;
  }
  for (struct node *x = l; x; x = x->next)
    pthread_join(x->thread, NULL);
}

void same_field_twice_bad(struct node *l) {
  g_thread_join(l->g);
  g_thread_join(l->g);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'l->g' is released twice [poolguard-double-release]
}

void same_data_twice_bad(GSList *l, int again) {
  g_thread_join(l->data);
  if (again)
    g_thread_join(l->data);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'l->data' is released twice
}

// condition() may have put another thread there.
void FN_same_data_twice_bad(GSList *l) {
  g_thread_join(l->data);
  if (condition())
    g_thread_join(l->data);
}

void node_dropped_bad(int quick) {
  struct node *x = malloc(sizeof *x);
  x->g = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'x->g' is not released on this path [poolguard-unreleased-pool]
  if (quick) {
    free(x);
    return;
  }
  g_thread_join(x->g);
  free(x);
}
