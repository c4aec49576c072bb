namespace long_name { int member; }

namespace unused = long_name;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: namespace alias decl 'unused' is unused [misc-unused-alias-decls]
namespace used = long_name;
int get() { return used::member; }

#define ALIAS(name) \
  namespace name = long_name
namespace one = long_name; namespace two = long_name;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: namespace alias decl 'one' is unused [misc-unused-alias-decls]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: namespace alias decl 'two' is unused [misc-unused-alias-decls]
