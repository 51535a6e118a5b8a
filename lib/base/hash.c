/* SPDX-License-Identifier: MIT */
/* FNV-1a. */
#include "base/hash.h"

uint64_t
bg_hash(uint64_t hash, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
	return hash;
}
