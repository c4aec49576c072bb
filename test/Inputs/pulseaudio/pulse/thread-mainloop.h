// The parts of PulseAudio's main loops with a thread that the tests use.
#ifndef MOCK_PULSE_THREAD_MAINLOOP_H
#define MOCK_PULSE_THREAD_MAINLOOP_H

typedef struct pa_threaded_mainloop pa_threaded_mainloop;
pa_threaded_mainloop *pa_threaded_mainloop_new(void);
int pa_threaded_mainloop_start(pa_threaded_mainloop *m);
void pa_threaded_mainloop_stop(pa_threaded_mainloop *m);
void pa_threaded_mainloop_free(pa_threaded_mainloop *m);
#endif
