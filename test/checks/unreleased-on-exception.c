// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -isystem %S/../Inputs/glib -std=c11
// RUN: %check_tidy %s poolguard-unreleased-on-exception --config="{CheckOptions: {poolguard-unreleased-on-exception.Throws: any}}" -- -isystem %S/../Inputs/glib -std=c11
// C knows no exceptions.
#include <glib.h>

void run(gpointer data, gpointer user_data);
void anything(void);

void called_ok(void) {
  GThreadPool *pool = g_thread_pool_new(run, NULL, 4, FALSE, NULL);
  anything();
  g_thread_pool_free(pool, FALSE, TRUE);
}

void through_a_pointer_ok(void (*callback)(void)) {
  GThreadPool *pool = g_thread_pool_new(run, NULL, 4, FALSE, NULL);
  callback();
  g_thread_pool_free(pool, FALSE, TRUE);
}
