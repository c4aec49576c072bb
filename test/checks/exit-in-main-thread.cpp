// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// At the end of main a joinable std::thread ends the process the hard way.
#include <stdlib.h>
#include <thread>

void work();

// exit() destroys no local object.
void exit_ok() {
  std::thread t(work);
  exit(0);
}

int main(int argc, char **) {
  std::thread joined(work);
  std::thread open(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'open' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::jthread scoped(work);
  if (argc > 5)
    exit(1);
  joined.join();
  return 0;
}
