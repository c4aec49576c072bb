// The parts of Tcl that the tests use.
#ifndef MOCK_TCL_H
#define MOCK_TCL_H

typedef void *ClientData;
typedef struct Tcl_ThreadId_ *Tcl_ThreadId;
typedef void(Tcl_ThreadCreateProc)(ClientData clientData);
#define TCL_OK 0
#define TCL_THREAD_STACK_DEFAULT 0
#define TCL_THREAD_NOFLAGS 0
#define TCL_THREAD_JOINABLE 1
int Tcl_CreateThread(Tcl_ThreadId *idPtr, Tcl_ThreadCreateProc *proc,
                     ClientData clientData, int stackSize, int flags);
void Tcl_ThreadAlert(Tcl_ThreadId threadId);
int Tcl_JoinThread(Tcl_ThreadId threadId, int *result);
#endif
