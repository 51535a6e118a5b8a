/* SPDX-License-Identifier: MIT */
/*
 * Every case of fixtures/extract/answers: the idioms of public health views, each with all
 * the items it has. The format is told at the head of that file. ONLY=… filters by name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/list.h"
#include "support/files.h"
#include "support/probe.h"

#define CASES_FILE "fixtures/extract/answers"

struct idiom_file {
	const char *path;
	struct bg_buf text;
};

struct idiom {
	const char *name, *want, *unread;
	BG_LIST(struct idiom_file) files;
};

struct idioms {
	BG_LIST(struct idiom) v;
	size_t sources; /* public projects that are named */
};

/* What follows a word that starts the line, or NULL. */
static const char *
after(const char *line, const char *word)
{
	size_t n = strlen(word);

	return strncmp(line, word, n) == 0 ? line + n : NULL;
}

static void
add_line(struct bg_arena *arena, struct idioms *out, const char *line)
{
	struct idiom *last = out->v.n ? &out->v.v[out->v.n - 1] : NULL;
	const char *rest;

	if ((rest = after(line, "case "))) {
		*bg_list_add(arena, &out->v) = (struct idiom){.name = rest, .unread = ""};
	} else if (!last || line[0] == '#') {
		return;
	} else if ((rest = after(line, "like "))) {
		for (out->sources++; (rest = strchr(rest, ',')); rest++)
			out->sources++;
	} else if ((rest = after(line, "file "))) {
		*bg_list_add(arena, &last->files) =
			(struct idiom_file){.path = rest, .text = {.arena = arena}};
	} else if ((rest = after(line, "want "))) {
		last->want = rest;
	} else if ((rest = after(line, "unread "))) {
		last->unread = rest;
	} else if (last->files.n && (line[0] == '\t' || !line[0])) {
		bg_buf_printf(&last->files.v[last->files.n - 1].text, "%s\n",
		              line + (line[0] == '\t'));
	} else {
		fail_msg("%s: not understood: %s", CASES_FILE, line);
	}
}

static struct idioms
read_idioms(struct bg_arena *arena)
{
	struct idioms out = {0};
	char *text = support_output(arena, NULL, "cat %s", CASES_FILE);

	for (char *line = text, *end; line && *line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		add_line(arena, &out, line);
	}
	return out;
}

/* "id:types?" for paths ('?': sometimes), the id of others. */
static const char *
answers(struct probe *p, const struct bg_harvest *h)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];
		const char *types = bg_item_attr(item, "types");
		const char *presence = bg_item_attr(item, "presence");

		bg_buf_printf(&buf, "%s%s%s%s%s", i ? "; " : "", item->id, types ? ":" : "",
		              types ? types : "",
		              presence && strcmp(presence, "sometimes") == 0 ? "?" : "");
	}
	return bg_buf_str(&buf);
}

/* The number of things that are not as the case says, each told. */
static unsigned
check(const struct idiom *idiom)
{
	struct probe *p;
	void *state = NULL;
	const char *items;
	char unread[256];
	unsigned wrong = 0;

	probe_set_up(&state);
	p = state;
	probe_surface(p, "health", "json-response");
	probe_option(p, BG_OPT_FILES, "config/health.py");
	for (size_t i = 0; i < idiom->files.n; i++)
		probe_now(p, idiom->files.v[i].path, bg_buf_str(&idiom->files.v[i].text));
	probe_run(p);
	items = answers(p, &p->now[0]);
	snprintf(unread, sizeof(unread), "%s",
	         probe_notes(p, p->now[0].unread.v, p->now[0].unread.n));
	for (char *c = unread; *c; c++)
		if (*c == '\n')
			*c = c[1] ? ' ' : '\0';
	if (!idiom->want || strcmp(items, idiom->want) != 0 ||
	    strcmp(unread, idiom->unread) != 0) {
		printf("%s:\nwant %s\n", idiom->name, items);
		if (*unread)
			printf("unread %s\n", unread);
		for (size_t i = 0; i < p->now[0].unread.n; i++)
			printf("\t%s\n", p->now[0].unread.v[i].message);
		wrong++;
	}
	probe_tear_down(&state);
	return wrong;
}

static void
idioms_have_the_items_they_tell(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct idioms all = read_idioms(arena);
	const char *only = getenv("ONLY");
	unsigned wrong = 0;

	(void)state;
	assert_true(all.v.n >= 15);
	assert_true(all.sources >= 15);
	for (size_t i = 0; i < all.v.n; i++)
		if (!only || strstr(all.v.v[i].name, only))
			wrong += check(&all.v.v[i]);
	bg_arena_free(arena);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idioms_have_the_items_they_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
