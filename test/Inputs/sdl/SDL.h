// The parts of SDL 2 that the tests use.
#ifndef MOCK_SDL_H
#define MOCK_SDL_H
#include <stddef.h>

typedef struct SDL_Thread SDL_Thread;
typedef int (*SDL_ThreadFunction)(void *data);
SDL_Thread *SDL_CreateThread(SDL_ThreadFunction fn, const char *name,
                             void *data);
SDL_Thread *SDL_CreateThreadWithStackSize(SDL_ThreadFunction fn,
                                          const char *name,
                                          const size_t stacksize, void *data);
const char *SDL_GetThreadName(SDL_Thread *thread);
void SDL_WaitThread(SDL_Thread *thread, int *status);
void SDL_DetachThread(SDL_Thread *thread);
#endif
