/* SPDX-License-Identifier: MIT */
/* JSON is YAML: random JSON texts give one tree through both readers. */
#include "parse/json.h"
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

#define ROUNDS 2000
#define SEED UINT64_C(1009)

struct maker {
	struct bg_buf text;
	uint64_t seed;
};

static unsigned
draw(struct maker *maker, unsigned below)
{
	maker->seed =
		maker->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(maker->seed >> 33) % below;
}

static void
pick(struct maker *maker, const char *const *word, size_t n)
{
	bg_buf_puts(&maker->text, word[draw(maker, (unsigned)n)]);
}

#define PICK(maker, word) pick((maker), (word), sizeof(word) / sizeof((word)[0]))

/* Escapes for surrogates are left out: libyaml reads no pairs of them. */
static void
make_string(struct maker *maker, const char *prefix)
{
	static const char *const part[] = {"a",
	                                   "Z",
	                                   "12",
	                                   "on",
	                                   " ",
	                                   ": ",
	                                   "#",
	                                   " #",
	                                   "- ",
	                                   "[",
	                                   "]",
	                                   "{",
	                                   "}",
	                                   ",",
	                                   "'",
	                                   "\\\"",
	                                   "\\\\",
	                                   "\\/",
	                                   "\\n",
	                                   "\\t",
	                                   "\\r",
	                                   "\\b",
	                                   "\\f",
	                                   "\\u00e9",
	                                   "\\u2028",
	                                   "\\u001b",
	                                   "\\ufeff",
	                                   "&a",
	                                   "*a",
	                                   "!x",
	                                   "%",
	                                   "@",
	                                   "<<",
	                                   "~",
	                                   "\xC3\xA9",
	                                   "\xE2\x98\x83",
	                                   "\xF0\x9F\x98\x80"};
	unsigned n = draw(maker, 6);

	bg_buf_printf(&maker->text, "\"%s", prefix);
	while (n--)
		PICK(maker, part);
	bg_buf_putc(&maker->text, '"');
}

/* YAML 1.1 wants a point and a sign in a float with an exponent. */
static void
make_scalar(struct maker *maker)
{
	static const char *const word[] = {
		"true",     "false",   "null",
		"0",        "-0",      "0.0",
		"-1.5",     "10",      "9223372036854775808",
		"1.0e+400", "2.50E-3", "123456789012345678901234567890",
		"-7.25e+10"};

	switch (draw(maker, 3)) {
	case 0:
		PICK(maker, word);
		break;
	case 1:
		bg_buf_printf(&maker->text, "%s%u", draw(maker, 2) ? "-" : "",
		              draw(maker, 100000));
		break;
	default:
		make_string(maker, "");
		break;
	}
}

static void
make_space(struct maker *maker)
{
	static const char *const space[] = {"", "", " ", "  ", "\n", "\n  ", "\r\n "};

	PICK(maker, space);
}

static void
make_value(struct maker *maker, unsigned depth)
{
	unsigned type = depth ? draw(maker, 4) : 3, n = draw(maker, 5);
	const char *bracket = type == 0 ? "{}" : "[]";

	if (type > 1) {
		make_scalar(maker);
		return;
	}
	bg_buf_putc(&maker->text, bracket[0]);
	for (unsigned i = 0; i < n; i++) {
		make_space(maker);
		if (type == 0) {
			make_string(maker, bg_strf(maker->text.arena, "%u", i));
			bg_buf_puts(&maker->text, draw(maker, 2) ? ":" : ": ");
		}
		make_value(maker, depth - 1);
		make_space(maker);
		if (i + 1 < n)
			bg_buf_putc(&maker->text, ',');
	}
	bg_buf_putc(&maker->text, bracket[1]);
}

static const char *
read_text(struct nodes_result *result, nodes_fn *parse, const char *text)
{
	nodes_parse(result, parse, text);
	if (result->rc)
		fail_msg("%u:%u %s\n%s", result->err.line, result->err.column, result->err.text,
		         text);
	return nodes_dump_all(result->arena, &result->nodes, false);
}

static void
random_json_is_the_same_tree_in_yaml(void **state)
{
	struct nodes_result json, yaml;
	struct maker maker = {.seed = SEED};
	const char *one, *two;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		nodes_init(&json);
		nodes_init(&yaml);
		maker.text = (struct bg_buf){.arena = json.arena};
		make_value(&maker, 5);
		one = read_text(&json, bg_json_parse, bg_buf_str(&maker.text));
		two = read_text(&yaml, bg_yaml_parse, bg_buf_str(&maker.text));
		if (strcmp(one, two) != 0)
			fail_msg("seed %d, round %d:\n%s\n%s\n%s", (int)SEED, i,
			         bg_buf_str(&maker.text), one, two);
		nodes_free(&json);
		nodes_free(&yaml);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_json_is_the_same_tree_in_yaml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
