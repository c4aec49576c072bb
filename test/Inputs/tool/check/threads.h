// The part of POSIX threads that the tests of the command need.
#pragma once
typedef unsigned long pthread_t;
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
int pthread_join(pthread_t, void **);
void *work(void *);
