// The parts of Subversion's pools, which are APR's that the tests use.
#ifndef MOCK_SVN_POOLS_H
#define MOCK_SVN_POOLS_H

typedef struct apr_pool_t apr_pool_t;
typedef struct apr_allocator_t apr_allocator_t;
void apr_pool_clear(apr_pool_t *p);
void apr_pool_destroy(apr_pool_t *p);

apr_pool_t *svn_pool_create_ex(apr_pool_t *parent_pool,
                               apr_allocator_t *allocator);
#define svn_pool_create(parent_pool) svn_pool_create_ex(parent_pool, 0)
#define svn_pool_clear apr_pool_clear
#define svn_pool_destroy apr_pool_destroy
#endif
