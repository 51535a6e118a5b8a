# SPDX-License-Identifier: MIT
"""Prints TOML texts' trees as Python's tomllib reads them, a byte order mark apart.

usage: toml_tree.py [--split] FILE…

With --split a file holds many texts, each behind a line "%%%". Each text gives a line
"==" and then one line for each node, children indented by one blank: its type, and the
text of strings and keys escaped as tests/support/nodes.h says; or one line "error".
"""
import datetime
import sys

try:
    import tomllib
except ImportError:
    sys.exit(77)


def escape(text):
    return "".join(chr(c) if 0x21 <= c <= 0x7E and c != 0x5C else "\\x%02x" % c
                   for c in text.encode("utf-8"))


def dump(value, level, out):
    pad = " " * level
    if isinstance(value, dict):
        out.append(pad + "map")
        for key, item in value.items():
            out.append("%s str %s" % (pad, escape(key)))
            dump(item, level + 1, out)
    elif isinstance(value, list):
        out.append(pad + "list")
        for item in value:
            dump(item, level + 1, out)
    elif isinstance(value, str):
        out.append("%sstr %s" % (pad, escape(value)))
    elif isinstance(value, (datetime.date, datetime.time)):
        out.append(pad + "timestamp")
    else:
        out.append(pad + {bool: "bool", int: "int", float: "float"}[type(value)])


def main(args):
    split = args[:1] == ["--split"]
    for path in args[split:]:
        with open(path, "rb") as file:
            data = file.read()
        for text in data.split(b"%%%\n")[1:] if split else [data]:
            out = []
            try:
                dump(tomllib.loads(text.decode("utf-8-sig")), 0, out)
            except (ValueError, RecursionError):
                out = ["error"]
            print("==")
            print("\n".join(out))


main(sys.argv[1:])
