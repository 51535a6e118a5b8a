/* SPDX-License-Identifier: MIT */
/* Staging fixture directories. */
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST 1024

static bool
is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* ---- finding ------------------------------------------------------------------- */

static void
find_below(struct bg_arena *arena, const char *dir, unsigned depth, struct bg_strings *out)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	char path[LONGEST];

	if (!d)
		return;
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		if (!is_dir(path))
			continue;
		if (depth)
			find_below(arena, path, depth - 1, out);
		else
			bg_strings_add(arena, out, bg_strdup(arena, path));
	}
	closedir(d);
}

void
fixture_find(struct bg_arena *arena, struct bg_strings *out)
{
	find_below(arena, "fixtures/rules", 1, out);
	find_below(arena, "fixtures/history", 0, out);
	bg_strings_sort(out);
}

void
fixture_find_reports(struct bg_arena *arena, struct bg_strings *out)
{
	find_below(arena, "fixtures/reports", 0, out);
	bg_strings_sort(out);
}

/* ---- copying -------------------------------------------------------------------- */

static void
copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char bytes[4096];
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, out), n);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

void
fixture_copy(const char *from, const char *to)
{
	DIR *d = opendir(from);
	struct dirent *e;
	char a[LONGEST], b[LONGEST];

	assert_non_null(d);
	assert_true(mkdir(to, 0777) == 0 || errno == EEXIST);
	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(a, sizeof(a), "%s/%s", from, e->d_name);
		snprintf(b, sizeof(b), "%s/%s", to, e->d_name);
		if (is_dir(a))
			fixture_copy(a, b);
		else
			copy_file(a, b);
	}
	closedir(d);
}

/* ---- args ------------------------------------------------------------------------- */

static void
take_word(char *out, size_t n, const char *value)
{
	assert_true(strlen(value) < n);
	snprintf(out, n, "%s", value);
}

static void
read_line(const char *dir, struct fixture_args *args, char *line)
{
	char *value = strchr(line, ' ');

	if (value)
		*value++ = '\0';
	else
		value = line + strlen(line);
	if (strcmp(line, "initial") == 0)
		args->initial = true;
	else if (strcmp(line, "tags") == 0)
		assert_int_equal(sscanf(value, "%63s %63s", args->was, args->now), 2);
	else if (strcmp(line, "target") == 0)
		take_word(args->target, sizeof(args->target), value);
	else if (strcmp(line, "base") == 0)
		take_word(args->base, sizeof(args->base), value);
	else if (strcmp(line, "now") == 0)
		take_word(args->today, sizeof(args->today), value);
	else if (strcmp(line, "sha") == 0)
		take_word(args->sha, sizeof(args->sha), value);
	else if (strcmp(line, "policy") == 0)
		snprintf(args->policy, sizeof(args->policy), "%s/%s", dir, value);
	else if (*line)
		fail_msg("%s/args: unknown line '%s'", dir, line);
}

static void
read_args(const char *dir, struct fixture_args *args)
{
	char path[LONGEST], line[LONGEST];
	FILE *in;

	memset(args, 0, sizeof(*args));
	take_word(args->was, sizeof(args->was), "v1.0.0");
	take_word(args->now, sizeof(args->now), "v1.1.0");
	snprintf(path, sizeof(path), "%s/args", dir);
	in = fopen(path, "r");
	if (!in)
		return;
	while (fgets(line, sizeof(line), in)) {
		line[strcspn(line, "\n")] = '\0';
		read_line(dir, args, line);
	}
	fclose(in);
}

/* A rule fixture: its two directories take the tags' names. */
static void
stage_pair(const char *dir, struct fixture_args *args, const char *stage)
{
	char from[LONGEST], to[LONGEST];

	snprintf(from, sizeof(from), "%s/was", dir);
	snprintf(to, sizeof(to), "%s/%s", stage, args->was);
	if (is_dir(from))
		fixture_copy(from, to);
	else
		assert_int_equal(mkdir(to, 0777), 0);
	snprintf(from, sizeof(from), "%s/now", dir);
	snprintf(to, sizeof(to), "%s/%s", stage, args->now);
	if (is_dir(from))
		fixture_copy(from, to);
	else
		assert_int_equal(mkdir(to, 0777), 0);
	if (!*args->target)
		take_word(args->target, sizeof(args->target), args->now);
}

void
fixture_stage(const char *dir, struct fixture_args *args, char *out, size_t n)
{
	char now[LONGEST], to[LONGEST], from[LONGEST];

	read_args(dir, args);
	snprintf(out, n, "%s/bumpgate-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(out));
	snprintf(now, sizeof(now), "%s/now", dir);
	snprintf(to, sizeof(to), "%s/was", dir);
	if (is_dir(now) || is_dir(to)) {
		stage_pair(dir, args, out);
		snprintf(from, sizeof(from), "%s/.tags", dir);
		snprintf(to, sizeof(to), "%s/.tags", out);
		if (is_file(from))
			copy_file(from, to);
		return;
	}
	fixture_copy(dir, out);
	snprintf(to, sizeof(to), "%s/expect.json", out);
	unlink(to);
	snprintf(to, sizeof(to), "%s/args", out);
	unlink(to);
}

static const char *
given(const char *s)
{
	return *s ? s : NULL;
}

void
fixture_request(struct bg_request *req, const struct fixture_args *args)
{
	req->target = given(args->target);
	req->base = given(args->base);
	req->now = given(args->today);
	req->sha = given(args->sha);
	req->policy = given(args->policy);
	req->initial = args->initial;
}

/* ---- facts -------------------------------------------------------------------------- */

int
fixture_write_facts(const char *path, json_t *facts)
{
	json_t *findings = json_incref(json_object_get(facts, "findings")), *one;
	FILE *out = fopen(path, "w");
	size_t i, n = json_array_size(findings);
	char *head, *text;

	if (!out)
		return -1;
	json_object_del(facts, "findings");
	head = json_dumps(facts, 0);
	head[strlen(head) - 1] = '\0';
	fprintf(out, "%s", head);
	free(head);
	if (findings)
		fprintf(out, ",\n \"findings\": [");
	json_array_foreach(findings, i, one)
	{
		text = json_dumps(one, 0);
		fprintf(out, "%s\n  %s", i ? "," : "", text);
		free(text);
	}
	fprintf(out, "%s}\n", !findings ? "" : n ? "\n ]" : "]");
	json_decref(findings);
	return fclose(out);
}

void
fixture_keep_report(const char *dir, const char *json)
{
	const char *o = getenv("O");
	char path[LONGEST];
	FILE *out;

	if (!o)
		return;
	snprintf(path, sizeof(path), "%s/reports", o);
	mkdir(path, 0777);
	snprintf(path + strlen(path), sizeof(path) - strlen(path), "/%s.json",
	         dir + strlen("fixtures/"));
	for (char *p = path + strlen(o) + strlen("/reports/"); *p; p++)
		if (*p == '/')
			*p = '+';
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(json, out);
	fclose(out);
}
