// The locks of some library, with bodies in its header.
#ifndef LIBRARY_LOCK_H
#define LIBRARY_LOCK_H
#pragma GCC system_header

namespace library {
struct SystemException {};
struct EmptyException {};

extern "C" int os_lock(int *);

class Lock {
  int state = 0;

public:
  void lock() {
    if (os_lock(&state))
      throw SystemException();
  }
};

class Queue {
  int size = 0;

public:
  int pop() {
    if (size == 0)
      throw EmptyException();
    return --size;
  }
};
} // namespace library

#endif
