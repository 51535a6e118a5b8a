/* SPDX-License-Identifier: MIT */
/* Growing byte buffers. */
#include "base/buf.h"

#include <stdint.h>
#include <string.h>

static void
reserve(struct bg_buf *buf, size_t n)
{
	size_t cap = buf->cap ? buf->cap : 64;
	char *grown;

	if (n > SIZE_MAX / 4 - buf->n)
		bg_die("out of memory");
	if (buf->n + n + 1 <= buf->cap)
		return;
	while (cap < buf->n + n + 1)
		cap *= 2;
	grown = bg_alloc(buf->arena, cap);
	if (buf->n)
		memcpy(grown, buf->bytes, buf->n);
	buf->bytes = grown;
	buf->cap = cap;
}

void
bg_buf_add(struct bg_buf *buf, const char *bytes, size_t n)
{
	reserve(buf, n);
	if (n)
		memcpy(buf->bytes + buf->n, bytes, n);
	buf->n += n;
	buf->bytes[buf->n] = '\0';
}

void
bg_buf_puts(struct bg_buf *buf, const char *s)
{
	bg_buf_add(buf, s, strlen(s));
}

void
bg_buf_putc(struct bg_buf *buf, char c)
{
	bg_buf_add(buf, &c, 1);
}

void
bg_buf_printf(struct bg_buf *buf, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = bg_vstrf(buf->arena, fmt, ap);
	va_end(ap);
	bg_buf_puts(buf, text);
}

const char *
bg_buf_str(const struct bg_buf *buf)
{
	return buf->bytes ? buf->bytes : "";
}
