#include <stddef.h>

typedef struct acme_pool acme_pool;
acme_pool *acme_pool_new(int threads);
void acme_pool_free(acme_pool *pool);
void acme_pool_stop(acme_pool *pool);
int acme_pool_push(acme_pool *pool, int job);
void acme_pool_wait(acme_pool *pool);
struct list *acme_connections_new(void);

typedef unsigned long pthread_t;
int pthread_create(pthread_t *thread, const void *attributes, void *(*f)(void *), void *data);
int pthread_join(pthread_t thread, void **result);

#define NEW() acme_pool_new(THREADS)

int main(void) {
  acme_pool *p = NEW();
  if (p == NULL)
    return 1;
  acme_pool_push(p, 1); acme_pool_wait(p);
  acme_pool_stop(p);
  acme_pool_free(p);
  pthread_t t;
  return pthread_create(&t, NULL, NULL, NULL);
}
