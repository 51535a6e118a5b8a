/* SPDX-License-Identifier: MIT */
/* What all sources share. */
#include "source/source.h"

void
bg_source_close(struct bg_source *s)
{
	if (s)
		s->close(s);
}
