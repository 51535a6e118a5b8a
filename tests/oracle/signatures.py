# SPDX-License-Identifier: MIT
"""Names, members and parameters as read, against what python3 finds after importing them.

usage: signatures.py PROJECT ITEMS

A line of ITEMS is "KIND<tab>ID<tab>IS<tab>DEFAULT<tab>ASYNC": IS is what a name or a member
is, or the kind of a parameter; DEFAULT says whether a parameter has one, ASYNC whether a
function is one. Parameters come in their order, by owner.
"""
import enum
import importlib
import inspect
import sys
import types
import typing

P = inspect.Parameter
KINDS = {
    P.POSITIONAL_ONLY: "positional-only",
    P.POSITIONAL_OR_KEYWORD: "positional",
    P.VAR_POSITIONAL: "*args",
    P.KEYWORD_ONLY: "keyword",
    P.VAR_KEYWORD: "**kwargs",
}
CALLABLE = ("function", "class", "method", "classmethod", "staticmethod")
differ = []


def attrs_module():
    """As much of attrs as the project asks for, so that it need not be installed."""
    module = types.ModuleType("attr")
    nothing = object()

    def ib(default=nothing):
        return types.SimpleNamespace(default=default)

    def s(cls):
        fields = [(n, v) for n, v in vars(cls).items() if isinstance(v, types.SimpleNamespace)]
        cls.__signature__ = inspect.Signature([
            P(n, P.POSITIONAL_OR_KEYWORD,
              default=P.empty if v.default is nothing else v.default) for n, v in fields])
        return cls

    module.ib, module.s = ib, s
    return module


def find(item):
    """The object behind an id, and where it was looked up."""
    parts = item.split(".")
    for k in range(len(parts), 0, -1):
        try:
            found, owner = importlib.import_module(".".join(parts[:k])), None
        except ImportError:
            continue
        for part in parts[k:]:
            owner, found = found, getattr(found, part)
        return found, owner
    raise AttributeError(item)


def is_made_here(cls):
    """Whether the constructor is the project's, not that of a builtin."""
    if issubclass(cls, enum.Enum) or typing.is_typeddict(cls) or \
            getattr(cls, "_is_protocol", False):
        return False
    return hasattr(cls, "__signature__") or hasattr(cls, "_fields") or \
        isinstance(cls.__init__, types.FunctionType)


def signature(found, owner, is_):
    if inspect.isclass(found) and not is_made_here(found):
        return None
    parameters = list(inspect.signature(found).parameters.values())
    if is_ == "method" and inspect.isclass(owner):
        parameters = parameters[1:]
    return [(p.name, KINDS[p.kind], "yes" if p.default is not P.empty else "no")
            for p in parameters]


def check_callable(item, is_, read):
    found, owner = find(item)
    wanted = signature(found, owner, is_)
    if wanted is None:
        return 0
    if wanted != read:
        differ.append(f"'{item}' takes {wanted}, not {read}")
    return 1


def check_async(item, is_):
    if is_ in ("function", "method"):
        return inspect.iscoroutinefunction(inspect.unwrap(find(item)[0]))
    return False


def check_members(item, read):
    """Public names that classes of the project define, and no others."""
    cls = find(item)[0]
    wanted = set()
    for layer in cls.__mro__:
        if layer.__module__.split(".")[0] in ("core", "slack", "tracker"):
            wanted |= {n for n in vars(layer) if not n.startswith("_")}
            wanted |= {n for n in vars(layer).get("__annotations__", {}) if n[0] != "_"}
    for name in sorted(wanted - read):
        differ.append(f"'{item}.{name}' was not read")


def main():
    project, items = sys.argv[1:]
    sys.dont_write_bytecode = True
    sys.path.insert(0, project)
    sys.modules["attr"] = attrs_module()
    rows = [line.rstrip("\n").split("\t") for line in open(items, encoding="utf-8")]
    parameters, members, callables = {}, {}, 0
    for kind, item, is_, default, _ in rows:
        if kind == "parameter":
            owner, name = item[:-1].split("(")
            parameters.setdefault(owner, []).append((name, is_, default))
        elif kind == "member":
            owner, name = item.rsplit(".", 1)
            members.setdefault(owner, set()).add(name)
    for kind, item, is_, _, asynchronous in rows:
        if kind == "parameter":
            continue
        try:
            if kind == "member" and is_ == "attribute":
                continue
            find(item)
        except AttributeError:
            differ.append(f"'{item}' is not there")
            continue
        if is_ in CALLABLE:
            callables += check_callable(item, is_, parameters.get(item, []))
        if check_async(item, is_) != (asynchronous == "yes"):
            differ.append(f"'{item}' is async: {asynchronous}")
        if is_ == "class" and kind == "name":
            check_members(item, members.get(item, set()))
    names = {item for kind, item, *_ in rows if kind == "name"}
    for module in ("core", "slack.sync_api", "tracker.sync_api"):
        for name in importlib.import_module(module).__all__:
            if f"{module}.{name}" not in names:
                differ.append(f"'{module}.{name}' was not read")
    print("\n".join(differ + [f"{callables} callables, {len(names)} names"]))


main()
