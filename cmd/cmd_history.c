/* SPDX-License-Identifier: MIT */
/* "bumpgate history" judges every release of the repository. */
#include "document.h"

int
bg_cmd_history(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_HISTORY, bg_history);
}
