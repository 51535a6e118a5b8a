/* SPDX-License-Identifier: MIT */
/* Text reports: ink, wrapping, and what all documents begin and end with. */
#include "report/text.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

const struct bg_reporter bg_reporter_text = {
	.write =
		{
			[BG_DOC_CHECK] = bg_text_check,
			[BG_DOC_DIFF] = bg_text_diff,
			[BG_DOC_SURFACE] = bg_text_surface,
			[BG_DOC_HISTORY] = bg_text_history,
			[BG_DOC_DEPRECATIONS] = bg_text_deprecations,
			[BG_DOC_CHANGELOG] = bg_text_changelog,
			[BG_DOC_WAIVERS] = bg_text_waivers,
		},
};

/* Adds text that is safe already. */
static void
put_safe(struct bg_text *t, enum bg_ink ink, const char *s, size_t n)
{
	static const char *const code[] = {
		[BG_PLAIN] = "",   [BG_BOLD] = "1",    [BG_DIM] = "2",
		[BG_RED] = "1;31", [BG_YELLOW] = "33", [BG_GREEN] = "1;32",
	};
	bool inked = t->style->color && ink != BG_PLAIN && n > 0;

	if (inked)
		bg_out_printf(t->out, "\033[%sm", code[ink]);
	bg_out_add(t->out, s, n);
	if (inked)
		bg_out_puts(t->out, "\033[0m");
}

void
bg_text_put(struct bg_text *t, enum bg_ink ink, const char *s)
{
	const char *safe = bg_printable(t->arena, s);

	put_safe(t, ink, safe, strlen(safe));
}

void
bg_text_indent(struct bg_text *t, size_t n)
{
	static const char blanks[] = "                ";
	size_t part;

	for (; n > 0; n -= part) {
		part = n < sizeof(blanks) - 1 ? n : sizeof(blanks) - 1;
		bg_out_add(t->out, blanks, part);
	}
}

void
bg_text_cell(struct bg_text *t, enum bg_ink ink, int width, const char *s)
{
	const char *safe = bg_printable(t->arena, s);
	size_t wide = (size_t)(width < 0 ? -width : width), n = bg_utf8_columns(safe);

	if (width < 0 && n < wide)
		bg_text_indent(t, wide - n);
	put_safe(t, ink, safe, strlen(safe));
	if (width > 0 && n < wide)
		bg_text_indent(t, wide - n);
}

void
bg_text_end(struct bg_text *t)
{
	bg_out_add(t->out, "\n", 1);
}

/* Columns of n bytes of UTF-8. */
static size_t
width_of(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			columns++;
	return columns;
}

void
bg_text_wrap(struct bg_text *t, enum bg_ink ink, size_t column, size_t indent, const char *s)
{
	const char *line, *end, *word;
	size_t gap, n, wide;

	line = end = s = bg_printable(t->arena, s);
	while (*end) {
		gap = strspn(end, " ");
		word = end + gap;
		n = strcspn(word, " ");
		wide = width_of(word, n);
		if (gap && n && column > indent && column + gap + wide > t->style->columns) {
			put_safe(t, ink, line, (size_t)(end - line));
			bg_text_end(t);
			bg_text_indent(t, indent);
			line = word;
			column = indent;
			gap = 0;
		}
		column += gap + wide;
		end = word + n;
	}
	put_safe(t, ink, line, (size_t)(end - line));
	bg_text_end(t);
}

int
bg_prose_write(struct bg_sink *sink, const char *text, unsigned indent, unsigned columns)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_out out = {.sink = sink, .arena = arena};
	struct bg_style style = {.columns = columns ? columns : UINT_MAX};
	struct bg_text t = {.out = &out, .arena = arena, .style = &style};

	bg_text_wrap(&t, BG_PLAIN, indent, indent, text);
	bg_arena_free(arena);
	return out.failed ? -1 : 0;
}

void
bg_text_para(struct bg_text *t, size_t indent, const char *label, const char *s)
{
	bg_text_indent(t, indent);
	put_safe(t, BG_DIM, label, strlen(label));
	bg_text_wrap(t, BG_PLAIN, indent + bg_utf8_columns(label), indent + 2, s);
}

