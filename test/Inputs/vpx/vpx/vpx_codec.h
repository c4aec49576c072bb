// The parts of libvpx that the tests use.
#ifndef MOCK_VPX_CODEC_H
#define MOCK_VPX_CODEC_H

typedef enum { VPX_CODEC_OK, VPX_CODEC_ERROR } vpx_codec_err_t;
typedef struct vpx_codec_iface vpx_codec_iface_t;
typedef long vpx_codec_flags_t;
typedef struct vpx_codec_ctx {
  const char *name;
  struct vpx_codec_priv *priv;
} vpx_codec_ctx_t;
const char *vpx_codec_error(vpx_codec_ctx_t *ctx);
vpx_codec_err_t vpx_codec_destroy(vpx_codec_ctx_t *ctx);
#endif
