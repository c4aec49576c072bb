// RUN: %check_tidy %s poolguard-unreleased-member -- -std=c++17

// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
