// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -fno-exceptions -isystem %S/../Inputs/glib -std=c++17
// RUN: %check_tidy %s poolguard-unreleased-on-exception --config="{CheckOptions: {poolguard-unreleased-on-exception.Throws: any}}" -- -fno-exceptions -isystem %S/../Inputs/glib -std=c++17
// Without exceptions nothing throws.
#include <glib.h>

void run(gpointer data, gpointer user_data);
void anything();
struct Job {
  Job();
  explicit Job(int);
};

void called_ok() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  anything();
  g_thread_pool_free(pool, FALSE, TRUE);
}

void constructed_ok() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  Job job, *other = new Job(1);
  g_thread_pool_free(pool, FALSE, TRUE);
  delete other;
}
