//===-- Progress.cpp - The bar on a terminal ------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace poolguard {

static std::string clock(double Seconds) {
  unsigned Whole = unsigned(Seconds + 0.5);
  std::string Text;
  raw_string_ostream OS(Text);
  if (Whole >= 3600)
    OS << Whole / 3600 << format(":%02u", Whole / 60 % 60);
  else
    OS << Whole / 60;
  OS << format(":%02u", Whole % 60);
  return Text;
}

std::string Progress::text(double Seconds, unsigned Width) const {
  std::string Tail;
  raw_string_ostream OS(Tail);
  OS << " " << Done << "/" << Units << " units";
  double Rate = Seconds > 0 ? Done / Seconds : 0;
  if (Done && Rate > 0)
    OS << format(", %.1f/s, ", Rate) << clock((Units - Done) / Rate) << " left";
  OS << ", " << Findings << (Findings == 1 ? " finding" : " findings");
  OS.flush();
  unsigned Cells = Width > Tail.size() + 12
                       ? std::min<unsigned>(30, Width - Tail.size() - 3)
                       : 0;
  if (!Cells)
    return Tail.substr(1, Width > 1 ? Width - 1 : 0);
  unsigned Filled = Units ? Cells * Done / Units : Cells;
  return "[" + std::string(Filled, '#') + std::string(Cells - Filled, '.') +
         "]" + Tail;
}

void Progress::draw() {
  Clock::time_point Now = Clock::now();
  if (!Shown || (Drawn && Now - Last < std::chrono::milliseconds(100)))
    return;
  unsigned Columns = sys::Process::StandardErrColumns();
  errs() << "\r\x1b[K"
         << text(std::chrono::duration<double>(Now - Begin).count(),
                 Columns ? Columns : 80);
  errs().flush();
  Drawn = true;
  Last = Now;
}

void Progress::clear() {
  if (Drawn)
    errs() << "\r\x1b[K";
  Drawn = false;
}

} // namespace poolguard