const char *
bg_text_place(struct bg_arena *arena, const struct bg_loc *loc)
{
	if (!loc->path)
		return "";
	return loc->line ? bg_strf(arena, "%s:%u", loc->path, loc->line) : loc->path;
}

const char *
bg_text_count(struct bg_arena *arena, size_t n, const char *noun)
{
	return bg_strf(arena, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

void
bg_text_title(struct bg_text *t, const char *command)
{
	const struct bg_report *r = t->report;

	bg_text_put(t, BG_BOLD, command);
	if (!r->base && !r->target)
		return;
	bg_text_put(t, BG_PLAIN, " ");
	if (r->base) {
		bg_text_put(t, BG_BOLD, r->base->name);
		bg_text_put(t, BG_BOLD, "..");
	}
	if (r->target)
		bg_text_put(t, BG_BOLD, r->target->name);
}

static void
show_origin(struct bg_text *t, const char *label, const char *s)
{
	bg_text_indent(t, 2);
	bg_text_put(t, BG_DIM, label);
	bg_text_wrap(t, BG_PLAIN, 2 + strlen(label), 2 + strlen(label), s);
}

static void
show_revision(struct bg_text *t, const char *label, const struct bg_revision *rev,
              const char *why)
{
	show_origin(t, label,
	            bg_strf(t->arena, "%s, commit %.10s of %s%s%s", rev->name, rev->commit,
	                    rev->date, why ? ": " : "", why ? why : ""));
}

void
bg_text_origin(struct bg_text *t)
{
	const struct bg_report *r = t->report;

	if (t->style->quiet || (!r->base && !r->target && !r->policy_source))
		return;
	bg_text_end(t);
	if (r->base)
		show_revision(t, "base    ", r->base, r->base_why);
	if (r->target)
		show_revision(t, "target  ", r->target, r->target_why);
	if (r->policy_source)
		show_origin(t, "policy  ",
		            bg_strf(t->arena, "%s%s%s", r->policy_source,
		                    r->policy_pack ? ", pack " : "",
		                    r->policy_pack ? r->policy_pack : ""));
}

static void
show_note(struct bg_text *t, const struct bg_note *note)
{
	const char *place = bg_printable(t->arena, bg_text_place(t->arena, &note->loc));
	const char *text = note->message;

	if (note->surface)
		text = bg_strf(t->arena, "%s (%s)", text, note->surface);
	if (*place)
		place = bg_strf(t->arena, "%s: ", place);
	bg_text_indent(t, 2);
	put_safe(t, BG_PLAIN, place, strlen(place));
	bg_text_wrap(t, BG_PLAIN, 2 + bg_utf8_columns(place), 4, text);
}

void
bg_text_notes(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	struct bg_buf tags = {.arena = t->arena};

	if (t->style->quiet)
		return;
	if (r->nnote) {
		bg_text_end(t);
		bg_text_put(t, BG_BOLD, "Notes");
		bg_text_end(t);
	}
	for (size_t i = 0; i < r->nnote; i++)
		show_note(t, &r->note[i]);
	if (!t->style->verbose || !r->nignored)
		return;
	for (size_t i = 0; i < r->nignored; i++)
		bg_buf_printf(&tags, "%s%s", i ? ", " : "", r->ignored_tag[i]);
	bg_text_end(t);
	bg_text_put(t, BG_BOLD, "Tags that are no releases");
	bg_text_end(t);
	bg_text_para(t, 2, "", bg_buf_str(&tags));
}

void
bg_text_unjudged(struct bg_text *t, const char *command)
{
	bg_text_title(t, command);
	bg_text_put(t, BG_PLAIN, ": ");
	bg_text_put(t, BG_RED, "COULD NOT JUDGE");
	bg_text_end(t);
	bg_text_origin(t);
	bg_text_end(t);
	for (size_t i = 0; i < t->report->nnote; i++)
		show_note(t, &t->report->note[i]);
	if (t->style->quiet)
		return;
	bg_text_end(t);
	bg_text_para(t, 0, "",
	             "This is neither a pass nor a failure: remove the cause and run again.");
}
