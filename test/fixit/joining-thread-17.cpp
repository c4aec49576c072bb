// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std
#include <thread>
void work();
bool ready() noexcept;

void joined() {
  std::thread t(work); // no fix: there is no 'std::jthread'
  if (ready())
    throw 1;
  t.join();
}
