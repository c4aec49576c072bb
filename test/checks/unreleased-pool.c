// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11

// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
