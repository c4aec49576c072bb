#include "threads.h"
#pragma clang __debug crash
