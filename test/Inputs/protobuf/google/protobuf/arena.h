// The parts of Protocol Buffers that the tests use.
#ifndef MOCK_GOOGLE_PROTOBUF_ARENA_H
#define MOCK_GOOGLE_PROTOBUF_ARENA_H

#include <cstddef>

namespace google {
namespace protobuf {

class Arena final {
public:
  Arena();
  Arena(char *initial_block, std::size_t initial_block_size);
  ~Arena();
  template <typename T> static T *CreateMessage(Arena *arena) {
    return static_cast<T *>(Allocate(arena, sizeof(T)));
  }
  unsigned long Reset();
  unsigned long SpaceUsed() const;

private:
  static void *Allocate(Arena *arena, std::size_t size);
  Arena(const Arena &);
  Arena &operator=(const Arena &);
};

} // namespace protobuf
} // namespace google

#endif
