# SPDX-License-Identifier: MIT
"""Disables one rule, predicate or way out of the gate at a time, and wants a test to fail for it.

mutants.py [PATTERN]: those whose name has PATTERN. Works in a copy of the checkout below
build/mutants; prints each mutant that no test catches, and how many were caught. Exit status 1
when one was not. It takes a while: not part of "make test".
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(HERE, "build", "mutants")
OUT = "build/m"

# What ends a judgement, by file: a text that stands there once, and what takes its place.
WAYS = [
    ("lib/policy/judge.c", "if (out->declares && out->declared < out->required)\n\t\treturn BG_FAIL;",
     "if (out->declares && out->declared < out->required)\n\t\treturn BG_PASS;", "fixtures"),
    ("lib/policy/judge.c", "out->findings.v[i].level == BG_ERROR)\n\t\t\treturn BG_FAIL;",
     "out->findings.v[i].level == BG_ERROR)\n\t\t\treturn BG_PASS;", "fixtures"),
    ("lib/policy/judge.c", "most = BG_PATCH;", "most = BG_NONE;", "fixtures"),
    ("lib/policy/judge.c", "out->findings.v[i].status != BG_WAIVED && ", "", "fixtures"),
    ("lib/policy/judge.c", "f->level = BG_ERROR;", "f->level = BG_INFO;", "fixtures"),
    ("lib/policy/judge.c", "f->status = BG_ALLOWED;", "f->status = BG_OPEN;", "fixtures"),
    ("lib/policy/bench.c", "if (spec && spec->tier == BG_TIER_C)\n\t\treturn BG_NONE;", "", "fixtures"),
    ("lib/policy/bench.c", "f->bump = owed(b, r->bump, surface);", "f->bump = r->bump;", "fixtures"),
    ("lib/policy/judge_waivers.c", "f->status = BG_WAIVED;", "", "fixtures"),
    ("lib/policy/judge_waivers.c", "return !f->now.path;", "return true;", "fixtures"),
    ("lib/run/compare.c", "surface[i].tier == BG_TIER_A && ", "surface[i].tier != BG_TIER_A || ",
     "fixtures"),
    ("lib/run/run.c", "judgement.verdict == BG_PASS && ", "false && ", "fixtures"),
    ("lib/diff/diff.c", "else if (order < 0 && may_hide(now, &was->items.v[i]))",
     "else if (order < 0 && false)", "fixtures"),
    ("lib/diff/diff.c", "else if (may_hide(was, &now->items.v[j]))", "else if (false)", "fixtures"),
    ("lib/extract/extract.c", "if (p->message)\n\t\tbg_harvest_unread(",
     "if (false)\n\t\tbg_harvest_unread(", "fixtures"),
    ("cmd/document.c", "case BG_FAIL:\n\t\treturn BG_EXIT_FAIL;",
     "case BG_FAIL:\n\t\treturn BG_EXIT_PASS;", "cli"),
    ("cmd/document.c", "if (cli->err.code != BG_OK)\n\t\tstatus = bg_complain(cli->io, &cli->err);",
     "if (cli->err.code != BG_OK)\n\t\tbg_complain(cli->io, &cli->err);", "cli"),
    ("cmd/cli.c", "code == BG_EUSAGE || code == BG_EPOLICY ? BG_EXIT_USAGE : BG_EXIT_UNJUDGED",
     "code == BG_EUSAGE || code == BG_EPOLICY ? BG_EXIT_PASS : BG_EXIT_UNJUDGED", "cli"),
    ("cmd/cmd_next.c", "return BG_EXIT_FAIL;", "return BG_EXIT_PASS;", "next"),
    ("lib/run/next.c", "if (!read_all(line) || ", "if (", "next"),
    ("lib/source/git_tree.c", "return fail_entry(files, arena, dir, err);\n\tentry =",
     "return 0;\n\tentry =", "git_traps"),
]


def read(path):
    with open(os.path.join(WORK, path), encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(os.path.join(WORK, path), "w", encoding="utf-8") as file:
        file.write(text)


def rules():
    """Each rule switched off by its level; its own fixtures must see it."""
    for name in sorted(os.listdir(os.path.join(WORK, "lib/policy/rules"))):
        path = "lib/policy/rules/" + name
        text = read(path)
        for row in re.finditer(r'_\(\w+, "([a-z0-9-]+)",.*?(BG_(?:ERROR|WARNING|INFO)),\n', text):
            mutant = text[:row.start(2)] + "BG_OFF" + text[row.end(2):]
            yield ("rule " + row.group(1), path, mutant,
                   ["fixtures", "fixtures/rules/%s/*" % row.group(1)], ["lib/policy/rules.c"])


def predicates():
    """Each predicate that always holds, or never."""
    for name in sorted(os.listdir(os.path.join(WORK, "lib/policy"))):
        if not re.fullmatch(r"when\w*\.c", name):
            continue
        path = "lib/policy/" + name
        text = read(path)
        for function in re.finditer(r"^bool\n(bg_when_\w+)\(.*?\)\n\{\n", text, re.M | re.S):
            for value in ("true", "false"):
                mutant = text[:function.end()] + "\treturn %s;\n" % value + text[function.end():]
                yield ("predicate %s is %s" % (function.group(1), value), path, mutant,
                       ["fixtures", None], [])


def ways():
    for n, (path, old, new, test) in enumerate(WAYS):
        text = read(path)
        if text.count(old) != 1:
            sys.exit("mutants: %s has '%s' %d times" % (path, old, text.count(old)))
        yield ("way %d: %s: %s" % (n, path, new.strip().replace("\n", " ")[:50]), path,
               text.replace(old, new), [test, None], [])


def run(command, **extra):
    return subprocess.run(command, cwd=WORK, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env={**os.environ, **extra}, check=False).returncode


def build(test, old=(), what=()):
    """With files that count as unchanged, and others that are compiled for them."""
    for path in what:
        os.utime(os.path.join(WORK, path))
    skip = [flag for path in old for flag in ("-o", path)]
    return run(["make", "-s", "O=" + OUT, "CFLAGS=-O0 -w", *skip, "%s/tests/test_%s" % (OUT, test)])


def caught(mutant):
    _, path, text, (test, only), what = mutant
    sane = read(path)
    write(path, text)
    try:
        if build(test, [path] if what else [], what) != 0:
            return None
        return run(["%s/tests/test_%s" % (OUT, test)], **({"ONLY": only} if only else {})) != 0
    finally:
        write(path, sane)
        if what:
            for other in what:
                os.utime(os.path.join(WORK, other))


def main(pattern=""):
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(HERE, WORK, ignore=shutil.ignore_patterns("build", ".git"))
    for test in sorted({way[3] for way in WAYS} | {"fixtures"}):
        if build(test) != 0 or run(["%s/tests/test_%s" % (OUT, test)]) != 0:
            sys.exit("mutants: test_%s does not pass as it is" % test)
    count = {True: 0, False: 0, None: 0}
    for mutant in [*rules(), *predicates(), *ways()]:
        if pattern not in mutant[0]:
            continue
        result = caught(mutant)
        count[result] += 1
        if not result:
            print("%s: %s" % ("not built" if result is None else "not caught", mutant[0]),
                  flush=True)
    print("%d mutants, %d caught, %d not caught, %d not built"
          % (sum(count.values()), count[True], count[False], count[None]))
    return 1 if count[False] or count[None] else 0


sys.exit(main(*sys.argv[1:]))
