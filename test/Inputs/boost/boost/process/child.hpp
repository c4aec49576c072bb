// The parts of Boost.Process that the tests use.
#ifndef MOCK_BOOST_PROCESS_CHILD_HPP
#define MOCK_BOOST_PROCESS_CHILD_HPP

namespace boost {
namespace process {

class child {
public:
  template <typename... Args> explicit child(Args &&...args) {
    const void *list[] = {&args...};
    launch(list);
  }
  child() {}
  child(const child &) = delete;
  child(child &&lhs) noexcept;
  child &operator=(child &&lhs);
  ~child();
  void detach();
  bool joinable();
  bool running();
  void terminate();
  void wait();

private:
  void launch(const void *const *list);
};

} // namespace process
} // namespace boost

#endif
