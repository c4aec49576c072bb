// The parts of libdispatch that the tests use.
#ifndef MOCK_DISPATCH_H
#define MOCK_DISPATCH_H

typedef struct dispatch_object_s *dispatch_object_s_t;
typedef struct dispatch_queue_s *dispatch_queue_t;
typedef struct dispatch_group_s *dispatch_group_t;
typedef struct dispatch_queue_attr_s *dispatch_queue_attr_t;
typedef union {
  struct _os_object_s *_os_obj;
  struct dispatch_queue_s *_dq;
  struct dispatch_group_s *_dg;
} dispatch_object_t __attribute__((__transparent_union__));
typedef void (*dispatch_function_t)(void *);

dispatch_queue_t dispatch_queue_create(const char *label,
                                       dispatch_queue_attr_t attr);
void dispatch_async_f(dispatch_queue_t queue, void *context,
                      dispatch_function_t work);
void dispatch_sync_f(dispatch_queue_t queue, void *context,
                     dispatch_function_t work);
dispatch_group_t dispatch_group_create(void);
void dispatch_group_enter(dispatch_group_t group);
void dispatch_retain(dispatch_object_t object);
void dispatch_release(dispatch_object_t object);
#endif
