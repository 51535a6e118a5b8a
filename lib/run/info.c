/* SPDX-License-Identifier: MIT */
/* The table of kinds, as "explain" shows it. */
#include "extract/extract.h"

bool
bg_kind_info(size_t n, const char **name, const char **help)
{
	const struct bg_kind *kind = bg_kind_nth(n);

	if (!kind)
		return false;
	*name = kind->name;
	*help = kind->help;
	return true;
}

bool
bg_kind_option_info(size_t kind, size_t n, const char **name, const char **help, bool *needed)
{
	const struct bg_kind *k = bg_kind_nth(kind);

	for (size_t i = 0; k && i < BG_NOPTIONS; i++) {
		if (!(k->accepts & 1u << i) || n--)
			continue;
		*name = bg_option_rows[i].name;
		*help = bg_option_rows[i].help;
		*needed = k->needs & 1u << i;
		return true;
	}
	return false;
}
