// The parts of libaom's encoders that the tests use.
#ifndef MOCK_AOM_ENCODER_H
#define MOCK_AOM_ENCODER_H
#include <aom/aom_codec.h>

typedef struct aom_codec_enc_cfg {
  unsigned g_threads;
} aom_codec_enc_cfg_t;
#define AOM_ENCODER_ABI_VERSION 25
aom_codec_err_t aom_codec_enc_init_ver(aom_codec_ctx_t *ctx,
                                       aom_codec_iface_t *iface,
                                       const aom_codec_enc_cfg_t *cfg,
                                       aom_codec_flags_t flags, int ver);
#define aom_codec_enc_init(ctx, iface, cfg, flags)                             \
  aom_codec_enc_init_ver(ctx, iface, cfg, flags, AOM_ENCODER_ABI_VERSION)
aom_codec_err_t aom_codec_enc_config_set(aom_codec_ctx_t *ctx,
                                         const aom_codec_enc_cfg_t *cfg);
#endif
