/* SPDX-License-Identifier: MIT */
/* Which operations destroy data, or take away what code of the release before relies on. */
#include "extract/migrations.h"
#include "python/ask.h"
#include "python/fold.h"

/* What is known of a field, by the last operation that wrote it down. */
struct migrated_field {
	const char *type; /* "CharField"; NULL: not known */
	int null;         /* 1, 0, or -1: not known */
	int64_t length;   /* max_length; -1: none, or not known */
};

/* Types that take in what others hold: those of one group, from a rank upwards. */
static const struct {
	const char *type;
	int group, rank;
} types[] = {
	{"SmallIntegerField", 1, 1}, {"PositiveSmallIntegerField", 1, 1},
	{"IntegerField", 1, 2},      {"PositiveIntegerField", 1, 2},
	{"BigIntegerField", 1, 3},   {"PositiveBigIntegerField", 1, 3},
	{"SmallAutoField", 2, 1},    {"AutoField", 2, 2},
	{"BigAutoField", 2, 3},      {"CharField", 3, 1},
	{"EmailField", 3, 1},        {"SlugField", 3, 1},
	{"URLField", 3, 1},          {"FilePathField", 3, 1},
	{"FileField", 3, 1},         {"ImageField", 3, 1},
	{"TextField", 3, 2},         {"NullBooleanField", 4, 1},
	{"BooleanField", 4, 1},      {"ForeignKey", 5, 1},
	{"OneToOneField", 5, 1},     {"DateField", 6, 1},
	{"DateTimeField", 6, 2},
};

static size_t
find_type(const char *type)
{
	size_t i = 0;

	while (i < sizeof(types) / sizeof(*types) && strcmp(types[i].type, type) != 0)
		i++;
	return i;
}

/* Whether every value of the one type can be held by the other, lengths left out. */
static bool
takes_in(const char *to, const char *from)
{
	size_t a = find_type(from), b = find_type(to), n = sizeof(types) / sizeof(*types);

	if (strcmp(from, to) == 0)
		return true;
	return a < n && b < n && types[a].group == types[b].group &&
	       types[b].rank >= types[a].rank;
}

/* ---- fields ------------------------------------------------------------------------- */

static int
read_null(const struct bg_py_node *call)
{
	const struct bg_py_node *e = bg_py_argument(call, "null");

	for (uint32_t i = 0; i < call->call.keywords->n; i++)
		if (!call->call.keywords->v[i]->keyword.name)
			return -1; /* **options */
	if (!e)
		return 0;
	if (e->type != BG_PY_CONSTANT)
		return -1;
	return e->op == BG_PY_TRUE ? 1 : e->op == BG_PY_FALSE ? 0 : -1;
}

static int
read_field(struct bg_migrating *m, const struct bg_py_node *e, struct migrated_field *out)
{
	const struct bg_py_where where = {m->unit, m->cls, NULL};
	const struct bg_py_node *length;
	const struct bg_py_value *value;
	const char *dotted, *dot;

	*out = (struct migrated_field){.null = -1, .length = -1};
	if (!e || e->type != BG_PY_CALL)
		return 0;
	dotted = bg_py_dotted(m->x->scratch, e->call.func);
	if (!dotted)
		return 0;
	dot = strrchr(dotted, '.');
	out->type = bg_strdup(m->x->keep, dot ? dot + 1 : dotted);
	out->null = read_null(e);
	length = bg_py_argument(e, "max_length");
	if (!length)
		return 0;
	if (bg_py_fold(m->project, &where, length, &value, m->err))
		return -1;
	if (value->kind == BG_PYV_INT && value->fits)
		out->length = value->number;
	return 0;
}

/* The slot of "model.field", which is what stands behind the operation's word. */
static void **
field_slot(struct bg_migrating *m, const char *text)
{
	const char *space = strchr(text, ' ');

	return bg_py_table_at(m->fields, space ? space + 1 : text);
}

static void
keep_field(struct bg_migrating *m, void **slot, const struct migrated_field *field)
{
	struct migrated_field *kept = bg_alloc(m->x->scratch, sizeof(*kept));

	*kept = *field;
	*slot = kept;
}

/* fields=[("id", models.AutoField(…)), …] of a CreateModel. */
static int
keep_fields(struct bg_migrating *m, const struct bg_py_node *call, const char *text)
{
	const struct bg_py_node *list = bg_operation_argument(call, 1, "fields"), *pair;
	const char *space = strchr(text, ' '), *name;
	struct migrated_field field;

	if (!list || !space || (list->type != BG_PY_LIST && list->type != BG_PY_TUPLE))
		return 0;
	for (uint32_t i = 0; i < list->items.v->n; i++) {
		pair = list->items.v->v[i];
		if (pair->type != BG_PY_TUPLE || pair->items.v->n != 2)
			continue;
		if (bg_operation_word(m, pair->items.v->v[0], &name) ||
		    read_field(m, pair->items.v->v[1], &field))
			return -1;
		if (!name)
			continue;
		char *key = bg_strf(m->x->scratch, "%s.%s", space + 1, name);

		for (char *p = key; *p; p++)
			*p = bg_lower(*p);
		keep_field(m, bg_py_table_at(m->fields, key), &field);
	}
	return 0;
}

