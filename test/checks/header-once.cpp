// RUN: %check_tidy %s poolguard-unreleased-pool -- -I %S/../Inputs/user -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A header of the project's own is reported once, however often it is
// included and used; the file that includes it is not blamed.
#include "leaky-header.h"
#include "includes-leaky-header.h"
#include "leaky-header.h"

// CHECK-MESSAGES: leaky-header.h:[[#]]:{{[0-9]+}}: warning: worker thread 'in_function' is never released{{.*}} [poolguard-unreleased-pool]
// CHECK-MESSAGES: leaky-header.h:[[#]]:{{[0-9]+}}: warning: worker thread 'in_template' is never released

void use_ok() {
  in_header_bad();
  in_header_ok();
  in_header_template_bad(1);
  in_header_template_bad(2.0);
}

void use_again_ok() {
  in_header_bad();
  in_header_template_bad('c');
}
