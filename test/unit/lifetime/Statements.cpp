// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "FunctionWriter.h"

namespace poolguard::oracle {

void FunctionWriter::body(unsigned Depth) {
  for (unsigned N = 1 + Random.below(Depth ? 3 : 4); N && !full(); --N)
    statement(Depth);
}

void FunctionWriter::statement(unsigned Depth) {
  unsigned Sort = Random.below(100);
  if (Depth > 2)
    Sort %= 50;
  if (Sort < 50)
    return simple();
  if (Sort < 68)
    return ifElse(Depth + 1);
  if (Sort < 75)
    return loop(Depth + 1);
  if (Sort < 84)
    return Collections.empty()  ? ifElse(Depth + 1)
           : Random.percent(40) ? ifEmpty(Depth + 1)
                                : forEach(Depth + 1);
  if (Sort < 87)
    return choose(Depth + 1);
  if (Sort < 90)
    return tryCatch(Depth + 1);
  if (Sort < 93)
    return earlyExit();
  if (Sort < 97)
    return mayThrow();
  goTo();
}

void FunctionWriter::simple() {
  unsigned Sort = Random.below(100);
  if (Works && Random.percent(20))
    return work();
  if (!Handlers.empty() && Random.percent(15))
    return mayThrow();
  if (Sort < 24)
    return acquire();
  if (Sort < 46)
    return giveUp();
  if (Sort < 62)
    return pass();
  if (Sort < 76)
    return setFlag();
  if (Sort < 94) {
    bool Quiet = Random.percent(10);
    PlaceId P = Freed != None && Random.percent(60) ? Freed : any();
    add(EventKind::Use, P).Quiet = Quiet;
    return;
  }
  if (Sort < 99)
    add(EventKind::Escape, any());
  else
    add(EventKind::Note);
}

void FunctionWriter::acquire() {
  if (!Collections.empty() && Random.percent(35))
    return fill();
  // Mostly each into a handle of its own.
  PlaceId P =
      Random.percent(70) ? Handles[NextHandle++ % Handles.size()] : handle();
  switch (Random.below(4)) {
  case 0:
    return construct(P, Random.percent(60) ? ValueSet::nonZero()
                                           : ValueSet::any());
  case 1:
  case 2:
    return acquireOrNull(P);
  default:
    return acquireWithResult(P);
  }
}

/// `p = make();`
void FunctionWriter::acquireOrNull(PlaceId P) {
  BlockId Fine = block(), Failed = block(), After = block();
  edge(Here, Fine);
  edge(Here, Failed);
  goOn(Fine);
  construct(P, ValueSet::satisfying(Relation::Ge, 1));
  edge(Fine, After);
  goOn(Failed);
  set(P, ValueSet::constant(0));
  edge(Failed, After);
  goOn(After);
}

/// `r = make(&p);`
void FunctionWriter::acquireWithResult(PlaceId P) {
  BlockId Fine = block(), Failed = block(), After = block();
  PlaceId R = flag();
  edge(Here, Fine);
  edge(Here, Failed);
  goOn(Fine);
  construct(P, Random.percent(50) ? ValueSet::any() : ValueSet::nonZero());
  set(R, ValueSet::constant(0));
  edge(Fine, After);
  goOn(Failed);
  if (Random.percent(50))
    set(P, ValueSet::constant(0));
  set(R, Random.of<ValueSet>({ValueSet::satisfying(Relation::Ge, 1),
                              ValueSet::satisfying(Relation::Lt, 0),
                              ValueSet::nonZero()}));
  edge(Failed, After);
  goOn(After);
  if (!Random.percent(50))
    return;
  BlockId Stop = block(), Go = block();
  edge(Here, Stop);
  edge(Here, Go);
  goOn(Stop);
  assume(R, ValueSet::nonZero());
  Graph.Blocks[Stop].Exit = ExitKind::Normal;
  goOn(Go);
  assume(R, ValueSet::constant(0));
}

void FunctionWriter::giveUp() {
  PlaceId P = !Collections.empty() && Random.percent(10)
                  ? Random.of(Collections)
                  : handle();
  if (Random.percent(6)) {
    add(EventKind::Destroy, P);
    return;
  }
  release(P);
  if (Random.percent(25))
    set(P, ValueSet::constant(0));
}

/// What is done with a pool's queue and its workers.
void FunctionWriter::work() {
  EventKind Kind = Random.of<EventKind>(
      {EventKind::Submit, EventKind::Submit, EventKind::Submit, EventKind::Wait,
       EventKind::Drop, EventKind::Announce, EventKind::Await});
  bool Quiet = Random.percent(10);
  add(Kind, any()).Quiet = Quiet;
}

/// Handles change hands.
void FunctionWriter::pass() {
  EventKind Kind = Random.of<EventKind>(
      {EventKind::Copy, EventKind::Copy, EventKind::Move, EventKind::Swap});
  if (Kind != EventKind::Copy && Collections.size() > 1 && Random.percent(40)) {
    add(Kind, Collections[0], Collections[1]);
    return;
  }
  if (!Collections.empty() && Random.percent(30)) {
    add(EventKind::Insert, Random.of(Collections), handle());
    return;
  }
  PlaceId Dst = Random.percent(80) ? handle() : flag();
  add(Kind, Dst, scalar());
}

void FunctionWriter::setFlag() {
  int64_t C = Random.percent(80) ? Random.below(2) : int(Random.below(6)) - 2;
  set(flag(), Random.percent(75) ? ValueSet::constant(C) : ValueSet::any());
}

void FunctionWriter::ifElse(unsigned Depth) {
  BlockId Yes = block(), No = block(), After = block();
  branch(Yes, No);
  goOn(Yes);
  body(Depth);
  edge(Here, After);
  goOn(No);
  if (Random.percent(50))
    body(Depth);
  edge(Here, After);
  goOn(After);
}

void FunctionWriter::loop(unsigned Depth) {
  BlockId Head = block(), Body = block(), After = block();
  edge(Here, Head);
  goOn(Head);
  branch(Body, After);
  Breaks.push_back(After);
  Continues.push_back(Head);
  goOn(Body);
  body(Depth);
  edge(Here, Head);
  Breaks.pop_back();
  Continues.pop_back();
  goOn(After);
}

/// `if (v.empty())`
void FunctionWriter::ifEmpty(unsigned Depth) {
  BlockId Yes = block(), No = block(), After = block();
  edge(Here, Yes);
  edge(Here, No);
  goOn(Yes);
  add(EventKind::Empty, Random.of(Collections));
  if (Random.percent(30)) {
    here().Exit = ExitKind::Normal;
  } else {
    edge(Here, After);
  }
  goOn(No);
  body(Depth);
  edge(Here, After);
  goOn(After);
}

/// `for (x : v)`
void FunctionWriter::forEach(unsigned Depth) {
  PlaceId V = Random.of(Collections), X = handle();
  LoopId Loop = Random.below(Graph.NumLoops);
  BlockId Head = block(), Body = block(), After = block(), Done = block();
  if (Random.percent(90))
    add(EventKind::LoopBegin).Loop = Loop;
  edge(Here, Head);
  edge(Head, Body);
  edge(Head, Done);
  edge(Done, After);
  goOn(Done);
  if (Random.percent(90))
    add(EventKind::Exhausted, V).Loop = Loop;
  if (Random.percent(30))
    set(V, ValueSet::any()); // clear()
  goOn(Body);
  add(EventKind::Bind, X, V).Loop = Loop;
  Breaks.push_back(After);
  Continues.push_back(Head);
  if (Random.percent(70))
    release(X);
  if (Random.percent(35))
    body(Depth + 1);
  edge(Here, Head);
  Breaks.pop_back();
  Continues.pop_back();
  goOn(After);
}

/// A pool joins a collection.
void FunctionWriter::fill() {
  PlaceId V = Random.of(Collections);
  if (Random.percent(50))
    return construct(V, ValueSet::any());
  PlaceId P = handle();
  construct(P, ValueSet::nonZero());
  add(EventKind::Insert, V, P);
  if (Random.percent(50))
    set(P, ValueSet::any());
}

/// `switch`, with cases that fall through.
void FunctionWriter::choose(unsigned Depth) {
  PlaceId P = flag();
  BlockId From = Here, After = block(), Previous = None;
  Breaks.push_back(After);
  for (int64_t C = 0; C != 3; ++C) {
    BlockId Case = block(), Body = block();
    edge(From, Case);
    goOn(Case);
    assume(P,
           C == 2
               ? ValueSet::satisfying(Relation::Ne, 0).refine(Relation::Ne, 1)
               : ValueSet::constant(C));
    edge(Case, Body);
    if (Previous != None)
      edge(Previous, Body);
    goOn(Body);
    if (!full())
      body(Depth);
    Previous = None;
    if (Random.percent(30))
      Previous = Here;
    else
      edge(Here, After);
  }
  if (Previous != None)
    edge(Previous, After);
  Breaks.pop_back();
  goOn(After);
}

void FunctionWriter::earlyExit() {
  BlockId Out = block(), After = block();
  branch(Out, After);
  goOn(Out);
  unsigned Sort = Random.below(100);
  if (Sort < 20 && !Breaks.empty()) {
    edge(Here, Breaks.back());
  } else if (Sort < 35 && !Continues.empty()) {
    edge(Here, Continues.back());
  } else {
    cleanUp();
    here().Exit = Random.of<ExitKind>({ExitKind::Normal, ExitKind::Normal,
                                       ExitKind::Normal, ExitKind::Exception,
                                       ExitKind::Process, ExitKind::Abort});
  }
  goOn(After);
}

void FunctionWriter::mayThrow() {
  BlockId Out = block(), After = block();
  edge(Here, Out);
  edge(Here, After);
  goOn(Out);
  if (Random.percent(85))
    add(EventKind::Throw);
  bool Caught = !Handlers.empty() && Random.percent(80);
  if (!Caught || Random.percent(15))
    cleanUp();
  if (Caught)
    edge(Here, Random.percent(80) ? Handlers.back() : Random.of(Handlers));
  else
    here().Exit = Random.percent(80) ? ExitKind::Exception : ExitKind::Abort;
  goOn(After);
}

/// A handler that goes on after the try, or leaves.
void FunctionWriter::tryCatch(unsigned Depth) {
  BlockId Handler = block(), After = block();
  Handlers.push_back(Handler);
  if (Random.percent(60))
    mayThrow();
  body(Depth);
  mayThrow();
  Handlers.pop_back();
  edge(Here, After);
  goOn(Handler);
  if (Random.percent(40))
    giveUp();
  if (Random.percent(20))
    mayThrow(); // Throws on.
  if (Random.percent(30)) {
    cleanUp();
    here().Exit = ExitKind::Normal;
  } else {
    edge(Here, After);
  }
  goOn(After);
}

/// A label here, for a later goto; or a goto to a label (or to the end).
void FunctionWriter::goTo() {
  if (Labels.empty() || Random.percent(40)) {
    BlockId Label = block();
    edge(Here, Label);
    Labels.push_back(Label);
    goOn(Label);
    return;
  }
  BlockId Away = block(), After = block();
  branch(Away, After);
  edge(Away, Random.of(Labels));
  goOn(After);
}

/// Releases what there is; mostly.
void FunctionWriter::cleanUp() {
  for (PlaceId P : Handles) {
    if (!Random.percent(Tidiness))
      continue;
    if (Random.percent(10))
      add(EventKind::Use, P);
    if (Random.percent(60)) { // if (p)
      BlockId Yes = block(), No = block(), After = block();
      edge(Here, Yes);
      edge(Here, No);
      goOn(No);
      bool ByState = Random.percent(70);
      if (ByState)
        add(EventKind::AssumeOpen, P).Negated = true;
      else
        assume(P, ValueSet::constant(0));
      edge(No, After);
      goOn(Yes);
      if (ByState)
        add(EventKind::AssumeOpen, P);
      else
        assume(P, ValueSet::nonZero());
      release(P);
      edge(Yes, After);
      goOn(After);
    } else {
      release(P);
    }
  }
}

void FunctionWriter::finish() {
  if (!Collections.empty() && Random.percent(Tidiness))
    forEach(3);
  cleanUp();
  if (Random.percent(15))
    add(EventKind::Use, Freed != None ? Freed : handle());
  if (Random.percent(10))
    set(handle(), ValueSet::any());
  here().Exit =
      Random.percent(85) ? ExitKind::Normal : ExitKind(1 + Random.below(4));
}

} // namespace poolguard::oracle
