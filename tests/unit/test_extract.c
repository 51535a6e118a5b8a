/* SPDX-License-Identifier: MIT */
/* The machinery below the kinds: memo, files, sealing, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/err.h"
#include "extract/extract.h"
#include "extract/kinds.h"
#include "support/probe.h"

static struct bg_extract
extract_of(struct probe *p)
{
	return (struct bg_extract){.keep = p->keep,
	                           .scratch = p->scratch,
	                           .limits = &p->limits,
	                           .tree = &p->target.tree,
	                           .memo = p->memo,
	                           .out = &p->now[0]};
}

static unsigned parses;

/* A copy of the bytes; "bad" is no syntax, "huge" a limit. */
static int
parse_copy(void **out, struct bg_arena *arena, const struct bg_limits *limits,
           const struct bg_blob *blob, struct bg_err *err)
{
	parses++;
	if (strcmp(blob->bytes, "bad") == 0)
		return bg_fail_at(err, BG_ESYNTAX, blob->path, 7, 3, "this is bad");
	if (strcmp(blob->bytes, "huge") == 0)
		return bg_fail_limit(err, limits, BG_LIMIT_DEPTH, blob->path, 1);
	*out = bg_strndup(arena, blob->bytes, blob->n);
	return 0;
}

static void
kinds_are_found_by_name(void **state)
{
	const struct bg_kind *kind;
	size_t n = 0;

	(void)state;
	for (; (kind = bg_kind_nth(n)); n++) {
		assert_ptr_equal(bg_kind_find(kind->name), kind);
		assert_null(strchr(kind->name, '_'));
		assert_int_equal(kind->needs & ~kind->accepts, 0);
	}
	assert_true(n >= 6);
	assert_null(bg_kind_find("dotenv "));
	assert_null(bg_kind_nth(SIZE_MAX));
	assert_string_equal(bg_option_rows[BG_OPT_PATH].name, "path");
}

static void
memo_keeps_slots_apart(void **state)
{
	struct probe *p = *state;
	char id[32];
	void **slot[600];

	for (size_t i = 0; i < 600; i++) {
		snprintf(id, sizeof(id), "%zu", i / 2);
		slot[i] = bg_memo_slot(p->memo, id, i % 2 ? "yaml" : "md");
		assert_null(*slot[i]);
		*slot[i] = slot;
	}
	for (size_t i = 0; i < 600; i++) {
		snprintf(id, sizeof(id), "%zu", i / 2);
		assert_ptr_equal(bg_memo_slot(p->memo, id, i % 2 ? "yaml" : "md"), slot[i]);
	}
	assert_null(*bg_memo_slot(p->memo, "1y", "aml"));
}

static void
blob_is_parsed_once(void **state)
{
	struct probe *p = *state;
	struct bg_extract x;
	void *one, *two, *other;

	probe_surface(p, "s", "dotenv");
	x = extract_of(p);
	probe_now(p, "a", "same");
	probe_now(p, "b", "same");
	parses = 0;
	assert_int_equal(bg_extract_file(&x, "a", "copy", parse_copy, &one, &p->err), 0);
	assert_int_equal(bg_extract_file(&x, "b", "copy", parse_copy, &two, &p->err), 0);
	assert_int_equal(parses, 1);
	assert_ptr_equal(one, two);
	assert_string_equal(one, "same");
	assert_int_equal(bg_extract_file(&x, "b", "else", parse_copy, &other, &p->err), 0);
	assert_int_equal(parses, 2);
	assert_int_equal(x.out->files.n, 3);
}

static void
bad_blob_is_unread_wherever_it_stands(void **state)
{
	struct probe *p = *state;
	struct bg_extract x;
	void *out = p;

	probe_surface(p, "s", "dotenv");
	x = extract_of(p);
	probe_now(p, "a", "bad");
	probe_now(p, "b", "bad");
	parses = 0;
	assert_int_equal(bg_extract_file(&x, "a", "copy", parse_copy, &out, &p->err), 0);
	assert_null(out);
	assert_int_equal(p->err.code, BG_OK);
	assert_int_equal(bg_extract_file(&x, "b", "copy", parse_copy, &out, &p->err), 0);
	assert_null(out);
	assert_int_equal(parses, 1);
	assert_string_equal(probe_notes(p, x.out->unread.v, x.out->unread.n), "a:7\nb:7\n");
	assert_string_equal(x.out->unread.v[1].message, "this is bad");
	assert_string_equal(x.out->unread.v[1].surface, "s");
}

static void
absent_file_is_empty(void **state)
{
	struct probe *p = *state;
	struct bg_extract x;
	void *out = p;

	probe_surface(p, "s", "dotenv");
	x = extract_of(p);
	assert_int_equal(bg_extract_file(&x, "a", "copy", parse_copy, &out, &p->err), 0);
	assert_null(out);
	assert_int_equal(x.out->unread.n, 0);
	assert_string_equal(x.out->files.v[0], "a");
}

