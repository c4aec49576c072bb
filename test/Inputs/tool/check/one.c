#include "header.h"

int one(void) { return in_header(1); }
