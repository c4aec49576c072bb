// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit of the common kind: many standard headers, some ordinary code, and no
// pool or thread of its own. What the checks cost here, every unit pays.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace {

struct Person {
  std::string Name;
  int Age = 0;
  std::optional<std::string> Mail;
};

using Field = std::variant<int, double, std::string>;

std::vector<Person> readPeople(std::istream &In) {
  std::vector<Person> People;
  std::string Line;
  const std::regex Pattern("([a-z]+) ([0-9]+)( [a-z@.]+)?");
  while (std::getline(In, Line)) {
    std::smatch Match;
    if (!std::regex_match(Line, Match, Pattern))
      continue;
    Person P{Match[1], std::stoi(Match[2]), std::nullopt};
    if (Match[3].matched)
      P.Mail = Match[3].str();
    People.push_back(std::move(P));
  }
  return People;
}

std::map<int, std::set<std::string>> byAge(const std::vector<Person> &People) {
  std::map<int, std::set<std::string>> Groups;
  for (const Person &P : People)
    Groups[P.Age].insert(P.Name);
  return Groups;
}

std::string describe(const Field &F) {
  return std::visit(
      [](const auto &Value) {
        std::ostringstream Out;
        Out << Value;
        return Out.str();
      },
      F);
}

std::unordered_map<std::string, std::uintmax_t>
sizesBelow(const std::filesystem::path &Root) {
  std::unordered_map<std::string, std::uintmax_t> Sizes;
  for (const auto &Entry : std::filesystem::recursive_directory_iterator(Root))
    if (Entry.is_regular_file())
      Sizes[Entry.path().extension().string()] += Entry.file_size();
  return Sizes;
}

template <typename T> std::unique_ptr<T> firstOf(std::vector<T> Values) {
  if (Values.empty())
    return nullptr;
  std::sort(Values.begin(), Values.end());
  return std::make_unique<T>(std::move(Values.front()));
}

double meanOfSamples(std::size_t Count) {
  std::mt19937 Engine(42);
  std::normal_distribution<double> Normal(0, 1);
  double Sum = 0;
  for (std::size_t I = 0; I < Count; ++I)
    Sum += Normal(Engine);
  return Count ? Sum / static_cast<double>(Count) : 0;
}

} // namespace

int main(int argc, char **argv) {
  const auto Start = std::chrono::steady_clock::now();
  try {
    std::ifstream File(argc > 1 ? argv[1] : "people.txt");
    for (const auto &[Age, Names] : byAge(readPeople(File)))
      std::cout << Age << ": " << Names.size() << '\n';
    for (const auto &[Suffix, Size] : sizesBelow("."))
      std::cout << Suffix << ' ' << Size << '\n';
  } catch (const std::exception &Error) {
    std::cerr << Error.what() << '\n';
    return 1;
  }
  if (auto First = firstOf<std::string>({"b", "a"}))
    std::cout << *First << describe(Field(3.5)) << meanOfSamples(100) << '\n';
  std::function<bool(std::chrono::milliseconds)> IsLate =
      [](auto Spent) { return Spent > std::chrono::seconds(1); };
  return IsLate(std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now() - Start))
             ? 2
             : 0;
}
