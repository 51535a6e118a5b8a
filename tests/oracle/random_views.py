# SPDX-License-Identifier: MIT
"""Random views: written, then run and compared with what was read of them.

usage: random_views.py write DIR SEED N   makes DIR/config/hNNN.py, one view in each
       random_views.py check DIR ITEMS    runs each view often; ITEMS as of health_answers.py

Prints each path that is answered and not known, that is of another type, or that lacks
though it is said to be always there; exits 1 then.
"""
import json
import os
import random
import sys
import types

KEYS = ["a", "b", "c", "e"]
ROUNDS = 100
TYPES = {type(None): "null", bool: "bool", int: "int", float: "float", str: "string",
         list: "list", dict: "object"}
HEAD = '''from django.http import JsonResponse
from ext import c, many, words, fail, ctx


def put(d, value):
    if c():
        d["a"] = value
    d["e"] = 1


def make(value):
    if c():
        return {"b": value}
    out = {"b": None}
    out["c"] = value
    return out


def pair(d):
    other = dict(d)
    other["a"] = 7
    if c():
        return d, {}
    return other, d


'''


class Writer:
    """One body: statements that build three dicts, by a seeded choice."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.indent, self.depth, self.loop, self.returns, self.lines = 1, 0, False, True, []
        self.plain = self.random.random() < 0.4  # dicts are returned, and written out later

    def emit(self, text, more=0):
        self.lines.append("    " * (self.indent + more) + text)

    def dict(self):
        return f"d{self.random.randrange(3)}"

    def key(self):
        return repr(self.random.choice(KEYS))

    def value(self, depth=0):
        plain = ["1", "1.5", "'ok'", "None", "True", "[1]", "c()", "f'x{c()}'", "int('3')"]
        choice = self.random.randrange(len(plain) + 7)
        if choice < len(plain):
            return plain[choice]
        inner = self.value(depth + 1) if depth < 2 else "0"
        return [lambda: f"({inner} if c() else {self.value(2)})",
                lambda: f"{{{self.key()}: {inner}}}",
                lambda: f"{self.dict()}.get({self.key()})",
                lambda: f"({self.dict()}.get({self.key()}) or {inner})",
                lambda: f"dict({self.dict()})",
                lambda: f"[{inner} for _ in many()]",
                lambda: f"{{str(i): {inner} for i in many()}}"][choice - len(plain)]()

    def block(self, n, loop=None):
        outer = self.loop
        self.loop = self.loop if loop is None else loop
        self.indent, self.depth = self.indent + 1, self.depth + 1
        self.emit("pass")
        for _ in range(self.random.randrange(1, n + 1)):
            self.statement()
        self.indent, self.depth, self.loop = self.indent - 1, self.depth - 1, outer

    def simple(self):
        d, e, k, v = self.dict(), self.dict(), self.key(), self.value()
        return self.random.choice([
            f"{d}[{k}] = {v}", f"{d}[{k}] = {v}", f"{d} = {{{k}: {v}}}",
            f"{d}.update({{{k}: {v}}})", f"{d}.setdefault({k}, {v})", f"{d} |= {{{k}: {v}}}",
            f"{d} = {{**{e}, {k}: {v}}}", f"{d} = {e} | {{{k}: {v}}}", f"{d}.pop({k}, None)",
            f"{d} = dict({e}, {k[1:-1]}={v})", f"{d} = {e}", f"{d}['sub'] = dict({e})",
            f"put({d}, {v})", f"{d} = make({v})", f"d0, d1 = pair({d})", f"{d} = {e} or {{}}",
            f"{d} = {{n: {v} for n in ('a', 'e')}}"])

    def attempt(self):
        self.emit("try:")
        if self.random.random() < 0.3:
            self.emit("fail()", 1)
        self.block(2)
        self.emit("fail()", 1)
        self.emit(self.simple(), 1)
        self.emit("except ValueError:")
        self.block(2)
        if self.random.random() < 0.3:
            self.emit("else:")
            self.block(1)
        if self.random.random() < 0.3:
            self.emit("finally:")
            self.returns, outer = False, self.returns
            self.block(1, False)
            self.returns = outer

    def compound(self):
        choice = self.random.randrange(8)
        if choice == 0:
            self.attempt()
        elif choice == 1:
            self.emit("if c():")
            self.block(3)
            self.emit("else:")
            self.block(2)
        elif choice == 2:
            self.emit("for name in ('a', 'b'):")
            self.block(2, True)
            self.emit(f"{self.dict()}[name] = {self.value()}", 1)
        elif choice == 3:
            self.emit("for name in words():")
            self.emit(f"{self.dict()}[name] = {self.value()}", 1)
        elif choice == 4:
            self.emit("for _ in many():")
            self.block(3, True)
        elif choice == 5:
            self.emit("with ctx():")
            self.block(2)
        elif choice == 6:
            key, name = self.key(), self.dict()
            self.emit(f"if {key} in {name}:")
            self.emit(f"del {name}[{key}]", 1)
        else:
            self.emit("if c():")
            self.block(3)

    def leave(self):
        words = ["break", "continue"] if self.loop else []
        words += [f"return {self.answer(self.dict())}"] if self.returns else []
        if words:
            self.emit("if c():")
            self.emit(self.random.choice(words), 1)

    def statement(self):
        choice = self.random.random()
        if choice < 0.6:
            self.emit(self.simple())
        elif choice < 0.9 and self.depth < 3:
            self.compound()
        elif self.depth:
            self.leave()

    def answer(self, text):
        return text if self.plain else f"JsonResponse({text})"

    def view(self, name):
        self.emit("d0, d1, d2 = {}, {'a': 1}, {'b': {'c': None}}")
        for _ in range(self.random.randrange(3, 9)):
            self.statement()
        both = f"{{'r': {self.dict()}, 's': {self.dict()}}}"
        self.emit(f"return {self.answer(both)}")
        head, tail = f"def {name}(request):\n", "\n"
        if self.plain:
            tail += f"\n\n{head}    return JsonResponse(_{name}())\n"
            head = f"def _{name}():\n"
        return HEAD + head + "\n".join(self.lines) + tail


def write(where, seed, n):
    os.makedirs(f"{where}/config")
    for i in range(int(n)):
        text = Writer(int(seed) * 100003 + i).view(f"view_{i:03}")
        with open(f"{where}/config/h{i:03}.py", "w", encoding="utf-8") as out:
            out.write(text)
    return 0


class JsonResponse:
    def __init__(self, data):
        self.body = json.loads(json.dumps(data))


def install(source):
    def fail():
        if source.random() < 0.5:
            raise ValueError

    class Context:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

    ext = types.ModuleType("ext")
    ext.__dict__.update(
        c=lambda: source.random() < 0.5, many=lambda: range(source.randrange(3)), fail=fail,
        words=lambda: source.sample(["w", "x"], source.randrange(3)), ctx=Context)
    http = types.ModuleType("django.http")
    http.JsonResponse = JsonResponse
    sys.modules.update({"ext": ext, "django": types.ModuleType("django"), "django.http": http})


def walk(items, value, path, wrong):
    for key, below in value.items():
        exact, free = (f"{path}.{name}" if path else name for name in (key, "*"))
        found = exact if exact in items else free
        if found not in items:
            wrong.add(f"'{exact}' is not known")
        elif items[found][0] != "any":
            if TYPES[type(below)] not in items[found][0].split("|"):
                wrong.add(f"'{found}' is {TYPES[type(below)]}, not {items[found][0]}")
            elif isinstance(below, dict):
                walk(items, below, found, wrong)
    for item, (_, presence) in items.items():
        head, _, key = item.rpartition(".")
        if head == path and presence == "always" and key not in value and (
                key != "*" and "[]" not in key):
            wrong.add(f"'{item}' is missing")


def check(where, listed):
    source, items, failed = random.Random(), {}, 0
    install(source)
    names = sorted(os.listdir(f"{where}/config"))
    views = [f"view_{name[1:4]}" for name in names]
    with open(listed, encoding="utf-8") as lines:
        for line in lines:
            kind, ident, kinds, presence = line.rstrip("\n").split("\t")
            view, _, path = ident.rpartition(" ")
            if kind in ("path", "unread"):
                of = items.setdefault(view or views[0], {})
                of.setdefault(path, (kinds or "any", presence))
    for name, view in zip(names, views):
        with open(f"{where}/config/{name}", encoding="utf-8") as text:
            scope, code, wrong = {}, text.read(), set()
        exec(compile(code, name, "exec"), scope)
        for i in range(ROUNDS):
            source.seed(i)
            walk(items[view], scope[view](None).body, "", wrong)
        if wrong:
            failed += 1
            print(f"{view}: " + "; ".join(sorted(wrong)) + "\n" + code[len(HEAD):])
    print(f"{len(views)} views, {failed} of them are something else")
    return 1 if failed else 0


sys.exit({"write": write, "check": check}[sys.argv[1]](*sys.argv[2:]))