/* ---- operations -------------------------------------------------------------------------- */

static const char *
compare_fields(struct bg_arena *arena, const char *text, const struct migrated_field *was,
               const struct migrated_field *now)
{
	if (!was || !was->type || !now->type)
		return NULL;
	if (!takes_in(now->type, was->type))
		return bg_strf(arena, "%s (%s to %s)", text, was->type, now->type);
	if (was->null == 1 && now->null == 0)
		return bg_strf(arena, "%s (no longer null)", text);
	if (was->length > now->length && now->length >= 0)
		return bg_strf(arena, "%s (max_length %lld to %lld)", text,
		               (long long)was->length, (long long)now->length);
	return NULL;
}

static int
write_field(struct bg_migrating *m, const struct bg_py_node *call, const char *text,
            const char **harm)
{
	struct migrated_field field;
	void **slot;

	if (read_field(m, bg_operation_argument(call, 2, "field"), &field))
		return -1;
	slot = field_slot(m, text);
	if (bg_starts(text, "Alter"))
		*harm = compare_fields(m->x->keep, text, *slot, &field);
	keep_field(m, slot, &field);
	return 0;
}

/* "RenameField paper.url to link" */
static int
rename_something(struct bg_migrating *m, const struct bg_py_node *call, const char *text,
                 const char **harm)
{
	bool field = bg_starts(text, "RenameField");
	const char *now;

	if (bg_operation_word(m, bg_operation_argument(call, field ? 2 : 1, "new_name"), &now))
		return -1;
	*harm = bg_strf(m->x->keep, "%s to %s", text, now ? now : "?");
	return 0;
}

/* The texts of "…", ["…", ("…", params)] one behind the other; unsure: not all are known. */
static void
join_sql(struct bg_buf *buf, const struct bg_py_value *value, bool *unsure)
{
	if (value->kind == BG_PYV_STR) {
		bg_buf_add(buf, value->text, value->n);
		bg_buf_puts(buf, "\n;\n");
		return;
	}
	if (value->kind != BG_PYV_LIST && value->kind != BG_PYV_TUPLE) {
		*unsure = true;
		return;
	}
	*unsure = *unsure || value->open;
	for (size_t i = 0; i < value->nv; i++) {
		const struct bg_py_value *one = value->v[i];

		if (one->kind == BG_PYV_TUPLE && one->nv == 2)
			one = one->v[0];
		if (one->kind == BG_PYV_STR)
			join_sql(buf, one, unsure);
		else
			*unsure = true;
	}
}

static int
run_sql(struct bg_migrating *m, const struct bg_py_node *call, const char **harm)
{
	const struct bg_py_where where = {m->unit, m->cls, NULL};
	const struct bg_py_node *sql = bg_operation_argument(call, 0, "sql");
	struct bg_buf buf = {.arena = m->x->scratch};
	const struct bg_py_value *value;
	const char *found;
	bool unsure = !sql;

	if (sql && sql->type == BG_PY_ATTRIBUTE && strcmp(sql->attribute.attr, "noop") == 0)
		return 0;
	if (sql) {
		if (bg_py_fold(m->project, &where, sql, &value, m->err))
			return -1;
		join_sql(&buf, value, &unsure);
	}
	found = bg_sql_harm(m->x->keep, bg_buf_str(&buf), buf.n);
	if (found)
		*harm = bg_strf(m->x->keep, "RunSQL with %s", found);
	if (unsure && !m->out->unsure) {
		m->out->unsure = "the SQL of an operation is computed";
		m->out->unsure_line = call->line;
	}
	return 0;
}

int
bg_operation_harm(struct bg_migrating *m, const struct bg_py_node *call, const char *leaf,
                  const char *text, const char **harm)
{
	const struct bg_py_node *table;

	*harm = NULL;
	if (strcmp(leaf, "CreateModel") == 0)
		return keep_fields(m, call, text);
	if (strcmp(leaf, "AddField") == 0 || strcmp(leaf, "AlterField") == 0)
		return write_field(m, call, text, harm);
	if (strcmp(leaf, "RenameField") == 0 || strcmp(leaf, "RenameModel") == 0)
		return rename_something(m, call, text, harm);
	if (strcmp(leaf, "RunSQL") == 0)
		return run_sql(m, call, harm);
	if (strcmp(leaf, "RemoveField") == 0)
		*field_slot(m, text) = NULL;
	if (strcmp(leaf, "RemoveField") == 0 || strcmp(leaf, "DeleteModel") == 0)
		*harm = text;
	table = strcmp(leaf, "AlterModelTable") == 0 ? bg_operation_argument(call, 1, "table")
	                                             : NULL;
	/* None is the name that Django would choose: mostly a correction of the state. */
	if (table && !(table->type == BG_PY_CONSTANT && table->op == BG_PY_NONE))
		*harm = text;
	return 0;
}
