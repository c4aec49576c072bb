// A header with code in it.
#ifndef LEAKY_HEADER_H
#define LEAKY_HEADER_H

#include <thread>

void header_work();

inline void in_header_bad() {
  std::thread in_function(header_work);
}

inline void in_header_ok() {
  std::thread in_function(header_work);
  in_function.join();
}

template <typename T> void in_header_template_bad(T value) {
  std::thread in_template([value] { (void)value; });
}

#endif
