// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -x objective-c -fblocks -fobjc-exceptions -fobjc-runtime=gnustep -Wno-everything
// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -x objective-c++ -fblocks -fobjc-exceptions -fobjc-runtime=gnustep -Wno-everything
// Objective-C is left alone.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

#define NEW_POOL() g_thread_pool_new(work, NULL, 4, FALSE, NULL)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

@interface Server {
  GThreadPool *pool;
}
@property GThreadPool *other;
- (void)start:(int)n;
@end

@implementation Server
- (void)start:(int)n {
  pool = NEW_POOL();
  self.other = NEW_POOL();
  @try {
    if (n)
      return;
  } @catch (id e) {
  } @finally {
    FREE_POOL(pool);
  }
}
@end

void property_ok(Server *s) {
  GThreadPool *p = NEW_POOL();
  s.other = p;
}

void block_ok(void) {
  __block GThreadPool *p = NEW_POOL();
  void (^close)(void) = ^{
    FREE_POOL(p);
    p = 0;
  };
  close();
}

void FN_leak_bad(Server *s) {
  GThreadPool *p = NEW_POOL();
  @synchronized(s) {
    if (condition())
      return;
  }
  FREE_POOL(p);
}
