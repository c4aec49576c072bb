# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""C++ units for generate.py: classes, guards and lambdas around pools.

`classes_unit` is a mixture as a project might have it. The shapes are one
thing each, in a size that is chosen, to see how the cost grows with it.
"""

WORLD = """\
extern "C" {
int value(int which);
void note(int what);
void run(void *data, void *user_data);
}
inline void work(int what) {
  if (value(what))
    throw what;
}
"""

FINALLY = """\
template <class F> struct Finally {
  F Action;
  bool Active = true;
  explicit Finally(F Action) : Action(Action) {}
  ~Finally() {
    if (Active)
      Action();
  }
  void dismiss() { Active = false; }
};
template <class F> Finally<F> finally(F Action) { return Finally<F>(Action); }
"""

NEW = "g_thread_pool_new(run, nullptr, 4, 1, nullptr)"

OWNER = """\
class Owner{i} {{
  GThreadPool *Pool = nullptr;
  bool Open = false;
  int Jobs = 0;

public:
  explicit Owner{i}(int N) {{
    if (value(N) == 0)
      return;
    Pool = {new};
    Open = Pool != nullptr;
  }}
  Owner{i}(const Owner{i} &) = delete;
  ~Owner{i}() {{ close(); }}
  void push(int *Job) {{
    if (!Open)
      return;
    g_thread_pool_push(Pool, Job, nullptr);
    ++Jobs;
    work(Jobs);
  }}
  bool isOpen() const {{ return Open; }}
  void close() {{
    if (!Open)
      return;
    g_thread_pool_free(Pool, 0, 1);
    Pool = nullptr;
    Open = false;
  }}
}};

struct Guard{i} {{
  GThreadPool *Held;
  explicit Guard{i}(GThreadPool *Held) : Held(Held) {{}}
  ~Guard{i}() {{
    if (Held)
      g_thread_pool_free(Held, 0, 1);
  }}
  GThreadPool *release() {{
    GThreadPool *Out = Held;
    Held = nullptr;
    return Out;
  }}
}};

static void fill{i}(Owner{i} &O, int N) {{
  for (int K = 0; K < N; ++K)
    if (O.isOpen())
      O.push(&N);
}}

int owned{i}(int N) {{
  Owner{i} O(N);
  fill{i}(O, N);
  if (value(N))
    return 1;
  work(N);
  O.close();
  return 0;
}}

int guarded{i}(int N) {{
  GThreadPool *P = {new};
  Guard{i} G(P);
  work(N);
  if (value(N))
    return 1;
  g_thread_pool_push(P, &N, nullptr);
  return 0;
}}

int finally{i}(int N) {{
  GThreadPool *P = {new};
  auto Done = finally([&] {{ g_thread_pool_free(P, 0, 1); }});
  auto Push = [&](int *Job) {{ g_thread_pool_push(P, Job, nullptr); }};
  for (int K = 0; K < N; ++K)
    Push(&N);
  work(N);
  return value(N);
}}

int by_hand{i}(int N) {{
  GThreadPool *P = {new};
  Guard{i} G(P);
  P = G.release();
  if (value(N)) {{
    {leak}g_thread_pool_free(P, 0, 1);
    return 1;
  }}
  g_thread_pool_free(P, 0, 1);
  return 0;
}}
"""


def classes_unit(count):
    """Every fourth group leaks once."""
    leaks = range(0, count, 4)
    groups = (OWNER.format(i=i, new=NEW, leak="return 2;\n    " if i in leaks else "") for i in range(count))
    return len(leaks), FINALLY + "\n".join(groups)


def calls(size):
    """One function: throwing calls, and one object with a destructor for every five."""
    lines = ["struct Object {", "  int *Count;", "  Object(int *Count) : Count(Count) {}", "  ~Object() { note(*Count); }", "};"]
    lines += ["int calls(int n) {", f"  GThreadPool *p = {NEW};"]
    for i in range(size):
        if i % 5 == 0:
            lines.append(f"  Object o{i}(&n);")
        lines.append(f"  work({i});")
    return 1, "\n".join([*lines, "  g_thread_pool_free(p, 0, 1);", "  return n;", "}"])


def guards(size):
    """One function: as many pools, each with a guard of its own, and calls that throw between."""
    head = "struct Guard {\n  GThreadPool *P;\n  ~Guard() {\n    if (P)\n      g_thread_pool_free(P, 0, 1);\n  }\n};\nint guards(int n) {"
    body = (f"  Guard g{i}{{{NEW}}};\n  work({i});" for i in range(size))
    return 0, "\n".join([head, *body, "  return n;", "}"])


def chain(size):
    """Helpers on an object, each of which calls the next one twice."""
    lines = ["struct Holder {", "  GThreadPool *P = nullptr;", "  int Uses = 0;", "};"]
    lines += [f"static void step{size}(Holder &h) {{", "  if (h.P && ++h.Uses == 1)", "    g_thread_pool_push(h.P, &h, nullptr);", "}"]
    for i in reversed(range(size)):
        lines.append(f"static void step{i}(Holder &h) {{ step{i + 1}(h); if (value({i})) step{i + 1}(h); }}")
    lines += ["int chain(int n) {", "  Holder h;", f"  h.P = {NEW};", "  step0(h);"]
    return 0, "\n".join([*lines, "  if (h.P)", "    g_thread_pool_free(h.P, 0, 1);", "  return n;", "}"])


def methods(size):
    """One class of many methods on its pool, each used in one function."""
    lines = ["class Large {", "  GThreadPool *Pool;", "  int Jobs = 0;", "public:", f"  Large() : Pool({NEW}) {{}}"]
    lines += ["  ~Large() {", "    if (Pool)", "      g_thread_pool_free(Pool, 0, 1);", "  }"]
    for i in range(size):
        lines.append(f"  void job{i}(int *x) {{ if (value({i})) {{ g_thread_pool_push(Pool, x, nullptr); ++Jobs; }} else work(Jobs); }}")
    lines += ["};", "int methods(int n) {", "  Large l;"]
    return 0, "\n".join([*lines, *(f"  l.job{i}(&n);" for i in range(size)), "  return n;", "}"])


def instances(size):
    """One class template and a function template, for as many numbers."""
    head = f"""\
