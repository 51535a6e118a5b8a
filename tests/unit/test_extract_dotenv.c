/* SPDX-License-Identifier: MIT */
/* Names of .env examples: forms, banners, deprecations, families. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

#define FILE_ ".env.example"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "env", "dotenv");
	probe_option(p, BG_OPT_FILES, FILE_);
	return p;
}

/* The items of one text at the target. */
static const char *
items_of(void **state, const char *text)
{
	struct probe *p = start(state);

	probe_now(p, FILE_, text);
	probe_run(p);
	return probe_items(p, &p->now[0]);
}

static void
active_and_commented_names_are_items(void **state)
{
	struct probe *p;

	assert_string_equal(items_of(state, "A=1\n# B=2\n#C=\n#   D=x # not E=1\nexport F=1\n"),
	                    "name A .env.example:1\nname B .env.example:2\n"
	                    "name C .env.example:3\nname D .env.example:4\n"
	                    "name F .env.example:5\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "A", "form"), "active");
	assert_string_equal(probe_fact(&p->now[0], "B", "form"), "commented");
}

static void
name_is_one_item_however_often_it_stands(void **state)
{
	struct probe *p;

	assert_string_equal(items_of(state, "# A=1\n# A=2\nA=3\nA=4\n# B=1\n# B=2\n"),
	                    "name A .env.example:3\nname B .env.example:5\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "A", "form"), "active");
}

static void
prose_and_shell_examples_are_no_items(void **state)
{
	assert_string_equal(items_of(state, "# You do not need X_Y=true for that.\n"
	                                    "#   export DATABASE_URL=postgres://\n"
	                                    "#   cloud_sql_proxy -instances=P:R=tcp:5432\n"
	                                    "# Example: Z=1\n"
	                                    "REAL=\"# NOT=1\"\n"),
	                    "name REAL .env.example:5\n");
}

static void
bom_crlf_and_a_missing_newline_do_no_harm(void **state)
{
	assert_string_equal(items_of(state, "\xef\xbb\xbf"
	                                    "A=1\r\n\r\n# B=2\r\nDOTNET_GCServer=1"),
	                    "name A .env.example:1\nname B .env.example:3\n"
	                    "name DOTNET_GCServer .env.example:4\n");
}

static void
file_without_names_has_no_items(void **state)
{
	assert_string_equal(items_of(state, ""), "");
}

static void
moved_and_reformatted_names_are_no_change(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "# == One ==\nA=1\n# B=x=y\n");
	probe_now(p, FILE_, "B='other' # was commented\n\n## Two\n#   A=\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
prefix_of_a_name_is_another_name(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "TEAM_ID=1\nTEAM_IDS=1,2\n");
	probe_now(p, FILE_, "TEAM_IDS=1,2\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-name TEAM_ID\n");
}

static void
unreadable_lines_become_notes(void **state)
{
	struct probe *p;

	assert_string_equal(items_of(state, "A=1\nthis is no entry\n"),
	                    "name A .env.example:1\n");
	p = *state;
	assert_string_equal(probe_notes(p, p->now[0].notes.v, p->now[0].notes.n),
	                    ".env.example:2\n");
}

static void
banner_holds_section_and_comment_above(void **state)
{
	struct probe *p;

	items_of(state, "# =====\n# Redis cache\n# =====\n\nFIRST=1\n\n# How long\n# to wait.\n"
	                "SECOND=1\nTHIRD=2\n\n# Apart.\n\nFOURTH=1\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "FIRST", "banner"), "Redis cache");
	assert_string_equal(probe_fact(&p->now[0], "SECOND", "banner"),
	                    "Redis cache How long to wait.");
	assert_string_equal(probe_fact(&p->now[0], "THIRD", "banner"),
	                    "Redis cache How long to wait.");
	assert_string_equal(probe_fact(&p->now[0], "FOURTH", "banner"), "Redis cache");
}

static void
parts_of_many_names_are_common(void **state)
{
	struct probe *p;

	items_of(state, "APP_A=\nAPP_B_URL=\nApp_C=\nAPP_D=\nMORE=\nDB_URL=\nX_URL=\nY_URL=\n"
	                "FOO_ONE=\nFOO_TWO=\nFOO_THREE=\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "MORE", "common"), "app url");
}

static void
parts_of_a_third_are_not_common(void **state)
{
	struct probe *p;

	items_of(state,
	         "FOO_A=\nFOO_B=\nFOO_C=\nFOO_D=\nAPP_A=\nAPP_B=\nAPP_C=\nAPP_D=\nAPP_E=\n"
	         "MORE=\nLESS=\nNONE=\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "MORE", "common"), "app");
}

static void
few_names_have_no_common_parts(void **state)
{
	struct probe *p;

	items_of(state, "APP_A=\nAPP_B=\nAPP_C=\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "APP_A", "common"), "");
}

/* Which of OLD_A, OLD_B and NEW_C a text calls deprecated, and where. */
static const char *
deprecated_in(void **state, const char *text)
{
	struct probe *p = *state;
	const struct bg_harvest *h = &p->now[0];
	char *out = bg_strf(p->keep, "%s", "");

	p->n = 0;
	p->target.files.n = 0;
	memset(&p->now[0], 0, sizeof(p->now[0]));
	memset(&p->was[0], 0, sizeof(p->was[0]));
	memset(&p->spec[0], 0, sizeof(p->spec[0]));
	items_of(state, text);
	for (size_t i = 0; i < h->items.n; i++)
		if (bg_item_fact(&h->items.v[i], "deprecated"))
			out = bg_strf(p->keep, "%s%s:%s ", out, h->items.v[i].id,
			              bg_item_fact(&h->items.v[i], "deprecated-line"));
	return out;
}

static void
comments_right_above_deprecate(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{"# Deprecated: use NEW_C instead.\n# OLD_A=1\n", "OLD_A:1 "},
		{"# Redis connection\n# Deprecated, will be removed in 0.4.0\nOLD_A=1\n",
	         "OLD_A:2 "},
		{"# deprecated\nOLD_A=1\nNEW_C=1\n", "OLD_A:1 "},
		{"# These are deprecated:\nOLD_A=1\nOLD_B=1\n\nNEW_C=1\n", "OLD_A:1 OLD_B:1 "},
		{"# This variable is obsolete.\nOLD_A=1\n", "OLD_A:1 "},
		{"# Legacy name of NEW_C\nOLD_A=1\nNEW_C=1\n", "OLD_A:1 "},
		{"# Renamed to NEW_C in 0.2\nOLD_A=1\n\nNEW_C=1\n", "OLD_A:1 "},
		{"# Session lifetime (deprecated, see NEW_C)\nOLD_A=1\nNEW_C=2\n", "OLD_A:1 "},
		{"# It will be removed in a later release.\nOLD_A=1\n", "OLD_A:1 "},
		{"# Take note: it is no longer necessary to set this value, and it will be\n"
	         "# removed in future versions.\nOLD_A=1\n",
	         "OLD_A:1 "},
		{"# Deprecated: read from NEW_C instead\nOLD_A=1\nNEW_C=1\n", "OLD_A:1 "},
		{"# Deprecated variables, use NEW_C\nOLD_A=1\nNEW_C=1\n", "OLD_A:1 "},
		{"# **DEPRECATED** since 0.3\nOLD_A=1\n", "OLD_A:1 "},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_string_equal(deprecated_in(state, row[i].text), row[i].want);
}

static void
inline_comments_deprecate(void **state)
{
	assert_string_equal(deprecated_in(state, "OLD_A=1 # deprecated, use NEW_C\nNEW_C=2\n"),
	                    "OLD_A:1 ");
	assert_string_equal(
		deprecated_in(state, "NEW_C=1 # replaces deprecated OLD_A\n\n# OLD_A=\n"),
		"OLD_A:1 ");
	assert_string_equal(deprecated_in(state, "# OLD_A=1 # obsolete\n"), "OLD_A:1 ");
}

static void
prose_deprecates_what_it_names(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{"# OLD_A is deprecated, use NEW_C.\nNEW_C=1\n\n# OLD_A=1\n", "OLD_A:1 "},
		{"# OLD_A got moved to other/.env.example\n\nNEW_C=1\n# OLD_A=1\n", "OLD_A:1 "},
		{"# OLD_A and OLD_B are deprecated\n\nOLD_A=1\nOLD_B=1\nNEW_C=1\n",
	         "OLD_A:1 OLD_B:1 "},
		{"# Use NEW_C instead of the deprecated OLD_A.\nNEW_C=1\n\nOLD_A=1\n",
	         "OLD_A:1 "},
		{"# OLD_* will be removed.\n\nOLD_A=1\nOLD_B=1\nNEW_C=1\n", "OLD_A:1 OLD_B:1 "},
		{"# Use NEW_C, support for OLD_A will be removed in 1.0.\nNEW_C=1\nOLD_A=1\n",
	         "OLD_A:1 "},
		{"# Prefer NEW_C.\n# `OLD_A` was renamed to `NEW_C`.\nNEW_C=1\nOLD_A=1\n",
	         "OLD_A:2 "},
		{"# NEW_C was renamed from OLD_A.\nNEW_C=1\nOLD_A=1\n", "OLD_A:1 "},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_string_equal(deprecated_in(state, row[i].text), row[i].want);
}

static void
other_talk_deprecates_nothing(void **state)
{
	static const char *const text[] = {
		"# Vars were renamed\n# from OLD_LIBRARY_* - update legacy deployments.\nNEW_C=1\n",
		"# Vars were renamed from PRIVATE_REPO_*.\nNEW_C=1\n",
		"# Renamed from the old scheme.\nNEW_C=1\n",
		"# GONE_X is deprecated, use NEW_C\nNEW_C=1\n",
		"# Deprecated: nothing below\n\nNEW_C=1\n",
		"# Deprecated: nothing below\n#\nNEW_C=1\n",
		"# Files older than this will be removed.\nNEW_C=1\n",
		"# Log deprecation warnings to this channel\nNEW_C=1\n",
		"# Show deprecated features in the menu\nNEW_C=1\n",
		"# NEW_C is no longer deprecated.\nNEW_C=1\n",
		"# The upstream API is deprecated\nNEW_C=1\n",
		"# Content of NEW_C files is moved to the archive.\nNEW_C=1\n",
		"# Number of files to be removed\nNEW_C=1\n",
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		assert_string_equal(deprecated_in(state, text[i]), "");
}

static void
notice_is_kept_as_one_line(void **state)
{
	struct probe *p;

	items_of(state, "# Bot token.\n# Deprecated since 0.3\n# in favour of NEW.\nOLD=1\n");
	p = *state;
	assert_string_equal(probe_fact(&p->now[0], "OLD", "deprecated"),
	                    "Deprecated since 0.3 in favour of NEW.");
	assert_string_equal(probe_fact(&p->now[0], "OLD", "deprecated-line"), "2");
}

static void
sample_dropped_from_a_family_is_no_change(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "T_T01234ABCD=x\nT_T05678EFGH=y\n");
	probe_now(p, FILE_, "T_T01234ABCD=x\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_string_equal(probe_items(p, &p->now[0]), "family T_* .env.example:1\n");
}

static void
family_is_decided_over_both_sides(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "T_T01234ABCD=x\n");
	probe_now(p, FILE_, "# T_T05678EFGH=y\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
family_gone_is_one_removal(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "T_T01234ABCD=x\nT_T05678EFGH=y\nA=1\n");
	probe_now(p, FILE_, "A=1\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-family T_*\n");
}

static void
placeholders_make_families(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_,
	          "# set TOKEN_<team_id> per team.\nTOKEN_ONE=1\nSLACK_A_TOKEN=1\n"
	          "# SLACK_<TEAM>_TOKEN=x\nKEY_{NAME}=1\n");
	probe_now(p, FILE_, "TOKEN_TWO=1\nTOKEN_A_B=1\nSLACK_B_TOKEN=1\n# see KEY_<n>\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "+name TOKEN_A_B\n");
	assert_string_equal(probe_items(p, &p->was[0]), "family KEY_* .env.example:5\n"
	                                                "family SLACK_*_TOKEN .env.example:3\n"
	                                                "family TOKEN_* .env.example:2\n");
	assert_int_equal(p->was[0].notes.n, 0);
}

static void
placeholder_dropped_with_its_last_sample_is_a_removal(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "# TOKEN_<team_id>\nA=1\n");
	probe_now(p, FILE_, "A=1\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-family TOKEN_*\n");
}

static void
likeness_is_no_family(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_,
	          "TEAM_ID=\nTEAM_IDS=\nDB_HOST=\nDB_PORT=\nA_ABCDEFGH=\nA_IJKLMNOP=\n"
	          "B_A1=\nB_A2=\nC_T01234ABCD=\n# value ${X_Y} or a <Z_1>\n"
	          "D=http://HOST_<x>\n");
	probe_now(p, FILE_, "C_T01234ABCD=\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->was[0]),
	                    "name A_ABCDEFGH .env.example:5\nname A_IJKLMNOP .env.example:6\n"
	                    "name B_A1 .env.example:7\nname B_A2 .env.example:8\n"
	                    "name C_T01234ABCD .env.example:9\nname D .env.example:11\n"
	                    "name DB_HOST .env.example:3\nname DB_PORT .env.example:4\n"
	                    "name TEAM_ID .env.example:1\nname TEAM_IDS .env.example:2\n");
}

static void
family_is_deprecated_when_all_of_it_is(void **state)
{
	struct probe *p = start(state);

	probe_was(p, FILE_, "# deprecated\nT_T01234ABCD=x\nT_T05678EFGH=y\n");
	probe_now(p, FILE_, "# Both are deprecated\n# T_T01234ABCD=x\nT_T05678EFGH=y\n");
	probe_run(p);
	assert_string_equal(probe_fact(&p->was[0], "T_*", "deprecated"), "");
	assert_string_equal(probe_fact(&p->now[0], "T_*", "deprecated"), "Both are deprecated");
	assert_string_equal(probe_fact(&p->now[0], "T_*", "form"), "active");
}

static void
absent_side_leaves_everything_added(void **state)
{
	struct probe *p = start(state);

	p->no_base = true;
	probe_now(p, FILE_, "A=1\n# T_<x>\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "+family T_*\n+name A\n");
	assert_false(p->was[0].present);
}

static void
names_of_several_files_are_one_surface(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_FILES, "**/.env.sample");
	probe_now(p, FILE_, "# A=1\nB=1\n");
	probe_now(p, "x/.env.sample", "A=1\nC=1\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "name A x/.env.sample:1\n"
	                                                "name B .env.example:2\n"
	                                                "name C x/.env.sample:2\n");
}

static void
items_are_limited(void **state)
{
	struct probe *p = start(state);

	probe_now(p, FILE_, "A=1\nB=1\nC=1\n");
	p->limits.v[BG_LIMIT_ITEMS] = 2;
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(active_and_commented_names_are_items),
		probe_test(name_is_one_item_however_often_it_stands),
		probe_test(prose_and_shell_examples_are_no_items),
		probe_test(bom_crlf_and_a_missing_newline_do_no_harm),
		probe_test(file_without_names_has_no_items),
		probe_test(moved_and_reformatted_names_are_no_change),
		probe_test(prefix_of_a_name_is_another_name),
		probe_test(unreadable_lines_become_notes),
		probe_test(banner_holds_section_and_comment_above),
		probe_test(parts_of_many_names_are_common),
		probe_test(parts_of_a_third_are_not_common),
		probe_test(few_names_have_no_common_parts),
		probe_test(comments_right_above_deprecate),
		probe_test(inline_comments_deprecate),
		probe_test(prose_deprecates_what_it_names),
		probe_test(other_talk_deprecates_nothing),
		probe_test(notice_is_kept_as_one_line),
		probe_test(sample_dropped_from_a_family_is_no_change),
		probe_test(family_is_decided_over_both_sides),
		probe_test(family_gone_is_one_removal),
		probe_test(placeholders_make_families),
		probe_test(placeholder_dropped_with_its_last_sample_is_a_removal),
		probe_test(likeness_is_no_family),
		probe_test(family_is_deprecated_when_all_of_it_is),
		probe_test(absent_side_leaves_everything_added),
		probe_test(names_of_several_files_are_one_surface),
		probe_test(items_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
