// The parts of the Windows API: threads and thread pools that the tests use.
#ifndef MOCK_WINDOWS_H
#define MOCK_WINDOWS_H
#ifdef __cplusplus
extern "C" {
#endif

typedef int BOOL;
typedef unsigned long DWORD;
typedef unsigned long long SIZE_T;
typedef void *PVOID;
typedef unsigned long long uintptr_t;
typedef PVOID HANDLE;
typedef DWORD (*LPTHREAD_START_ROUTINE)(PVOID);
typedef struct _SECURITY_ATTRIBUTES *LPSECURITY_ATTRIBUTES;
typedef struct _FILETIME *PFILETIME;
#define TRUE 1
#define FALSE 0
#define INFINITE 0xffffffff

HANDLE CreateThread(LPSECURITY_ATTRIBUTES attributes, SIZE_T stack,
                    LPTHREAD_START_ROUTINE start, PVOID data, DWORD flags,
                    DWORD *id);
uintptr_t _beginthreadex(void *security, unsigned stack,
                         unsigned (*start)(void *), void *data, unsigned flags,
                         unsigned *id);
DWORD WaitForSingleObject(HANDLE handle, DWORD milliseconds);
DWORD WaitForMultipleObjects(DWORD count, const HANDLE *handles, BOOL all,
                             DWORD milliseconds);
DWORD ResumeThread(HANDLE thread);
BOOL CloseHandle(HANDLE object);

typedef struct _TP_POOL TP_POOL, *PTP_POOL;
typedef struct _TP_WORK TP_WORK, *PTP_WORK;
typedef struct _TP_TIMER TP_TIMER, *PTP_TIMER;
typedef struct _TP_WAIT TP_WAIT, *PTP_WAIT;
typedef struct _TP_IO TP_IO, *PTP_IO;
typedef struct _TP_CLEANUP_GROUP TP_CLEANUP_GROUP, *PTP_CLEANUP_GROUP;
typedef struct _TP_CALLBACK_ENVIRON TP_CALLBACK_ENVIRON, *PTP_CALLBACK_ENVIRON;
typedef struct _TP_CALLBACK_INSTANCE *PTP_CALLBACK_INSTANCE;
typedef void (*PTP_WORK_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);
typedef void (*PTP_TIMER_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER);
typedef void (*PTP_WAIT_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT,
                                  DWORD);
typedef void (*PTP_WIN32_IO_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PVOID,
                                      DWORD, SIZE_T, PTP_IO);
typedef void (*PTP_CLEANUP_GROUP_CANCEL_CALLBACK)(PVOID, PVOID);

PTP_POOL CreateThreadpool(PVOID reserved);
BOOL SetThreadpoolThreadMinimum(PTP_POOL pool, DWORD count);
void SetThreadpoolCallbackPool(PTP_CALLBACK_ENVIRON environment, PTP_POOL pool);
void CloseThreadpool(PTP_POOL pool);

PTP_WORK CreateThreadpoolWork(PTP_WORK_CALLBACK callback, PVOID data,
                              PTP_CALLBACK_ENVIRON environment);
void SubmitThreadpoolWork(PTP_WORK work);
void WaitForThreadpoolWorkCallbacks(PTP_WORK work, BOOL cancel);
void CloseThreadpoolWork(PTP_WORK work);

PTP_TIMER CreateThreadpoolTimer(PTP_TIMER_CALLBACK callback, PVOID data,
                                PTP_CALLBACK_ENVIRON environment);
void SetThreadpoolTimer(PTP_TIMER timer, PFILETIME due, DWORD period,
                        DWORD window);
void WaitForThreadpoolTimerCallbacks(PTP_TIMER timer, BOOL cancel);
void CloseThreadpoolTimer(PTP_TIMER timer);

PTP_WAIT CreateThreadpoolWait(PTP_WAIT_CALLBACK callback, PVOID data,
                              PTP_CALLBACK_ENVIRON environment);
void SetThreadpoolWait(PTP_WAIT wait, HANDLE object, PFILETIME timeout);
void WaitForThreadpoolWaitCallbacks(PTP_WAIT wait, BOOL cancel);
void CloseThreadpoolWait(PTP_WAIT wait);

PTP_IO CreateThreadpoolIo(HANDLE file, PTP_WIN32_IO_CALLBACK callback,
                          PVOID data, PTP_CALLBACK_ENVIRON environment);
void StartThreadpoolIo(PTP_IO io);
void WaitForThreadpoolIoCallbacks(PTP_IO io, BOOL cancel);
void CloseThreadpoolIo(PTP_IO io);

PTP_CLEANUP_GROUP CreateThreadpoolCleanupGroup(void);
void SetThreadpoolCallbackCleanupGroup(
    PTP_CALLBACK_ENVIRON environment, PTP_CLEANUP_GROUP group,
    PTP_CLEANUP_GROUP_CANCEL_CALLBACK callback);
void CloseThreadpoolCleanupGroupMembers(PTP_CLEANUP_GROUP group, BOOL cancel,
                                        PVOID context);
void CloseThreadpoolCleanupGroup(PTP_CLEANUP_GROUP group);

#ifdef __cplusplus
}
#endif
#endif
