/* SPDX-License-Identifier: MIT */
/* "bumpgate waivers" lists what the policy forgives. */
#include "document.h"

int
bg_cmd_waivers(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_WAIVERS, bg_waivers);
}
