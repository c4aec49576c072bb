// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plugin runs inside a Clang it does not choose. With another major than the
// one it was built for, the classes have other layouts and anything may happen.

#ifndef POOLGUARD_HOSTVERSION_H
#define POOLGUARD_HOSTVERSION_H

namespace poolguard {

/// Ends the process with one line when the running Clang is not of the major
/// this code was built for; otherwise returns \p ModuleName, so that it can
/// stand in the static registration, before anything of the host is touched.
const char *refuseForeignHost(const char *ModuleName);

} // namespace poolguard

#endif // POOLGUARD_HOSTVERSION_H
