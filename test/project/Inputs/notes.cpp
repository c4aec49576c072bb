void f(int a) {
  {
    int a = 1;
    // CHECK-NOTES: :[[@LINE-1]]:{{[0-9]+}}: warning: declaration shadows a local variable [clang-diagnostic-shadow]
    // CHECK-NOTES: :[[@LINE-4]]:{{[0-9]+}}: note: previous declaration is here
    (void)a;
  }
  (void)a;
}
