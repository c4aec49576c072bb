// The parts of FFmpeg's message queues that the tests use.
#ifndef MOCK_AVUTIL_THREADMESSAGE_H
#define MOCK_AVUTIL_THREADMESSAGE_H

typedef struct AVThreadMessageQueue AVThreadMessageQueue;
int av_thread_message_queue_alloc(AVThreadMessageQueue **mq, unsigned nelem,
                                  unsigned elsize);
void av_thread_message_queue_free(AVThreadMessageQueue **mq);
int av_thread_message_queue_send(AVThreadMessageQueue *mq, void *msg,
                                 unsigned flags);
int av_thread_message_queue_recv(AVThreadMessageQueue *mq, void *msg,
                                 unsigned flags);
#endif
