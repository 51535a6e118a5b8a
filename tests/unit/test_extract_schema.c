/* SPDX-License-Identifier: MIT */
/* JSON Schemas: what is read of single keywords, references, and hostile ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "support/probe.h"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "config", "json-schema");
	probe_option(p, BG_OPT_FILES, "c.json");
	return p;
}

/* The items of one schema, without what stands in all of their lines. */
static void
gives(void **state, const char *schema, const char *items)
{
	struct probe *p = start(state);
	struct bg_buf out;
	const char *line, *end;

	probe_now(p, "c.json", schema);
	probe_run(p);
	out = (struct bg_buf){.arena = p->keep};
	for (line = probe_items(p, &p->now[0]); *line; line = end + 1) {
		end = strchr(line, '\n');
		assert_true(bg_starts(line, "key "));
		line += strlen("key ");
		assert_memory_equal(end - strlen(" c.json:0"), " c.json:0", 9);
		bg_buf_add(&out, line, (size_t)(end - line) - strlen(" c.json:0"));
		bg_buf_putc(&out, '\n');
	}
	assert_string_equal(bg_buf_str(&out), items);
}

static void
keywords_become_attributes(void **state)
{
	gives(state,
	      "{\"properties\": {\"a.b\": {\"type\": [\"string\", \"null\"], \"default\": \"x\"}, \""
	      "c\": {\"const\": 1}, \"d\": {\"enum\": [true, null, \"x\", 2.5]}, \"e\": false, \""
	      "f\": true}, \"required\": [\"c\"], \"additionalProperties\": {\"type\": \"number"
	      "\"}}",
	      "\"a.b\" default='x' required=no types=null|string\n"
	      "$ required=no types=any\n"
	      "* required=no types=number\n"
	      "c required=yes types=integer values=1\n"
	      "d required=no types=boolean|null|number|string values='x'|2.5|null|true\n"
	      "f required=no types=any\n");
}

static void
types_meet_and_join(void **state)
{
	gives(state,
	      "{\"properties\": {\"a\": {\"allOf\": [{\"type\": [\"string\", \"integer\"]}, {\"typ"
	      "e\": [\"integer\", \"null\"]}]}, \"b\": {\"anyOf\": [{\"type\": \"string\", \"maxLen"
	      "gth\": 3}, {\"type\": \"integer\", \"minimum\": 1}]}, \"c\": {\"oneOf\": [{\"const"
	      "\": \"x\"}, {\"type\": \"boolean\"}]}}}",
	      "$ required=no types=any\n"
	      "a required=no types=integer\n"
	      "b limits=maxLength=3 minimum=1 required=no types=integer|string\n"
	      "c required=no types=boolean|string values='x'|boolean\n");
}

static void
objects_join_by_what_all_ask_for(void **state)
{
	gives(state,
	      "{\"oneOf\": [{\"properties\": {\"kind\": {\"const\": \"a\"}, \"x\": {}}, \"required"
	      "\": [\"kind\", \"x\"]}, {\"properties\": {\"kind\": {\"const\": \"b\"}}, \"required\""
	      ": [\"kind\"], \"additionalProperties\": false}]}",
	      "$ required=no types=any\n"
	      "kind required=yes types=string values='a'|'b'\n"
	      "x required=no types=any\n");
}

static void
conditions_ask_for_nothing(void **state)
{
	gives(state,
	      "{\"properties\": {\"a\": {\"type\": \"string\"}}, \"if\": {\"required\": [\"a\"]}, \""
	      "then\": {\"properties\": {\"b\": {\"type\": \"string\"}}, \"required\": [\"b\"]}}",
	      "$ required=no types=any\n"
	      "a required=no types=string\n"
	      "b required=no types=string\n");
}

static void
references_are_followed(void **state)
{
	gives(state,
	      "{\"$defs\": {\"x/y~z %\": {\"type\": \"integer\"}, \"list\": [{\"type\": \"null\"}]}"
	      ", \"properties\": {\"a\": {\"$ref\": \"#/$defs/x~1y~0z%20%25\"}, \"b\": {\"$ref\":"
	      " \"#/$defs/list/0\"}, \"c\": {\"$ref\": \"other.json#/x\"}}}",
	      "$ required=no types=any\n"
	      "a required=no types=integer\n"
	      "b required=no types=null\n"
	      "c elsewhere=other.json#/x required=no types=any\n");
}

