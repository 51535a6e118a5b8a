/* SPDX-License-Identifier: MIT */
/* "bumpgate diff" shows what changed. */
#include "document.h"

int
bg_cmd_diff(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_DIFF, bg_diff);
}
