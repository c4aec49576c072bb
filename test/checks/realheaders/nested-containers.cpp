// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: containers of containers.
#include <thread>
#include <utility>
#include <vector>

void work();

void in_place_ok() {
  std::vector<std::vector<std::thread>> teams(2);
  for (auto &team : teams)
    for (int i = 0; i < 3; i++)
      team.emplace_back(work);
  for (auto &team : teams)
    for (auto &t : team)
      t.join();
}

void pushed_ok() {
  std::vector<std::vector<std::thread>> teams;
  for (int j = 0; j < 2; j++) {
    std::vector<std::thread> team;
    for (int i = 0; i < 3; i++)
      team.emplace_back(work);
    teams.push_back(std::move(team));
  }
  for (auto &team : teams)
    for (auto &t : team)
      t.join();
}

void array_ok() {
  std::vector<std::thread> teams[2];
  for (auto &team : teams)
    team.emplace_back(work);
  for (auto &team : teams)
    for (auto &t : team)
      t.join();
}

void inner_bad() {
  std::vector<std::vector<std::thread>> teams;
  std::vector<std::thread> team;
  team.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'team' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (teams.empty())
    return;
  teams.push_back(std::move(team));
}

// Elements of elements are not followed.
void FN_in_place_bad(bool quick) {
  std::vector<std::vector<std::thread>> teams(2);
  for (auto &team : teams)
    for (int i = 0; i < 3; i++)
      team.emplace_back(work);
  if (quick)
    return;
  for (auto &team : teams)
    for (auto &t : team)
      t.join();
}
