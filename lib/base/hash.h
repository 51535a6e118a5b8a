/* SPDX-License-Identifier: MIT */
/* FNV-1a, 64 bits (draft-eastlake-fnv): stable names, not security. */
#ifndef BG_BASE_HASH_H
#define BG_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define BG_HASH_START UINT64_C(0xcbf29ce484222325)

/* Continues hash over n bytes; start with BG_HASH_START. */
uint64_t bg_hash(uint64_t hash, const void *bytes, size_t n);

#endif
