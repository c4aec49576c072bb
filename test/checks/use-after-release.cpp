// RUN: %check_tidy %s poolguard-use-after-release -- -std=c++17

// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
