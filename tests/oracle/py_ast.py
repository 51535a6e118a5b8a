# SPDX-License-Identifier: MIT
"""Prints CPython's own tree of each file as lib/python/dump.c prints ours.

usage: py_ast.py [FILE...], or the files' names line by line on stdin. For each file a line
"== NAME", then the tree, or "error" and where. Nothing is imported or run. What CPython
does not know (its version's grammar) is an error there, as it is for a reader of it.
"""
import ast
import struct
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
FIELDS = sys.version_info >= (3, 12)
OPS = (ast.boolop, ast.operator, ast.unaryop, ast.cmpop)
SKIPPED = {"ctx", "type_comment", "type_ignores", "kind"}
# Fields that this version does not have yet print as if they were empty.
LATER = {
    "FunctionDef": ["type_params"], "AsyncFunctionDef": ["type_params"],
    "ClassDef": ["type_params"], "TypeVar": ["default_value"],
    "ParamSpec": ["default_value"], "TypeVarTuple": ["default_value"],
}
LISTS = {"type_params"}


def text(data):
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return "'" + "".join(
        chr(b) if 32 <= b <= 126 and b not in (39, 92) else "\\x%02x" % b for b in data
    ) + "'"


class Dump:
    def __init__(self, source):
        self.out = []
        self.lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n") if b"\\N{" in source else None
        self.inside = False

    def named(self, node):
        """Whether a string's source has a character by name: ours does not look it up."""
        if self.lines is None or not hasattr(node, "lineno"):
            return False
        lines = self.lines[node.lineno - 1:node.end_lineno]
        if not lines:
            return False
        lines[-1] = lines[-1][:node.end_col_offset]
        lines[0] = lines[0][node.col_offset:]
        return b"\\N{" in b"\n".join(lines)

    def const(self, value, kind, node):
        if value is None or value is True or value is False:
            return str(value)
        if value is Ellipsis:
            return "Ellipsis"
        if isinstance(value, int):
            return "int " + hex(value)
        if isinstance(value, float):
            return "float %.17g" % value
        if isinstance(value, complex):
            return "imaginary %.17g" % value.imag
        if isinstance(value, bytes):
            return "bytes " + text(value)
        if self.inside or self.named(node):
            return "str named"
        return ("ustr " if kind else "str ") + text(value)

    def plain(self, name, value, node):
        if isinstance(value, OPS):
            return type(value).__name__
        if isinstance(value, list):
            return ",".join(
                type(v).__name__ if isinstance(v, OPS) else v for v in value)
        if isinstance(node, (ast.Constant, ast.MatchSingleton)) and name == "value":
            return self.const(value, getattr(node, "kind", None), node)
        if name == "conversion":
            return str(max(value, 0))
        if isinstance(value, int):
            return str(value)
        return "None" if value is None else text(value)

    def node(self, node, field, depth, places):
        head = " " * depth + field + "="
        if node is None:
            self.out.append(head + "None")
            return
        kind = type(node).__name__
        line = head + kind
        if places and hasattr(node, "lineno"):
            line += " %d:%d-%d:%d" % (
                node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        below = []
        names = [n for n in node._fields if n not in SKIPPED]
        names += [n for n in LATER.get(kind, ()) if n not in names]
        for name in names:
            value = getattr(node, name, [] if name in LISTS else None)
            if is_plain(kind, name):
                line += " %s=%s" % (name, self.plain(name, value, node))
            else:
                below.append((name, value))
        self.out.append(line)
        was = self.inside
        if kind in ("JoinedStr", "TemplateStr"):
            places = places and FIELDS
            self.inside = was or self.named(node)
        for name, value in below:
            if isinstance(value, list):
                self.out.append(" " * (depth + 1) + "%s=[%d]" % (name, len(value)))
                for one in value:
                    self.node(one, "", depth + 2, places)
            else:
                self.node(value, name, depth + 1, places)
        self.inside = was


PLAIN = {
    "name": {"FunctionDef", "AsyncFunctionDef", "ClassDef", "alias", "ExceptHandler",
             "MatchStar", "MatchAs", "TypeVar", "ParamSpec", "TypeVarTuple"},
    "names": {"Global", "Nonlocal"},
    "value": {"Constant", "MatchSingleton"},
}
ALWAYS = {"op", "ops", "simple", "module", "level", "conversion", "attr", "id", "arg",
          "asname", "is_async", "rest", "kwd_attrs", "str"}


def is_plain(kind, name):
    return name in ALWAYS or kind in PLAIN.get(name, ())


def dump(path):
    with open(path, "rb") as file:
        source = file.read()
    print("== " + path)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        print("error %s:%s: %s" % (
            getattr(error, "lineno", 0), getattr(error, "offset", 0), error))
        return
    out = Dump(source)
    out.node(tree, "module", 0, True)
    print("\n".join(out.out))


def main():
    if sys.version_info < (3, 10):
        sys.exit(77)
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    for path in sys.argv[1:] or (line.rstrip("\n") for line in sys.stdin):
        dump(path)


main()
