/* SPDX-License-Identifier: MIT */
/* "bumpgate check" judges one release. */
#include "document.h"

int
bg_cmd_check(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_CHECK, bg_check);
}
