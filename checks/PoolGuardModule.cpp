// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers every check with clang-tidy; nothing else belongs here.

#include "Compat.h"
#include "DiscardedWorkCheck.h"
#include "DoubleReleaseCheck.h"
#include "HostVersion.h"
#include "JoinBeforeCloseCheck.h"
#include "PoolInLoopCheck.h"
#include "ProcessLifetimePoolCheck.h"
#include "UnreleasedMemberCheck.h"
#include "UnreleasedOnExceptionCheck.h"
#include "UnreleasedPoolCheck.h"
#include "UseAfterReleaseCheck.h"

using namespace clang::tidy;

namespace poolguard {
namespace {

class PoolGuardModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    Factories.registerCheck<DiscardedWorkCheck>("poolguard-discarded-work");
    Factories.registerCheck<DoubleReleaseCheck>("poolguard-double-release");
    Factories.registerCheck<JoinBeforeCloseCheck>(
        "poolguard-join-before-close");
    Factories.registerCheck<PoolInLoopCheck>("poolguard-pool-in-loop");
    Factories.registerCheck<ProcessLifetimePoolCheck>(
        "poolguard-process-lifetime-pool");
    Factories.registerCheck<UnreleasedMemberCheck>(
        "poolguard-unreleased-member");
    Factories.registerCheck<UnreleasedOnExceptionCheck>(
        "poolguard-unreleased-on-exception");
    Factories.registerCheck<UnreleasedPoolCheck>("poolguard-unreleased-pool");
    Factories.registerCheck<UseAfterReleaseCheck>(
        "poolguard-use-after-release");
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<PoolGuardModule>
    Registration(refuseForeignHost("poolguard-module"),
                 "Finds pools that nobody closes.");

} // namespace poolguard
