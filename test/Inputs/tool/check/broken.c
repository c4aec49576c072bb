#include "threads.h"

int broken(void) { return undeclared; }
