// The parts of PipeWire's main loops with a thread that the tests use.
#ifndef MOCK_PIPEWIRE_THREAD_LOOP_H
#define MOCK_PIPEWIRE_THREAD_LOOP_H

struct spa_dict;
struct pw_loop;
struct pw_thread_loop;
struct pw_thread_loop *pw_thread_loop_new(const char *name,
                                          const struct spa_dict *props);
struct pw_thread_loop *pw_thread_loop_new_full(struct pw_loop *loop,
                                               const char *name,
                                               const struct spa_dict *props);
int pw_thread_loop_start(struct pw_thread_loop *loop);
void pw_thread_loop_stop(struct pw_thread_loop *loop);
void pw_thread_loop_destroy(struct pw_thread_loop *loop);
#endif
