// The parts of libvpx's encoders that the tests use.
#ifndef MOCK_VPX_ENCODER_H
#define MOCK_VPX_ENCODER_H
#include <vpx/vpx_codec.h>

typedef struct vpx_codec_enc_cfg {
  unsigned g_threads;
} vpx_codec_enc_cfg_t;
#define VPX_ENCODER_ABI_VERSION 25
vpx_codec_err_t vpx_codec_enc_init_ver(vpx_codec_ctx_t *ctx,
                                       vpx_codec_iface_t *iface,
                                       const vpx_codec_enc_cfg_t *cfg,
                                       vpx_codec_flags_t flags, int ver);
#define vpx_codec_enc_init(ctx, iface, cfg, flags)                             \
  vpx_codec_enc_init_ver(ctx, iface, cfg, flags, VPX_ENCODER_ABI_VERSION)
vpx_codec_err_t vpx_codec_enc_config_set(vpx_codec_ctx_t *ctx,
                                         const vpx_codec_enc_cfg_t *cfg);
#endif
