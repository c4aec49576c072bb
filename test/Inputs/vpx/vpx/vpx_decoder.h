// The parts of libvpx's decoders that the tests use.
#ifndef MOCK_VPX_DECODER_H
#define MOCK_VPX_DECODER_H
#include <vpx/vpx_codec.h>

typedef struct vpx_codec_dec_cfg {
  unsigned threads;
} vpx_codec_dec_cfg_t;
#define VPX_DECODER_ABI_VERSION 12
vpx_codec_err_t vpx_codec_dec_init_ver(vpx_codec_ctx_t *ctx,
                                       vpx_codec_iface_t *iface,
                                       const vpx_codec_dec_cfg_t *cfg,
                                       vpx_codec_flags_t flags, int ver);
#define vpx_codec_dec_init(ctx, iface, cfg, flags)                             \
  vpx_codec_dec_init_ver(ctx, iface, cfg, flags, VPX_DECODER_ABI_VERSION)
vpx_codec_err_t vpx_codec_decode(vpx_codec_ctx_t *ctx,
                                 const unsigned char *data, unsigned size,
                                 void *user, long deadline);
#endif