static void
circles_end(void **state)
{
	gives(state,
	      "{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"$ref\": \"#/$defs/a\"}}, \"p"
	      "roperties\": {\"self\": {\"$ref\": \"#\"}, \"loop\": {\"$ref\": \"#/$defs/a\"}, \"ma"
	      "ny\": {\"items\": {\"$ref\": \"#\"}}}}",
	      "$ required=no types=any\n"
	      "loop required=no types=any\n"
	      "many required=no types=any\n"
	      "many[] ^many required=no types=any\n"
	      "self required=no types=any\n");
}

static void
arrays_and_patterns_have_places(void **state)
{
	gives(state,
	      "{\"properties\": {\"a\": {\"items\": [{\"type\": \"string\"}, {\"type\": \"integer\""
	      "}]}, \"b\": {\"patternProperties\": {\"^x\": {\"type\": \"string\"}}, \"additiona"
	      "lProperties\": false}, \"c\": {\"prefixItems\": [{\"properties\": {\"d\": {}}}]"
	      ", \"items\": {\"type\": \"null\"}}}}",
	      "$ required=no types=any\n"
	      "a required=no types=any\n"
	      "a[] ^a required=no types=integer|string\n"
	      "b closed=yes required=no types=any\n"
	      "b.* ^b required=no types=string\n"
	      "c required=no types=any\n"
	      "c[] ^c required=no types=any\n"
	      "c[].d ^c[] required=no types=any\n");
}

static void
reference_to_nowhere_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "c.json", "{\"properties\": {\"a\": {\"properties\": {\"b\": {}}}}}");
	probe_now(p, "c.json", "{\"properties\": {\"a\": {\"$ref\": \"#/gone\"}}}");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "a");
}

static void
ends_at_a_limit(void **state, const char *schema)
{
	struct probe *p = start(state);

	probe_now(p, "c.json", schema);
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

/* Each definition twice in the one before: 2^n keys. */
static void
doubling_ends_at_a_limit(void **state)
{
	struct probe *p = *state;
	struct bg_buf s = {.arena = p->keep};

	p->limits.v[BG_LIMIT_ITEMS] = 10000;
	bg_buf_puts(&s, "{\"$defs\": {");
	for (int i = 0; i < 60; i++)
		bg_buf_printf(&s,
		              "\"d%d\": {\"properties\": {\"x\": {\"$ref\": \"#/$defs/d%d\"}, "
		              "\"y\": {\"$ref\": \"#/$defs/d%d\"}}},",
		              i, i + 1, i + 1);
	bg_buf_puts(&s, "\"d60\": {}}, \"$ref\": \"#/$defs/d0\"}");
	ends_at_a_limit(state, bg_buf_str(&s));
}

/* The same in one value. */
static void
doubling_of_parts_ends_at_a_limit(void **state)
{
	struct probe *p = *state;
	struct bg_buf s = {.arena = p->keep};

	p->limits.v[BG_LIMIT_NODES] = 50000;
	bg_buf_puts(&s, "{\"$defs\": {");
	for (int i = 0; i < 60; i++)
		bg_buf_printf(&s,
		              "\"d%d\": {\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}, "
		              "{\"$ref\": \"#/$defs/d%d\"}]},",
		              i, i + 1, i + 1);
	bg_buf_puts(&s, "\"d60\": {}}, \"$ref\": \"#/$defs/d0\"}");
	ends_at_a_limit(state, bg_buf_str(&s));
}

static void
long_chains_end_at_a_limit(void **state)
{
	struct probe *p = *state;
	struct bg_buf s = {.arena = p->keep};

	bg_buf_puts(&s, "{\"$defs\": {");
	for (int i = 0; i < 20000; i++)
		bg_buf_printf(&s, "\"d%d\": {\"$ref\": \"#/$defs/d%d\"},", i, i + 1);
	bg_buf_puts(&s, "\"d20000\": {}}, \"$ref\": \"#/$defs/d0\"}");
	ends_at_a_limit(state, bg_buf_str(&s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(keywords_become_attributes),
		probe_test(types_meet_and_join),
		probe_test(objects_join_by_what_all_ask_for),
		probe_test(conditions_ask_for_nothing),
		probe_test(references_are_followed),
		probe_test(circles_end),
		probe_test(arrays_and_patterns_have_places),
		probe_test(reference_to_nowhere_is_unread),
		probe_test(doubling_ends_at_a_limit),
		probe_test(doubling_of_parts_ends_at_a_limit),
		probe_test(long_chains_end_at_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
