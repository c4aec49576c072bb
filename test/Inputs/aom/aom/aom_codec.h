// The parts of libaom that the tests use.
#ifndef MOCK_AOM_CODEC_H
#define MOCK_AOM_CODEC_H

typedef enum { AOM_CODEC_OK, AOM_CODEC_ERROR } aom_codec_err_t;
typedef struct aom_codec_iface aom_codec_iface_t;
typedef long aom_codec_flags_t;
typedef struct aom_codec_ctx {
  const char *name;
  struct aom_codec_priv *priv;
} aom_codec_ctx_t;
const char *aom_codec_error(aom_codec_ctx_t *ctx);
aom_codec_err_t aom_codec_destroy(aom_codec_ctx_t *ctx);
#endif
