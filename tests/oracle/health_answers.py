# SPDX-License-Identifier: MIT
"""Runs the health view of a project with stubs for its frameworks, and compares.

usage: health_answers.py PROJECT ITEMS

ITEMS holds lines "KIND<tab>ID<tab>TYPES<tab>PRESENCE" of what was read without running
anything. Every path of a real answer must be among them with its type; what is always there
must be in every answer where its parent is; labels and codes must be known; and every path
must be met in some scenario. Prints what differs; exits 1 then, 0 otherwise.
"""
import importlib
import json
import sys
import types
from datetime import datetime, timezone


class Row:
    def __init__(self, **fields):
        self.__dict__.update(fields)


class World:
    """What the stubs answer; a scenario changes some of it."""

    def __init__(self):
        self.database = True
        self.workers = {"a@host": {"ok": "pong"}}
        self.groups = {}
        self.sync = []
        self.settings = {"DAILY": [], "LIMIT": datetime(2026, 1, 2, tzinfo=timezone.utc)}
        self.headers = {}


WORLD = World()
OLD = datetime(2026, 1, 1, tzinfo=timezone.utc)
NEW = datetime(2026, 1, 3, tzinfo=timezone.utc)


class Settings:
    def __getattr__(self, name):
        if name in WORLD.settings:
            return WORLD.settings[name]
        raise AttributeError(name)


class Cursor:
    def __enter__(self):
        if not WORLD.database:
            raise RuntimeError("down")
        return self

    def __exit__(self, *_):
        return False

    def execute(self, _sql):
        return None


class JsonResponse:
    def __init__(self, data, status=200):
        self.body, self.status = json.loads(json.dumps(data)), status

    def __setitem__(self, name, value):
        pass


def ping():
    if WORLD.workers is None:
        raise RuntimeError("down")
    return WORLD.workers


def read_groups():
    if WORLD.groups is None:
        raise RuntimeError("down")
    return WORLD.groups


def read_rows():
    if WORLD.sync is None:
        raise RuntimeError("down")
    return WORLD.sync


def stub(name, **fields):
    module = types.ModuleType(name)
    module.__dict__.update(fields)
    sys.modules[name] = module


def install():
    stub("django")
    stub("django.conf", settings=Settings())
    stub("django.db", connection=Row(cursor=Cursor, ensure_connection=lambda: None))
    stub("django.http", JsonResponse=JsonResponse)
    stub("django.views")
    stub("django.views.decorators")
    stub("django.views.decorators.http", require_GET=lambda view: view)
    importlib.import_module("runner")
    stub("runner.app", app=Row(control=Row(ping=ping)))
    sys.modules["runner"].store = Row(groups=read_groups, rows=read_rows)
    stub("runner.store", groups=read_groups, rows=read_rows)


def scenarios():
    fresh = {"daily": Row(last_success_at=NEW)}
    stale = {"daily": Row(last_success_at=OLD), "other": Row(last_success_at=None)}
    more = {"daily": Row(last_success_at=NEW), "hourly": Row(last_success_at=OLD)}
    synced = [Row(app="docs", at=NEW), Row(app="mail", at=None)]
    yield "all is well", {"groups": fresh, "sync": synced}, {"DAILY": ["daily"]}
    yield "nothing is set up", {}, {}
    yield "the database is down", {"database": False}, {}
    yield "the database and the workers are down", {"database": False, "workers": None}, {}
    yield "the workers are down", {"workers": None}, {}
    yield "there are no workers", {"workers": {}}, {}
    yield "too few workers", {}, {"MIN_WORKERS": "3"}
    yield "a group is stale", {"groups": stale}, {"DAILY": ["daily"]}
    yield "a group never ran", {"groups": {}}, {"DAILY": ["daily"]}
    yield "a group ran without success", {"groups": stale}, {"DAILY": ["other"]}
    yield "groups without a day", {"groups": more}, {"DAILY": ["daily"]}
    yield "groups cannot be read", {"groups": None}, {"DAILY": ["daily"]}
    yield "the sync cannot be read", {"sync": None}, {}
    yield "stale groups do not matter", {"groups": stale}, {"DAILY": ["daily"], "ENFORCE": 0}
    yield "a token is missing", {}, {"HEALTH_CHECK_TOKEN": "x"}
    yield "a token is wrong", {"headers": {"Authorization": "Bearer y"}}, {
        "HEALTH_CHECK_TOKEN": "x"}
    yield "a token is right", {"headers": {"Authorization": "Bearer x"}}, {
        "HEALTH_CHECK_TOKEN": " x "}


def type_of(value):
    return {type(None): "null", bool: "bool", int: "int", float: "float", str: "string",
            list: "list", dict: "object"}[type(value)]


class Check:
    def __init__(self, lines):
        self.paths, self.labels, self.codes = {}, {}, set()
        self.met, self.wrong = set(), []
        for line in lines:
            kind, ident, kinds, presence = line.rstrip("\n").split("\t")
            if kind == "path":
                self.paths[ident] = (kinds.split("|"), presence)
            elif kind == "label":
                path, label = ident.split("=", 1)
                self.labels.setdefault(path, set()).add(label)
            elif ident.startswith("HTTP "):
                self.codes.add(int(ident[5:]))

    def find(self, parent, key):
        exact = f"{parent}.{key}" if parent else key
        free = f"{parent}.*" if parent else "*"
        return exact if exact in self.paths else free if free in self.paths else None

    def value(self, where, path, value, refused):
        kinds, _ = self.paths[path]
        self.met.add(path)
        if type_of(value) not in kinds and kinds != ["any"]:
            self.wrong.append(f"{where}: '{path}' is {type_of(value)}, not {kinds}")
        labels = self.labels.get(path)
        if labels and isinstance(value, str) and value not in labels:
            self.wrong.append(f"{where}: '{path}' is '{value}', none of {sorted(labels)}")
        if isinstance(value, dict):
            self.object(where, path, value, refused)
        for element in value if isinstance(value, list) else []:
            if f"{path}[]" in self.paths:
                self.value(where, f"{path}[]", element, refused)
            else:
                self.wrong.append(f"{where}: '{path}[]' is not known")

    def object(self, where, parent, value, refused):
        for key, below in value.items():
            path = self.find(parent, key)
            if path:
                self.value(where, path, below, refused)
            else:
                self.wrong.append(f"{where}: '{parent}' has '{key}', which is not known")
        for path, (_, presence) in self.paths.items():
            head, _, key = path.rpartition(".")
            if head == parent and presence == "always" and not refused and (
                    key != "*" and not key.endswith("[]") and key not in value):
                self.wrong.append(f"{where}: '{path}' is missing")

    def answer(self, where, response):
        if response.status not in self.codes:
            self.wrong.append(f"{where}: HTTP {response.status} is not known")
        self.object(where, "", response.body, 400 <= response.status < 500)


def main(project, items):
    sys.path.insert(0, project)
    sys.dont_write_bytecode = True
    install()
    view = importlib.import_module("config.health").health_view
    with open(items, encoding="utf-8") as lines:
        check = Check(lines)
    seen = 0
    for where, world, settings in scenarios():
        WORLD.__init__()
        WORLD.__dict__.update(world)
        WORLD.settings.update(settings)
        check.answer(where, view(Row(headers=WORLD.headers)))
        seen += 1
    for path in sorted(set(check.paths) - check.met):
        check.wrong.append(f"'{path}' is in no answer")
    print("\n".join(check.wrong) or f"{seen} scenarios, {len(check.met)} paths")
    return 1 if check.wrong else 0


sys.exit(main(*sys.argv[1:]))
