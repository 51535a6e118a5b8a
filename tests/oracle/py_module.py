# SPDX-License-Identifier: MIT
"""Imports the modules below directories and prints what their names are.

usage: py_module.py DIRECTORY… (each is put on sys.path)

One line for each name: module, name and what it is, between tabs. Values are written as
bg_pyv_text() writes them, functions and classes as "function pkg.mod.qualname".
"""
import enum
import importlib
import os
import sys
import types

sys.dont_write_bytecode = True


def quoted(data):
    return "'" + "".join(chr(c) if 0x21 <= c <= 0x7E and c not in b"'\\" else "\\x%02x" % c
                         for c in data) + "'"


def many(ends, parts):
    return ends[0] + ", ".join(parts) + ends[1]


def show(v):
    """The value as text; None for what is no constant."""
    if isinstance(v, enum.Enum):
        return "%s.%s=%s" % (type(v).__name__, v.name, show(v.value))
    if v is None or v is True or v is False or v is ...:
        return repr(v)
    if type(v) is int:
        return str(v)
    if type(v) is float:
        return "%.17g" % v
    if type(v) is complex:
        return "%.17gj" % v.imag
    if type(v) is str:
        return quoted(v.encode("utf-8", "surrogatepass"))
    if type(v) is bytes:
        return "b" + quoted(v)
    if type(v) in (list, tuple, set, frozenset):
        parts = [show(x) for x in v]
        if None in parts:
            return None
        if type(v) in (set, frozenset):
            parts.sort()
        ends = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}[type(v)]
        return ("frozenset" if type(v) is frozenset else "") + many(ends, parts)
    if isinstance(v, (dict, types.MappingProxyType)):
        parts = [(show(k), show(x)) for k, x in v.items()]
        if any(None in p for p in parts):
            return None
        return many("{}", ["%s: %s" % p for p in parts])
    if isinstance(v, type):
        return "<class %s>" % v.__name__
    return None


def what(v, ours):
    if isinstance(v, types.ModuleType):
        return "module " + v.__name__ if v.__name__ in ours else "external"
    if isinstance(v, (type, types.FunctionType)):
        if v.__module__ not in ours:
            return "external"
        return "%s %s.%s" % ("class" if isinstance(v, type) else "function", v.__module__,
                             v.__qualname__)
    text = show(v)
    if text is not None:
        return "value " + text
    if getattr(type(v), "__module__", "") in ours:
        return "object"
    return "external" if getattr(v, "__module__", None) else "object"


def modules(directory):
    for folder, _, files in os.walk(directory):
        below = os.path.relpath(folder, directory)
        parts = [] if below == "." else below.split(os.sep)
        for file in files:
            if file.endswith(".py") and all(p.isidentifier() for p in parts):
                stem = [] if file == "__init__.py" else [file[:-3]]
                yield ".".join(parts + stem)


def main(directories):
    sys.path[:0] = directories
    found = sorted({name for d in directories for name in modules(d)
                    if name and not name.startswith("src.")})
    loaded = {name: importlib.import_module(name) for name in found}
    ours = {name for name in sys.modules for top in {n.split(".")[0] for n in found}
            if name == top or name.startswith(top + ".")}
    for name, module in loaded.items():
        for key, value in vars(module).items():
            if not key.startswith("__") or key == "__all__":
                print("%s\t%s\t%s" % (name, key, what(value, ours)))


main(sys.argv[1:])
