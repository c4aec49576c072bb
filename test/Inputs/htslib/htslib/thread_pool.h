// The parts of HTSlib's thread pool that the tests use.
#ifndef MOCK_HTSLIB_THREAD_POOL_H
#define MOCK_HTSLIB_THREAD_POOL_H

typedef struct hts_tpool hts_tpool;
typedef struct hts_tpool_process hts_tpool_process;
typedef struct hts_tpool_result hts_tpool_result;

hts_tpool *hts_tpool_init(int n);
int hts_tpool_size(hts_tpool *p);
int hts_tpool_dispatch(hts_tpool *p, hts_tpool_process *q,
                       void *(*func)(void *arg), void *arg);
int hts_tpool_process_flush(hts_tpool_process *q);
int hts_tpool_process_reset(hts_tpool_process *q, int free_results);
int hts_tpool_process_qsize(hts_tpool_process *q);
void hts_tpool_destroy(hts_tpool *p);
void hts_tpool_kill(hts_tpool *p);
hts_tpool_result *hts_tpool_next_result_wait(hts_tpool_process *q);
void hts_tpool_delete_result(hts_tpool_result *r, int free_data);
void *hts_tpool_result_data(hts_tpool_result *r);
hts_tpool_process *hts_tpool_process_init(hts_tpool *p, int qsize, int in_only);
void hts_tpool_process_destroy(hts_tpool_process *q);
void hts_tpool_process_ref_decr(hts_tpool_process *q);
int hts_tpool_process_empty(hts_tpool_process *q);

#endif
