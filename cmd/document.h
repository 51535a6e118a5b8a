/* SPDX-License-Identifier: MIT */
/* What check, diff and surface share: a request, a report, its outputs. */
#ifndef BG_CMD_DOCUMENT_H
#define BG_CMD_DOCUMENT_H

#include "cmd.h"

typedef int bg_document_fn(struct bg_run *run, const struct bg_request *req,
                           struct bg_report *out, struct bg_err *err);

/*
 * Carries out a command that ends in a report: makes the request, calls, writes the
 * report in all formats asked for and says what went wrong. The exit status.
 */
int bg_document_run(struct bg_cli *cli, enum bg_document type, bg_document_fn *call);

/* Fills a request from the options and the environment. */
void bg_document_request(const struct bg_cli *cli, struct bg_request *req);
/* Reads the command's argument into req; base is a buffer of n bytes. 0, or -1 with *err. */
int bg_document_revisions(const struct bg_cli *cli, struct bg_request *req, char *base,
                          size_t n, struct bg_err *err);

/* Splits "BASE..TARGET"; base is a buffer of n bytes. 0, or -1 with *err. */
int bg_range_split(struct bg_request *req, const char *range, char *base, size_t n,
                   struct bg_err *err);

/* Writes the report wherever the options say. 0, or -1 when an output failed. */
int bg_outputs_write(const struct bg_cli *cli, const struct bg_report *report,
                     struct bg_err *err);
/* Whether the formats exist and can show the document, and only one is for stdout. */
int bg_outputs_check(const struct bg_cli *cli, enum bg_document type, struct bg_err *err);
/* The format of standard output; NULL when none was asked for. */
const char *bg_outputs_stdout(const struct bg_options *options);

#endif
