/* SPDX-License-Identifier: MIT */
/* Functions that this project does not call; force-included by the Makefile. */
#ifndef BG_BASE_BANNED_H
#define BG_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol gmtime \
	localtime ctime asctime

#endif
