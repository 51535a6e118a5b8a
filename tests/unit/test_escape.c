/* SPDX-License-Identifier: MIT */
/* Escaping: characters that mean something to a format lose their meaning and stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "support/arena.h"
#include "support/render.h"

static struct bg_arena *arena;

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

static void
xml_keeps_no_markup(void **state)
{
	(void)state;
	assert_string_equal(bg_escape_xml(arena, "<a b=\"c\" d='e'>&</a>]]>"),
	                    "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;&lt;/a&gt;]]&gt;");
	assert_string_equal(bg_escape_xml(arena, "x\x01\n\xEF\xBF\xBFy\xEF\xBF\xBE"),
	                    "x\\x01\\x0A\xEF\xBF\xBDy\xEF\xBF\xBD");
	assert_string_equal(bg_escape_xml(arena, "\xEF\xBF\xBD"), "\xEF\xBF\xBD");
	assert_string_equal(bg_escape_xml(arena, NULL), "");
}

static void
commands_keep_their_line(void **state)
{
	(void)state;
	assert_string_equal(bg_escape_command(arena, "50%: a,b\n::error::x"),
	                    "50%25: a,b\\x0A\\x3A:error::x");
	assert_string_equal(bg_escape_property(arena, "50%: a,b"), "50%25%3A a%2Cb");
	assert_string_equal(bg_escape_property(arena, "r\xC3\xA9sum\xC3\xA9"),
	                    "r\xC3\xA9sum\xC3\xA9");
}

static void
uris_keep_only_unreserved_characters(void **state)
{
	(void)state;
	assert_string_equal(bg_escape_uri(arena, "src/a_b-c.d~e/F9"), "src/a_b-c.d~e/F9");
	assert_string_equal(bg_escape_uri(arena, "a b%c#d?e:f"), "a%20b%25c%23d%3Fe%3Af");
	assert_string_equal(bg_escape_uri(arena, "\xC3\xA9"), "%C3%A9");
}

static void
code_spans_outlast_their_text(void **state)
{
	(void)state;
	assert_string_equal(bg_escape_code(arena, "plain"), "`plain`");
	assert_string_equal(bg_escape_code(arena, "a`b``c"), "```a`b``c```");
	assert_string_equal(bg_escape_code(arena, "`"), "`` ` ``");
	assert_string_equal(bg_escape_code(arena, " x "), "`  x  `");
	assert_string_equal(bg_escape_code(arena, ""), "");
}

/* A text that is looked through again at each of its characters takes minutes. */
static void
long_texts_are_escaped_at_once(void **state)
{
	enum { MANY = 1000000 };
	char *text = bg_alloc(arena, MANY + 3);

	(void)state;
	memset(text, '_', MANY);
	assert_int_equal(strlen(bg_escape_markdown(arena, text)), 2 * MANY);
	text[0] = text[MANY] = 'a';
	assert_string_equal(bg_escape_markdown(arena, text), text);
	assert_string_equal(bg_escape_xml(arena, text), text);
}

static void
markdown_is_left_readable(void **state)
{
	(void)state;
	assert_string_equal(
		bg_escape_markdown(arena, "'run_mail' left a.b/c.yaml (owes major)."),
		"'run_mail' left a.b/c.yaml (owes major).");
	assert_string_equal(bg_escape_markdown(arena, "__init__ *x*"),
	                    "\\_\\_init\\_\\_ \\*x\\*");
	assert_string_equal(bg_escape_markdown(arena, "see :tada: 10:20"),
	                    "see :<!-- -->tada: 10:20");
}

/* ---- rendered as a forge would ---------------------------------------------------- */

/* The text of a fragment of HTML: no tags, no comments, entities resolved. */
static const char *
strip(const char *html)
{
	static const char *const entity[][2] = {
		{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}};
	struct bg_buf out = {.arena = arena};
	size_t i;

	while (*html) {
		if (*html == '<') {
			html = strchr(html, '>') + 1;
			continue;
		}
		for (i = 0; i < 4 && strncmp(html, entity[i][0], strlen(entity[i][0])) != 0;
		     i++)
			;
		if (i < 4)
			bg_buf_puts(&out, entity[i][1]);
		else
			bg_buf_putc(&out, *html);
		html += i < 4 ? strlen(entity[i][0]) : 1;
	}
	return bg_buf_str(&out);
}

static const char *const attacks[] = {
	"</details><script>alert(1)</script>",
	"[x](http://example.org) ![i](//example.org/a.png)",
	"@someone and team@example.org",
	"#12 GH-13 gh-14 owner/name#15",
	"http://example.org www.example.org HTTPS://example.org ftp://example.org",
	"a | b || c \\| d",
	"``` `x` ``y`` `",
	"*a* **b** _c_ __d__ ~~e~~ ~f~ $g$",
	"&lt;b&gt; &#64;x &amp; <!-- hidden --> -->",
	"\\*not\\* \\",
	"<a href=\"x\">y</a> <!doctype html> <?php ?>",
	"[ref]: http://example.org \"t\"",
	"\xE2\x80\x9C_x_\xE2\x80\x9D",
	"trailing blanks  ",
};

/* Markup that the escaping itself does not bring. */
static void
assert_no_markup(const char *html, const char *attack)
{
	static const char *const tags[] = {"<a",   "<img", "<script", "<em", "<strong",
	                                   "<del", "<h1",  "<br",     "<?",  "</details"};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strstr(html, tags[i]))
			fail_msg("%s became %s", attack, html);
}

static void
markdown_shows_attacks_as_text(void **state)
{
	const char *html, *want;

	(void)state;
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		html = support_render(arena, bg_strf(arena, "- x%sy\n",
		                                     bg_escape_markdown(arena, attacks[i])));
		assert_no_markup(html, attacks[i]);
		assert_null(strstr(html, "<code"));
		want = bg_strf(arena, "\nx%sy\n\n", attacks[i]);
		assert_string_equal(strip(html), want);
	}
}

static void
table_cells_hold_attacks(void **state)
{
	const char *html;

	(void)state;
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		html = support_render(arena,
		                      bg_strf(arena, "| a | b |\n|---|---|\n| x%sy | z |\n",
		                              bg_escape_markdown(arena, attacks[i])));
		assert_no_markup(html, attacks[i]);
		assert_non_null(strstr(html, "<td>z</td>"));
		assert_non_null(strstr(strip(html), bg_strf(arena, "x%sy", attacks[i])));
	}
}

static void
code_spans_hold_attacks(void **state)
{
	const char *html;

	(void)state;
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		html = support_render(
			arena, bg_strf(arena, "- %s.\n", bg_escape_code(arena, attacks[i])));
		assert_no_markup(html, attacks[i]);
		assert_string_equal(strip(html), bg_strf(arena, "\n%s.\n\n", attacks[i]));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(xml_keeps_no_markup),
		TEST(commands_keep_their_line),
		TEST(uris_keep_only_unreserved_characters),
		TEST(code_spans_outlast_their_text),
		TEST(long_texts_are_escaped_at_once),
		TEST(markdown_is_left_readable),
		TEST(markdown_shows_attacks_as_text),
		TEST(table_cells_hold_attacks),
		TEST(code_spans_hold_attacks),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
