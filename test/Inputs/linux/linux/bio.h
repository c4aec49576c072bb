// The parts of the Linux kernel's pools of block requests that the tests use.
#ifndef MOCK_LINUX_BIO_H
#define MOCK_LINUX_BIO_H
#include <linux/pools.h>

struct bio;
struct bio_set {
  unsigned front_pad;
};
int bioset_init(struct bio_set *bs, unsigned pool_size, unsigned front_pad,
                int flags);
struct bio *bio_alloc_bioset(void *bdev, unsigned short nr_vecs, unsigned opf,
                             gfp_t gfp_mask, struct bio_set *bs);
void bioset_exit(struct bio_set *bs);
#endif
