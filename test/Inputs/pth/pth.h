// The parts of GNU Pth that the tests use.
#ifndef MOCK_PTH_H
#define MOCK_PTH_H

typedef struct pth_st *pth_t;
typedef struct pth_attr_st *pth_attr_t;
#define PTH_ATTR_DEFAULT (pth_attr_t)(0)
pth_t pth_spawn(pth_attr_t, void *(*)(void *), void *);
int pth_resume(pth_t);
int pth_join(pth_t, void **);
int pth_abort(pth_t);
#endif
