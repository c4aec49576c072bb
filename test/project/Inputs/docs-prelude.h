// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the examples of the pages take for granted.

#include <glib.h>
#include <stdbool.h>

#ifdef __cplusplus
#include <functional>
#include <memory>
#include <thread>
#include <vector>
#endif

bool ready(void);
void run(gpointer job, gpointer data);
void work(void);

// docs/experiment/README.md.
void runTask(gpointer job, gpointer data);
static inline void handleRequest(GThreadPool *pool) {
  g_thread_pool_push(pool, NULL, NULL);
}
