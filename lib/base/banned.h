/* SPDX-License-Identifier: MIT */
/* Functions that this project does not call; force-included by the Makefile. */
#ifndef BG_BASE_BANNED_H
#define BG_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BG_BANNED(name) sorry_##name##_is_a_banned_function

#undef strcpy
#define strcpy(a, b) BG_BANNED(strcpy)
#undef strncpy
#define strncpy(a, b, n) BG_BANNED(strncpy)
#undef strcat
#define strcat(a, b) BG_BANNED(strcat)
#undef strncat
#define strncat(a, b, n) BG_BANNED(strncat)
#undef sprintf
#define sprintf(...) BG_BANNED(sprintf)
#undef vsprintf
#define vsprintf(a, b, c) BG_BANNED(vsprintf)
#undef strtok
#define strtok(a, b) BG_BANNED(strtok)
#undef atoi
#define atoi(a) BG_BANNED(atoi)
#undef atol
#define atol(a) BG_BANNED(atol)
#undef gmtime
#define gmtime(a) BG_BANNED(gmtime)
#undef localtime
#define localtime(a) BG_BANNED(localtime)
#undef ctime
#define ctime(a) BG_BANNED(ctime)
#undef asctime
#define asctime(a) BG_BANNED(asctime)

#endif
