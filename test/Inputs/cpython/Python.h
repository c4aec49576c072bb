// The parts of CPython that the tests use.
#ifndef MOCK_PYTHON_H
#define MOCK_PYTHON_H
#include <stddef.h>

typedef struct _object {
  long ob_refcnt;
} PyObject;
typedef struct _ts PyThreadState;
PyObject *PyObject_CallMethod(PyObject *obj, const char *name,
                              const char *format, ...);
PyObject *PyObject_GetAttrString(PyObject *obj, const char *name);
void _Py_Dealloc(PyObject *op);
static inline void Py_DECREF(PyObject *op) {
  if (--op->ob_refcnt == 0)
    _Py_Dealloc(op);
}
PyThreadState *Py_NewInterpreter(void);
PyThreadState *PyThreadState_Swap(PyThreadState *state);
void Py_EndInterpreter(PyThreadState *state);
#endif
