// The parts of CAF that the tests use.
#ifndef MOCK_CAF_ACTOR_SYSTEM_HPP
#define MOCK_CAF_ACTOR_SYSTEM_HPP

namespace caf {

class actor_system_config {
public:
  actor_system_config();
};

class actor_system {
public:
  explicit actor_system(actor_system_config &cfg);
  virtual ~actor_system();
  actor_system(const actor_system &) = delete;
  actor_system &operator=(const actor_system &) = delete;
  void await_all_actors_done() const;
};

} // namespace caf

#endif
