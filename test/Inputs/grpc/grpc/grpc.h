// The parts of gRPC core that the tests use.
#ifndef MOCK_GRPC_H
#define MOCK_GRPC_H

typedef struct grpc_completion_queue grpc_completion_queue;
typedef struct gpr_timespec {
  long tv_sec;
} gpr_timespec;
typedef struct grpc_event {
  int type;
} grpc_event;
grpc_completion_queue *grpc_completion_queue_create_for_next(void *reserved);
grpc_completion_queue *grpc_completion_queue_create_for_pluck(void *reserved);
grpc_event grpc_completion_queue_next(grpc_completion_queue *cq,
                                      gpr_timespec deadline, void *reserved);
void grpc_completion_queue_shutdown(grpc_completion_queue *cq);
void grpc_completion_queue_destroy(grpc_completion_queue *cq);
#endif