template <int N> struct Owner {{
  GThreadPool *P = {NEW};
  ~Owner() {{ close(); }}
  void close() {{
    if (P)
      g_thread_pool_free(P, 0, 1);
    P = nullptr;
  }}
  void push(int *x) {{ g_thread_pool_push(P, x, nullptr); }}
}};
template <int N> int use(int x) {{
  Owner<N> o;
  auto done = finally([&] {{ o.close(); }});
  for (int i = 0; i < N; ++i) {{
    work(i);
    o.push(&x);
  }}
  return x;
}}
int instances() {{
  int x = 0;"""
    return 0, "\n".join([FINALLY + head, *(f"  x += use<{i}>({i});" for i in range(size)), "  return x;", "}"])


def lambdas(size):
    """One function of many lambdas that take a pool by reference."""
    lines = ["int lambdas(int n) {", f"  GThreadPool *p = {NEW};"]
    lines.append("  auto done = finally([&] { g_thread_pool_free(p, 0, 1); });")
    for i in range(size):
        lines.append(f"  auto f{i} = [&p](int *x) {{ if (value({i})) g_thread_pool_push(p, x, nullptr); }};")
        lines.append(f"  f{i}(&n);")
    return 0, "\n".join([FINALLY, *lines, "  return n;", "}"])


def handlers(size):
    """`try` blocks one after the other and inside each other, up to ten deep."""
    lines = ["struct Failure { int Code; };", "int handlers(int n) {", f"  GThreadPool *p = {NEW};"]
    for i in range(size // 10):
        lines += [f"  try {{ work({i});"] * 10
        lines += [f"  }} catch (const Failure &f) {{ note(f.Code); if (value({k})) throw; }}" for k in range(10)]
    return 1, "\n".join([*lines, "  g_thread_pool_free(p, 0, 1);", "  return n;", "}"])


def scopes(size):
    """Scopes inside each other, each with a guard of its own and a call that throws."""
    head = "struct Guard {\n  GThreadPool *P;\n  ~Guard() {\n    if (P)\n      g_thread_pool_free(P, 0, 1);\n  }\n};\nint scopes(int n) {"
    inner = [f"  {{ Guard g{i}{{{NEW}}}; work({i});" for i in range(size)]
    return 0, "\n".join([head, *inner, "  " + "}" * size, "  return n;", "}"])


def fields(size):
    """A structure of pools, copied twice; the last copy is released, or on one branch nothing."""
    names = [f"p{i}" for i in range(size)]
    lines = ["struct Many {", *(f"  GThreadPool *{name};" for name in names), "};", "int fields(int n) {", "  Many s;"]
    lines += [f"  s.{name} = {NEW};" for name in names]
    lines += ["  Many t = s;", "  Many u;", "  u = t;", "  if (value(n))", "    return 1;"]
    return size, "\n".join([*lines, *(f"  g_thread_pool_free(u.{name}, 0, 1);" for name in names), "  return 0;", "}"])


def initialisers(size):
    """An array of as many pools, which nothing releases."""
    return size, "\n".join(["int initialisers(int n) {", "  GThreadPool *all[] = {", *[f"      {NEW},"] * size, "  };", "  return all[n] != nullptr;", "}"])


def rounds(size):
    """Loops one after the other, each of which makes and releases a pool."""
    body = f"  for (int i = 0; i < n; ++i) {{ GThreadPool *p = {NEW}; if (value(i)) note(i); g_thread_pool_free(p, 0, 1); }}"
    return 0, "\n".join(["int rounds(int n) {", *[body] * size, "  return n;", "}"])


SHAPES = {
    shape.__name__: shape
    for shape in (calls, guards, chain, methods, instances, lambdas, handlers, scopes, fields, initialisers, rounds)
}
