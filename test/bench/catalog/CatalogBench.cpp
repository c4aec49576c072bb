// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Times how long the built-in models take to read, all of them and as often as
// is asked for, as if the catalog had grown so many times.
//
//   catalog-bench [times, default 1] ...
//
// Not part of the build. With LLVM 22, after building the plugin:
//
//   clang++-22 -std=c++17 -O2 -DNDEBUG -fno-rtti -Ichecks
//     $(llvm-config-22 --cppflags) test/bench/catalog/CatalogBench.cpp
//     build/release/checks/catalog/libPoolGuardCatalog.a
//     -o catalog-bench $(llvm-config-22 --ldflags --libs support)

#include "catalog/Catalog.h"
#include "catalog/EmbeddedModels.h"
#include "catalog/FamilyReader.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstdlib>

using namespace poolguard;

int main(int Argc, char **Argv) {
  llvm::outs() << "times  families     KiB  ms (best of 20)\n";
  for (int I = 1; I < std::max(Argc, 2); ++I) {
    unsigned Times = Argc > 1 ? std::atoi(Argv[I]) : 1;
    double Best = 1e9;
    size_t Families = 0, Bytes = 0;
    for (unsigned Try = 0; Try < 20; ++Try) {
      Families = Bytes = 0;
      auto Start = std::chrono::steady_clock::now();
      for (unsigned T = 0; T < Times; ++T)
        for (const EmbeddedModel &M : embeddedModels()) {
          std::vector<ModelDiagnostic> Diags;
          Families += readFamilies(M.Text, M.Name, Diags).size();
          Bytes += M.Text.size();
        }
      std::chrono::duration<double, std::milli> Time =
          std::chrono::steady_clock::now() - Start;
      Best = std::min(Best, Time.count());
    }
    llvm::outs() << llvm::format("%5u  %8zu  %6.1f  %.2f\n", Times, Families,
                                 Bytes / 1024.0, Best);
  }
}
