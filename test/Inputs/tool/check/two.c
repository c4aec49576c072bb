#include "header.h"

int two(void) { return in_header(2); }
