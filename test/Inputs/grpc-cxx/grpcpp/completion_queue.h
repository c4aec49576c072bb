// The parts of gRPC that the tests use.
#ifndef MOCK_GRPCPP_COMPLETION_QUEUE_H
#define MOCK_GRPCPP_COMPLETION_QUEUE_H

namespace grpc {

class CompletionQueue {
public:
  CompletionQueue();
  virtual ~CompletionQueue();
  bool Next(void **tag, bool *ok);
  void Shutdown();

private:
  CompletionQueue(const CompletionQueue &) = delete;
};

} // namespace grpc

#endif
