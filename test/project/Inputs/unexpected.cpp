namespace long_name { int member; }

namespace unused = long_name;
namespace used = long_name;
int get() { return used::member; }

#define ALIAS(name) \
  namespace name = long_name
namespace one = long_name; namespace two = long_name;
