# SPDX-License-Identifier: MIT
"""Builds the parsers of a project's Django commands with argparse, and compares.

usage: flags.py PROJECT ITEMS

ITEMS holds lines "KIND<tab>ID<tab>NAME=VALUE<tab>..." of what was read without running
anything, "unread<tab>ID" among them. Every option string and positional that argparse has
must be there with the same meaning, and nothing else. Prints what differs and exits 1, or
counts what agrees.
"""
import argparse
import enum
import importlib
import pathlib
import sys
import types

# What Django gives to every command.
OWN = "--version -v --verbosity --settings --pythonpath --traceback"
ACTIONS = {
    argparse._StoreAction: "store",
    argparse._StoreTrueAction: "store_true",
    argparse._StoreFalseAction: "store_false",
    argparse._StoreConstAction: "store_const",
    argparse._AppendAction: "append",
    argparse._AppendConstAction: "append_const",
    argparse._CountAction: "count",
    argparse._ExtendAction: "extend",
}


class BaseCommand:
    """As much of Django's as builds a parser."""

    def create_parser(self, prog, name, **keywords):
        parser = CommandParser(prog=f"{prog} {name}", add_help=False, **keywords)
        for option in OWN.split():
            parser.add_argument(option, dest="own" + option, help=argparse.SUPPRESS)
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser):
        pass


class CommandParser(argparse.ArgumentParser):
    pass


class CommandError(Exception):
    pass


class Settings:
    DEBUG = True

    def __getattr__(self, name):
        return f"<{name}>"


def install():
    for name in ("django", "django.conf", "django.core", "django.core.management", "django.core.management.base"):
        sys.modules[name] = types.ModuleType(name)
    base = sys.modules["django.core.management.base"]
    base.BaseCommand = BaseCommand
    base.LabelCommand = BaseCommand
    base.CommandParser = CommandParser
    base.CommandError = CommandError
    sys.modules["django.conf"].settings = Settings()


def spell(value):
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, str):
        return value if value and not set(value) & {" ", "|"} else f"'{value}'"
    return repr(value)


def type_name(value):
    name = getattr(value, "__name__", None)
    return "lambda" if name == "<lambda>" else name


def facts(parser, action, string):
    off = isinstance(action, argparse.BooleanOptionalAction)
    out = {
        "dest": action.dest,
        "default": repr(action.default) if not isinstance(action.default, str) else f"'{action.default}'",
        "action": "store_true" if off else ACTIONS.get(type(action), type(action).__name__),
    }
    if off and string.startswith("--no-"):
        out["action"] = "store_false"
    if action.required and string:
        out["required"] = "yes"
    if action.nargs is not None and action.nargs != 0:
        out["nargs"] = str(action.nargs)
    if action.choices is not None:
        out["choices"] = "|".join(sorted(spell(each) for each in action.choices))
    if action.type not in (None, str):
        out["type"] = type_name(action.type)
    if out["action"] in ("store_const", "append_const", "store") and action.const is not None:
        out["const"] = spell(action.const) if not isinstance(action.const, str) else f"'{action.const}'"
    for group in parser._mutually_exclusive_groups:
        if action in group._group_actions:
            out["group"] = group
    return out


def walk(parser, id, out):
    asks = any(isinstance(each, argparse._SubParsersAction) and each.required for each in parser._actions)
    out[("command", id)] = {"subcommand": "required"} if asks else {}
    position = 0
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                alias = next((k for k, v in action.choices.items() if v is sub), name)
                if alias == name:
                    walk(sub, f"{id} {name}", out)
                else:
                    out[("command", f"{id} {name}")] = {}
            continue
        if action.dest.startswith("own-") or isinstance(action, argparse._HelpAction):
            continue
        if not action.option_strings:
            position += 1
            out[("positional", f"{id} {action.dest}")] = dict(facts(parser, action, ""), position=str(position))
        for string in action.option_strings:
            out[("option", f"{id} {string}")] = facts(parser, action, string)


def build(root):
    out = {}
    for path in sorted(root.glob("*/management/commands/*.py")):
        if path.stem.startswith("_"):
            continue
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        walk(importlib.import_module(name).Command().create_parser("manage.py", path.stem), path.stem, out)
    return out


def read(path):
    items, unread = {}, set()
    for line in pathlib.Path(path).read_text().splitlines():
        kind, id, *pairs = line.split("\t")
        if kind == "unread":
            unread.add(id)
        else:
            items[(kind, id)] = dict(pair.split("=", 1) for pair in pairs)
    return items, unread


def compare(key, real, mine, unread):
    """mine is empty for an alias, whose argument is told by another string."""
    wrong = []
    if "dest" not in mine and key[0] != "command":
        return wrong
    real.pop("group", None)
    for name in sorted(set(real) | set(mine) - {"excludes", "group", "conditional"}):
        if mine.get(name) == "computed" or name not in mine and key[1] in unread:
            continue
        if real.get(name) != mine.get(name):
            wrong.append(f"{key[1]}: {name} is {real.get(name)}, not {mine.get(name)}")
    return wrong


def groups(real):
    """Pairs of strings of different arguments that exclude each other."""
    by = {}
    for (kind, id), found in real.items():
        if found and found.get("group") is not None:
            by.setdefault(id.rsplit(" ", 1)[0], {}).setdefault(id, found["group"])
    return by


def exclusions(real, items):
    wrong = []
    for (kind, id), mine in items.items():
        if "excludes" in mine and real.get((kind, id)):
            owner = id.rsplit(" ", 1)[0]
            for other in mine["excludes"].split("|"):
                twin = real.get(("option", f"{owner} {other}")) or {}
                if twin.get("group") is None or twin["group"] is not real[(kind, id)].get("group"):
                    wrong.append(f"{id}: does not exclude {other}")
        if kind == "option" and "group" in mine and not real[(kind, id)]["group"].required:
            wrong.append(f"{id}: its group is not required")
    for owner, members in groups(real).items():
        seen = {}
        for id, group in members.items():
            seen.setdefault(group, []).append(id)
        for group, ids in seen.items():
            told = [id for id in ids if "group" in items.get(("option", id), {})]
            if group.required and len(told) != 1:
                wrong.append(f"{owner}: a required group is told {len(told)} times")
    return wrong


def main():
    root = pathlib.Path(sys.argv[1])
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True
    install()
    items, unread = read(sys.argv[2])
    real = build(root)
    wrong = exclusions(real, items)
    for key, found in real.items():
        if key not in items:
            if not any(key[1] == id or key[1].startswith(id + " ") for id in unread):
                wrong.append(f"{key[1]}: a {key[0]} that was not read")
        elif found:
            wrong += compare(key, dict(found), items[key], unread)
    for key, mine in items.items():
        if key not in real and "conditional" not in mine:
            wrong.append(f"{key[1]}: no {key[0]} of argparse")
    for line in wrong:
        print(line)
    commands = sum(1 for kind, id in real if kind == "command" and " " not in id)
    print(f"{commands} commands, {sum(key in items for key in real)} of {len(real)} items, {len(wrong)} differ")
    sys.exit(bool(wrong))


main()
