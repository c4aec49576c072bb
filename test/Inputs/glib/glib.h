// The parts of GLib that the tests use, with GLib's own signatures.
#ifndef MOCK_GLIB_H
#define MOCK_GLIB_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void *gpointer;
typedef const void *gconstpointer;
typedef char gchar;
typedef int gint;
typedef unsigned int guint;
typedef gint gboolean;
typedef unsigned int GQuark;

#ifndef FALSE
#define FALSE (0)
#endif
#ifndef TRUE
#define TRUE (!FALSE)
#endif
#define GINT_TO_POINTER(i) ((gpointer)(long)(i))

typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef void (*GDestroyNotify)(gpointer data);
typedef gint (*GCompareDataFunc)(gconstpointer a, gconstpointer b,
                                 gpointer user_data);

typedef struct _GError GError;
struct _GError {
  GQuark domain;
  gint code;
  gchar *message;
};
void g_error_free(GError *error);
void g_clear_error(GError **err);

void g_print(const gchar *format, ...) __attribute__((format(printf, 1, 2)));
gpointer g_malloc0(size_t n_bytes);
gpointer g_malloc_n(size_t n_blocks, size_t n_block_bytes);
gpointer g_memdup2(gconstpointer mem, size_t byte_size);
void g_free(gpointer mem);
#define g_new(struct_type, n_structs)                                          \
  ((struct_type *)g_malloc_n((n_structs), sizeof(struct_type)))

typedef struct _GArray GArray;
GArray *g_array_append_vals(GArray *array, gconstpointer data, guint len);
#define g_array_append_val(a, v) g_array_append_vals(a, &(v), 1)

typedef struct _GList GList;
struct _GList {
  gpointer data;
  GList *next;
  GList *prev;
};
typedef struct _GSList GSList;
struct _GSList {
  gpointer data;
  GSList *next;
};
#define g_slist_next(slist) ((slist) ? (((GSList *)(slist))->next) : NULL)

guint g_direct_hash(gconstpointer v);

void g_assertion_message_expr(const char *domain, const char *file, int line,
                              const char *func, const char *expr)
    __attribute__((noreturn));
#define g_assert(expr)                                                         \
  do {                                                                         \
    if (__builtin_expect(!!(expr), 1))                                         \
      ;                                                                        \
    else                                                                       \
      g_assertion_message_expr(((gchar *)0), __FILE__, __LINE__, __func__,     \
                               #expr);                                         \
  } while (0)

typedef struct _GThreadPool GThreadPool;
struct _GThreadPool {
  GFunc func;
  gpointer user_data;
  gboolean exclusive;
};
GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads,
                               gboolean exclusive, GError **error);
GThreadPool *g_thread_pool_new_full(GFunc func, gpointer user_data,
                                    GDestroyNotify item_free_func,
                                    gint max_threads, gboolean exclusive,
                                    GError **error);
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait_);
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error);
guint g_thread_pool_unprocessed(GThreadPool *pool);
void g_thread_pool_set_sort_function(GThreadPool *pool, GCompareDataFunc func,
                                     gpointer user_data);
gboolean g_thread_pool_move_to_front(GThreadPool *pool, gpointer data);
gboolean g_thread_pool_set_max_threads(GThreadPool *pool, gint max_threads,
                                       GError **error);
gint g_thread_pool_get_max_threads(GThreadPool *pool);
guint g_thread_pool_get_num_threads(GThreadPool *pool);
void g_thread_pool_stop_unused_threads(void);

typedef struct _GThread GThread;
typedef gpointer (*GThreadFunc)(gpointer data);
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
GThread *g_thread_try_new(const gchar *name, GThreadFunc func, gpointer data,
                          GError **error);
GThread *g_thread_ref(GThread *thread);
void g_thread_unref(GThread *thread);
GThread *g_thread_self(void);
gpointer g_thread_join(GThread *thread);
void g_thread_exit(gpointer retval) __attribute__((noreturn));
void g_thread_yield(void);

static inline gpointer g_steal_pointer(gpointer pp) {
  gpointer *ptr = (gpointer *)pp;
  gpointer ref;

  ref = *ptr;
  *ptr = NULL;

  return ref;
}
#define g_steal_pointer(pp) ((__typeof__(*pp))(g_steal_pointer)(pp))

#define g_clear_pointer(pp, destroy)                                           \
  do {                                                                         \
    __typeof__((pp)) _pp = (pp);                                               \
    __typeof__(*(pp)) _ptr = *_pp;                                             \
    *_pp = NULL;                                                               \
    if (_ptr)                                                                  \
      (destroy)(_ptr);                                                         \
  } while (0)

#define _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName)                                \
  glib_autoptr_clear_##TypeName
#define _GLIB_AUTOPTR_FUNC_NAME(TypeName) glib_autoptr_cleanup_##TypeName
#define _GLIB_AUTOPTR_TYPENAME(TypeName) TypeName##_autoptr
#define _GLIB_CLEANUP(func) __attribute__((cleanup(func)))
#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(TypeName, func)                          \
  typedef TypeName *_GLIB_AUTOPTR_TYPENAME(TypeName);                          \
  static __attribute__((__unused__)) inline void                               \
  _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName)(TypeName * _ptr) {                   \
    if (_ptr)                                                                  \
      (func)((TypeName *)_ptr);                                                \
  }                                                                            \
  static __attribute__((__unused__)) inline void                               \
  _GLIB_AUTOPTR_FUNC_NAME(TypeName)(TypeName * *_ptr) {                        \
    _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName)(*_ptr);                            \
  }
#define g_autoptr(TypeName)                                                    \
  _GLIB_CLEANUP(_GLIB_AUTOPTR_FUNC_NAME(TypeName))                             \
  _GLIB_AUTOPTR_TYPENAME(TypeName)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GError, g_error_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GThread, g_thread_unref)

#ifdef __cplusplus
}
#endif

#endif
