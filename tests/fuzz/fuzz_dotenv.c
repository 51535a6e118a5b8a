/* SPDX-License-Identifier: MIT */
/* .env files from any bytes: what holds for every line. */
#include "parse/dotenv.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz/fuzz.h"

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static bool
is_name(const char *s)
{
	if (!bg_is_alpha(*s) && *s != '_')
		return false;
	for (; *s; s++)
		if (!bg_is_alpha(*s) && !bg_is_digit(*s) && *s != '_' && *s != '.')
			return false;
	return true;
}

static void
check(const struct bg_env *env, unsigned lines)
{
	const struct bg_env_line *line;
	unsigned last = 0;

	for (size_t i = 0; i < env->nline; i++) {
		line = &env->line[i];
		demand(line->line > last && line->line <= lines);
		last = line->line;
		demand(bg_utf8_check(line->text, strlen(line->text)) == strlen(line->text));
		demand((line->type == BG_ENV_COMMENT) == !line->name);
		demand(!line->banner || (!line->name && *line->text));
		demand(!line->name || is_name(line->name));
	}
	for (size_t i = 0; i < env->nremark; i++) {
		demand(env->remark[i].loc.line >= 1 && env->remark[i].loc.line <= lines);
		demand(env->remark[i].message[0] != '\0');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_limits limits;
	struct bg_env env = {0};
	struct bg_err err = {0};
	unsigned lines = 1;

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_ITEMS] = 100;
	limits.v[BG_LIMIT_LINE] = 1000;
	for (size_t i = 0; i < n; i++)
		lines += data[i] == '\n';
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	if (bg_dotenv_parse(&env, arena, &limits, &blob, &err) < 0)
		demand(err.code == BG_ELIMIT && err.text[0] && !env.nline);
	demand(env.nline + env.nremark <= 100);
	check(&env, lines);
	bg_arena_free(arena);
	return 0;
}