static void
missing_object_and_limit_end_the_run(void **state)
{
	struct probe *p = *state;
	struct bg_extract x;
	void *out;

	probe_surface(p, "s", "dotenv");
	x = extract_of(p);
	memtree_add_broken(&p->target, p->keep, "a");
	probe_now(p, "b", "huge");
	assert_int_equal(bg_extract_file(&x, "a", "copy", parse_copy, &out, &p->err), -1);
	assert_int_equal(p->err.code, BG_EOBJECT);
	p->err = (struct bg_err){0};
	assert_int_equal(bg_extract_file(&x, "b", "copy", parse_copy, &out, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

static void
memory_and_files_are_limited(void **state)
{
	struct probe *p = *state;
	struct bg_strings paths = {0};
	struct bg_extract x;
	void *out;

	probe_surface(p, "s", "dotenv");
	probe_option(p, BG_OPT_FILES, "**");
	x = extract_of(p);
	probe_now(p, "a", "1");
	probe_now(p, "b", "2");
	p->limits.v[BG_LIMIT_FILES] = 1;
	assert_int_equal(bg_extract_paths(&x, BG_OPT_FILES, &paths, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
	p->err = (struct bg_err){0};
	p->limits.v[BG_LIMIT_MEMORY] = 16;
	assert_int_equal(bg_extract_file(&x, "a", "copy", parse_copy, &out, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

static void
either_arena_counts_as_memory(void **state)
{
	struct probe *p = *state;
	struct bg_extract x;

	probe_surface(p, "s", "dotenv");
	x = extract_of(p);
	p->limits.v[BG_LIMIT_MEMORY] = 100000;
	assert_int_equal(bg_extract_room(&x, &p->err), 0);
	bg_alloc(p->scratch, 100001);
	assert_int_equal(bg_extract_room(&x, &p->err), -1);
	bg_arena_reset(p->scratch);
	p->err = (struct bg_err){0};
	bg_alloc(p->keep, 100001);
	assert_int_equal(bg_extract_room(&x, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

static void
paths_are_sorted_and_unique(void **state)
{
	struct probe *p = *state;
	struct bg_strings paths = {0};
	struct bg_extract x;

	probe_surface(p, "s", "dotenv");
	probe_option(p, BG_OPT_FILES, "b*");
	probe_option(p, BG_OPT_FILES, "*");
	x = extract_of(p);
	probe_now(p, "c", "");
	probe_now(p, "b", "");
	probe_now(p, "a", "");
	assert_int_equal(bg_extract_paths(&x, BG_OPT_FILES, &paths, &p->err), 0);
	assert_int_equal(paths.n, 3);
	assert_string_equal(paths.v[0], "a");
	assert_string_equal(paths.v[2], "c");
}

static void
pairs_are_sorted_and_replaced(void **state)
{
	struct probe *p = *state;
	struct bg_item item = {0};

	bg_item_set_attr(p->keep, &item, "m", "1");
	bg_item_set_attr(p->keep, &item, "z", "2");
	bg_item_set_attr(p->keep, &item, "a", "3");
	bg_item_set_attr(p->keep, &item, "m", "4");
	bg_item_set_fact(p->keep, &item, "f", "5");
	assert_int_equal(item.nattr, 3);
	assert_string_equal(item.attr[0].name, "a");
	assert_string_equal(item.attr[1].value, "4");
	assert_string_equal(item.attr[2].name, "z");
	assert_int_equal(item.nfact, 1);
}

/* Items put in either order come out alike: no kind of theirs settles here. */
static void
sealing_forgets_the_order_of_reading(void **state)
{
	static const struct {
		const char *kind, *id, *path;
		unsigned line;
	} row[] = {
		{"match", "b", "x", 2}, {"match", "a", "y", 1}, {"match", "a", "x", 9},
		{"flag", "z", "x", 1},  {"match", "a", "x", 3},
	};
	struct probe *p = *state;
	struct bg_sides sides = {p->keep, p->was, p->now, 1};
	const char *want = "flag z x:1\nmatch a x:3\nmatch b x:2\n";

	probe_surface(p, "s", "regex");
	for (size_t i = 0; i < 5; i++) {
		bg_harvest_put(p->keep, &p->was[0], row[i].kind, row[i].id,
		               (struct bg_loc){row[i].path, row[i].line});
		bg_harvest_put(p->keep, &p->now[0], row[4 - i].kind, row[4 - i].id,
		               (struct bg_loc){row[4 - i].path, row[4 - i].line});
	}
	for (unsigned i = 0; i < 2; i++)
		bg_harvest_remark(p->keep, &p->now[0], "w", NULL, (struct bg_loc){"x", 1}, "");
	bg_strings_add(p->keep, &p->now[0].files, "x");
	bg_strings_add(p->keep, &p->now[0].files, "x");
	bg_extract_settle(&sides);
	assert_string_equal(probe_items(p, &p->was[0]), want);
	assert_string_equal(probe_items(p, &p->now[0]), want);
	assert_string_equal(probe_remarks(p, &p->now[0]), "w -  x:1\n");
	assert_int_equal(p->now[0].files.n, 1);
}

static void
items_are_found_by_kind_and_id(void **state)
{
	struct probe *p = *state;
	struct bg_sides sides = {p->keep, p->was, p->now, 1};
	const struct bg_item *item;

	probe_surface(p, "s", "regex");
	bg_harvest_put(p->keep, &p->now[0], "b", "one", (struct bg_loc){"x", 1});
	bg_harvest_put(p->keep, &p->now[0], "a", "two", (struct bg_loc){"x", 2});
	bg_harvest_put(p->keep, &p->now[0], "c", "one", (struct bg_loc){"x", 3});
	bg_extract_settle(&sides);
	item = bg_harvest_find(&p->now[0], NULL, "one");
	assert_non_null(item);
	assert_int_equal(item->loc.line, 1);
	item = bg_harvest_find(&p->now[0], "c", "one");
	assert_non_null(item);
	assert_int_equal(item->loc.line, 3);
	assert_null(bg_harvest_find(&p->now[0], "b", "two"));
	assert_null(bg_harvest_find(&p->now[0], NULL, "three"));
	assert_null(bg_harvest_find(&p->was[0], NULL, "one"));
}

/* ---- what was not read proves nothing, and only where it stands ------------------------- */

static void
put(struct probe *p, struct bg_harvest *h, const char *id, const char *attr)
{
	struct bg_item *item = bg_list_add(p->keep, &h->items);

	item->kind = "flag";
	item->id = id;
	if (attr)
		bg_item_set_attr(p->keep, item, "choices", attr);
}

static void
unread_item_holds_back_what_stands_below(void **state)
{
	struct probe *p = *state;
	const struct bg_sides sides = {p->keep, p->was, p->now, 1};
	const struct bg_loc place = {"a.py", 3};

	probe_surface(p, "s", "dotenv");
	p->was[0].present = p->now[0].present = true;
	put(p, &p->was[0], "run --one", NULL);
	put(p, &p->was[0], "run --two", "a|b");
	put(p, &p->was[0], "run-all --one", NULL);
	put(p, &p->was[0], "runner --one", NULL);
	put(p, &p->now[0], "run --two", NULL);
	put(p, &p->now[0], "run --three", NULL);
	bg_extract_settle(&sides);
	assert_string_equal(probe_changes(p, 0), "-flag run --one\n"
	                                         "+flag run --three\n"
	                                         "~flag run --two choices a|b -\n"
	                                         "-flag run-all --one\n"
	                                         "-flag runner --one\n");
	bg_harvest_unread_item(p->keep, &p->now[0], "run", place, "a loop");
	assert_string_equal(probe_changes(p, 0), "+flag run --three\n"
	                                         "-flag run-all --one\n"
	                                         "-flag runner --one\n");
	bg_harvest_unread_item(p->keep, &p->was[0], "run", place, "a loop");
	assert_string_equal(probe_changes(p, 0), "-flag run-all --one\n"
	                                         "-flag runner --one\n");
}

static void
unread_item_leaves_its_neighbours(void **state)
{
	struct probe *p = *state;
	const struct bg_sides sides = {p->keep, p->was, p->now, 1};
	const struct bg_loc place = {"a.py", 3};

	probe_surface(p, "s", "dotenv");
	p->was[0].present = p->now[0].present = true;
	put(p, &p->was[0], "run --two", "a|b");
	put(p, &p->was[0], "run --one", "a");
	put(p, &p->now[0], "run --two", NULL);
	put(p, &p->now[0], "run --one", "b");
	bg_extract_settle(&sides);
	bg_harvest_unread_item(p->keep, &p->now[0], "run --two", place, "not static");
	assert_string_equal(probe_changes(p, 0), "~flag run --one choices a b\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(kinds_are_found_by_name),
		probe_test(memo_keeps_slots_apart),
		probe_test(blob_is_parsed_once),
		probe_test(bad_blob_is_unread_wherever_it_stands),
		probe_test(absent_file_is_empty),
		probe_test(missing_object_and_limit_end_the_run),
		probe_test(memory_and_files_are_limited),
		probe_test(either_arena_counts_as_memory),
		probe_test(paths_are_sorted_and_unique),
		probe_test(pairs_are_sorted_and_replaced),
		probe_test(sealing_forgets_the_order_of_reading),
		probe_test(items_are_found_by_kind_and_id),
		probe_test(unread_item_holds_back_what_stands_below),
		probe_test(unread_item_leaves_its_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
