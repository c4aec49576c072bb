// The parts of libaom's decoders that the tests use.
#ifndef MOCK_AOM_DECODER_H
#define MOCK_AOM_DECODER_H
#include <aom/aom_codec.h>

typedef struct aom_codec_dec_cfg {
  unsigned threads;
} aom_codec_dec_cfg_t;
#define AOM_DECODER_ABI_VERSION 12
aom_codec_err_t aom_codec_dec_init_ver(aom_codec_ctx_t *ctx,
                                       aom_codec_iface_t *iface,
                                       const aom_codec_dec_cfg_t *cfg,
                                       aom_codec_flags_t flags, int ver);
#define aom_codec_dec_init(ctx, iface, cfg, flags)                             \
  aom_codec_dec_init_ver(ctx, iface, cfg, flags, AOM_DECODER_ABI_VERSION)
aom_codec_err_t aom_codec_decode(aom_codec_ctx_t *ctx,
                                 const unsigned char *data, unsigned size,
                                 void *user);
#endif
