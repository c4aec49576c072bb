// Another way to the same code.
#ifndef INCLUDES_LEAKY_HEADER_H
#define INCLUDES_LEAKY_HEADER_H

#include "leaky-header.h"

inline void through_other_header_ok() { in_header_bad(); }

#endif
