// The parts of GStreamer that the tests use.
#ifndef MOCK_GST_H
#define MOCK_GST_H

typedef void *gpointer;
typedef int gboolean;
typedef struct _GError GError;
typedef struct _GstTaskPool GstTaskPool;
typedef struct _GstBufferPool GstBufferPool;
typedef void (*GstTaskPoolFunction)(void *user_data);
GstTaskPool *gst_task_pool_new(void);
GstTaskPool *gst_shared_task_pool_new(void);
void gst_task_pool_prepare(GstTaskPool *pool, GError **error);
gpointer gst_task_pool_push(GstTaskPool *pool, GstTaskPoolFunction func,
                            gpointer user_data, GError **error);
void gst_task_pool_cleanup(GstTaskPool *pool);
GstBufferPool *gst_buffer_pool_new(void);
gboolean gst_buffer_pool_set_active(GstBufferPool *pool, gboolean active);
gboolean gst_buffer_pool_is_active(GstBufferPool *pool);
gpointer gst_object_ref(gpointer object);
void gst_object_unref(gpointer object);
#endif
