/* SPDX-License-Identifier: MIT */
/* Output sinks. */
#include "base/sink.h"

#include <string.h>

void
bg_out_add(struct bg_out *out, const char *bytes, size_t n)
{
	if (!out->failed && n && out->sink->write(out->sink->data, bytes, n) != 0)
		out->failed = true;
}

void
bg_out_puts(struct bg_out *out, const char *s)
{
	bg_out_add(out, s, strlen(s));
}

void
bg_out_printf(struct bg_out *out, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = bg_vstrf(out->arena, fmt, ap);
	va_end(ap);
	bg_out_puts(out, text);
}
