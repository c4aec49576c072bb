// The parts of SFML that the tests use.
#ifndef MOCK_SFML_SYSTEM_THREAD_HPP
#define MOCK_SFML_SYSTEM_THREAD_HPP

namespace sf {

class Thread {
public:
  template <typename F> Thread(F function) { create(&function); }
  ~Thread();
  void launch();
  void wait();
  void terminate();

private:
  Thread(const Thread &);
  Thread &operator=(const Thread &);
  void create(const void *function);
};

} // namespace sf

#endif
