/* SPDX-License-Identifier: MIT */
/* "bumpgate completion SHELL" prints what makes a shell complete this program. */
#include "completion.h"

#include <string.h>

extern const char bg_embed_completion_bash[], bg_embed_completion_zsh[],
	bg_embed_completion_fish[];

struct script {
	const char *shell, *text; /* the tables stand where the text has MARK */
	void (*tables)(struct bg_print *p);
};

static const char MARK[] = "# @TABLES@\n";

static const struct script scripts[] = {
	{"bash", bg_embed_completion_bash, bg_completion_bash},
	{"zsh", bg_embed_completion_zsh, bg_completion_zsh},
	{"fish", bg_embed_completion_fish, bg_completion_fish},
};
enum { NSCRIPTS = sizeof(scripts) / sizeof(*scripts) };

static const struct script *
find_script(const char *shell, struct bg_err *err)
{
	const char *names[NSCRIPTS], *near;

	for (size_t i = 0; i < NSCRIPTS; i++) {
		names[i] = scripts[i].shell;
		if (strcmp(names[i], shell) == 0)
			return &scripts[i];
	}
	bg_refuse(err, "there are no completions for '%s'", shell);
	near = bg_nearest(shell, names, NSCRIPTS);
	if (near)
		bg_advise(err, "did you mean 'bumpgate completion %s'?", near);
	bg_advise(err, "there are some for bash, zsh and fish");
	return NULL;
}

static bool
write_script(struct bg_sink *out, const struct bg_style *style, const struct script *script)
{
	struct bg_print p = {out, style, false};
	const char *mark = strstr(script->text, MARK);

	if (out->write(out->data, script->text, (size_t)(mark - script->text)) != 0)
		return false;
	script->tables(&p);
	bg_print_text(&p, mark + sizeof(MARK) - 1);
	return !p.failed;
}

int
bg_cmd_completion(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;
	const struct script *script = NULL;

	if (cli->err.code == BG_OK && o->narg != 1) {
		bg_refuse(&cli->err, "'completion' takes one shell");
		bg_advise(&cli->err, "for example 'bumpgate completion bash'");
	}
	if (cli->err.code == BG_OK)
		script = find_script(o->arg[0], &cli->err);
	if (!script)
		return bg_complain(cli->io, &cli->err);
	return write_script(cli->io->out, &cli->style, script) ? BG_EXIT_PASS
	                                                       : BG_EXIT_UNJUDGED;
}
