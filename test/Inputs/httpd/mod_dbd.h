// The parts of httpd's mod_dbd that the tests use.
#ifndef MOCK_MOD_DBD_H
#define MOCK_MOD_DBD_H

typedef struct apr_pool_t apr_pool_t;
typedef struct server_rec server_rec;
typedef struct request_rec request_rec;
typedef struct {
  void *handle;
} ap_dbd_t;
ap_dbd_t *ap_dbd_open(apr_pool_t *, server_rec *);
void ap_dbd_close(server_rec *, ap_dbd_t *);
ap_dbd_t *ap_dbd_acquire(request_rec *);
#endif
