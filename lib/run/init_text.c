/* SPDX-License-Identifier: MIT */
/* A first policy file as text, with comments that say what it holds. */
#include "run/init.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { SHOWN = 3 };

const struct bg_harvest *
bg_draft_harvest(const struct bg_first_draft *d, const char *id)
{
	for (size_t i = 0; i < d->line->sides.n; i++)
		if (strcmp(d->line->sides.now[i].spec->id, id) == 0)
			return &d->line->sides.now[i];
	return NULL;
}

/* How many there are, parts of others left out, and the first of them. */
static const char *
say_items(struct bg_arena *arena, const struct bg_harvest *h)
{
	struct bg_buf names = {.arena = arena}, out = {.arena = arena};
	size_t n = 0;

	for (size_t i = 0; i < h->items.n; i++) {
		if (h->items.v[i].parent)
			continue;
		if (n < SHOWN)
			bg_buf_printf(&names, "%s %s", n ? "," : ":",
			              bg_printable(arena, h->items.v[i].id));
		n++;
	}
	bg_buf_printf(&out, "%zu item%s today%s%s", n, n == 1 ? "" : "s", bg_buf_str(&names),
	              n > SHOWN ? ", \xE2\x80\xA6" : "");
	if (h->unread.n)
		bg_buf_printf(&out, "; %zu place%s could not be read, see 'bumpgate surface'",
		              h->unread.n, h->unread.n == 1 ? "" : "s");
	return bg_buf_str(&out);
}

/* A double-quoted scalar (YAML 1.2, 7.3.1): names of files and tags may hold anything. */
static void
put_quoted(struct bg_buf *out, const char *s)
{
	bg_buf_putc(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			bg_buf_printf(out, "\\%c", *s);
		else if ((unsigned char)*s < ' ' || *s == 0x7F)
			bg_buf_printf(out, "\\x%02X", (unsigned)(unsigned char)*s);
		else
			bg_buf_putc(out, *s);
	}
	bg_buf_putc(out, '"');
}

static void
put_surface(const struct bg_first_draft *d, struct bg_buf *out, const struct bg_candidate *c)
{
	const struct bg_harvest *h = bg_draft_harvest(d, c->find->id);

	if (h)
		bg_buf_printf(out, "  # %s: %s\n", c->find->about, say_items(d->arena, h));
	bg_buf_printf(out, "  %s:\n    kind: %s\n    tier: %s\n    files: [", c->find->id,
	              c->find->kind, c->find->tier);
	for (size_t i = 0; i < c->globs.n; i++) {
		bg_buf_puts(out, i ? ", " : "");
		put_quoted(out, c->globs.v[i]);
	}
	bg_buf_printf(out, "]\n%s", c->find->more ? c->find->more : "");
}

static void
put_surfaces(const struct bg_first_draft *d, struct bg_buf *out)
{
	bg_buf_puts(out, "surfaces:\n");
	for (size_t i = 0; i < d->n; i++)
		if (!d->v[i].dropped)
			put_surface(d, out, &d->v[i]);
}

/* What the pack brings, as a comment. */
static void
put_pack(const struct bg_first_draft *d, struct bg_buf *out)
{
	const struct bg_sides *sides = &d->line->sides;

	bg_buf_printf(
		out,
		"# The surfaces are those of the built-in pack; change one by its name, or "
		"switch it off:\n# surfaces: {services: off}\nextends: %s\n",
		d->pack);
	for (size_t i = 0; i < sides->n; i++)
		if (sides->now[i].items.n || sides->now[i].unread.n)
			bg_buf_printf(out, "# %s: %s\n", sides->now[i].spec->id,
			              say_items(d->arena, &sides->now[i]));
}

const char *
bg_draft_text(const struct bg_first_draft *d)
{
	struct bg_buf out = {.arena = d->arena};

	bg_buf_puts(
		&out,
		"# What this repository promises, and how strictly: see bumpgate.yml(5).\n"
		"# Tier A may break only in a MAJOR release or announced; B owes a MINOR one.\n"
		"version: 1\n\nrelease:\n");
	bg_buf_puts(&out, "  tag: ");
	put_quoted(&out, d->tag);
	if (d->tags)
		bg_buf_printf(&out, "  # %zu of %zu tags are such releases", d->fitting,
		              d->tags);
	bg_buf_printf(&out, "\n  branch: %s\n", d->branch ? d->branch : "null  # not checked");
	bg_buf_puts(
		&out,
		"  zero-major: contract  # or semver: a 0.x version may break in MINOR\n\n");
	bg_buf_printf(&out, "changelog:\n  file: %s%s\n\n",
	              d->changelog ? d->changelog : "CHANGELOG.md",
	              d->changelog ? "" : "  # there is none yet");
	bg_buf_puts(&out,
	            "deprecation:\n  releases: 1  # before a removal that owes only MINOR\n"
	            "  days: 0\n\n");
	if (d->pack)
		put_pack(d, &out);
	else
		put_surfaces(d, &out);
	return bg_strdup(d->arena, bg_buf_str(&out));
}
