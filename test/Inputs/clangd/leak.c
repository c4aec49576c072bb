#include <glib.h>
void convert(GFunc task, int jobs) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  if (jobs == 0)
    return;
  g_thread_pool_free(pool, FALSE, TRUE);
}
