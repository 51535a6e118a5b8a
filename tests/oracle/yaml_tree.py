# SPDX-License-Identifier: MIT
"""Prints YAML files' node trees as PyYAML's SafeLoader composes them.

usage: yaml_tree.py FILE…

Each file gives a line "== FILE" and then its trees in the format of
tests/support/nodes.h, or one line "error".
"""
import sys

try:
    import yaml
except ImportError:
    sys.exit(77)

CORE = "tag:yaml.org,2002:"
WORDS = {"null": "null", "bool": "bool", "int": "int", "float": "float", "str": "str",
         "timestamp": "timestamp", "merge": "str", "value": "str"}


class Loader(yaml.SafeLoader):
    """Lets an anchor be used again, as YAML 1.1 (3.2.2.2) does; PyYAML refuses it."""

    def compose_node(self, parent, index):
        if not self.check_event(yaml.AliasEvent):
            self.anchors.pop(self.peek_event().anchor, None)
        return super().compose_node(parent, index)


class Cycle(Exception):
    pass


def escape(text):
    return "".join(chr(c) if 0x21 <= c <= 0x7E and c != 0x5C else "\\x%02x" % c
                   for c in text.encode("utf-8"))


def identity(node):
    """What makes two keys equal in a dict, without Python's 1 == 1.0 == True."""
    if not isinstance(node, yaml.ScalarNode):
        return id(node)
    try:
        value = Loader("").construct_object(node)
    except Exception:
        return id(node)
    return (node.tag, node.value if node.tag in (CORE + "timestamp", CORE + "float") else value)


def remember_own(node, own, path=()):
    """Notes every mapping's pairs before merge keys are taken out."""
    if id(node) in path:
        raise Cycle
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            remember_own(item, own, path + (id(node),))
    elif isinstance(node, yaml.MappingNode):
        own[id(node)] = [pair for pair in node.value if pair[0].tag != CORE + "merge"]
        for key, value in node.value:
            remember_own(key, own, path + (id(node),))
            remember_own(value, own, path + (id(node),))


def merged_pairs(node, own):
    seen = {identity(key) for key, _ in own}
    found = {}
    for key, value in node.value[:len(node.value) - len(own)]:
        if identity(key) not in seen:
            found[identity(key)] = (key, value)
    return sorted(found.values(),
                  key=lambda pair: (pair[0].start_mark.line, pair[0].start_mark.column))


def dump(node, level, own, out, loader, merged=False):
    if isinstance(node, yaml.ScalarNode):
        word = WORDS.get(node.tag[len(CORE):]) if node.tag.startswith(CORE) else None
        foreign, word, text = word is None, word or "str", node.value
        flag = "q" if word == "str" and node.style else ""
        if word in ("int", "float") and ":" in text:
            flag = "s"
    else:
        word = "list" if isinstance(node, yaml.SequenceNode) else "map"
        foreign = node.tag != CORE + {"list": "seq", "map": "map"}[word]
        flag = text = ""
    flag = (flag + ("m" if merged else "")) or "-"
    tag = " <%s>" % escape(node.tag) if foreign else ""
    # libyaml and PyYAML disagree on the column of a scalar that is not there.
    column = 0 if word == "null" and not text else node.start_mark.column + 1
    out.append("%s%s %s @%d:%d%s %s" % (" " * level, word, flag, node.start_mark.line + 1,
                                        column, tag, escape(text)))
    if word == "list" and not isinstance(node, yaml.ScalarNode):
        for item in node.value:
            dump(item, level + 1, own, out, loader)
    elif isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        mine = own[id(node)]
        for key, value in mine:
            dump(key, level + 1, own, out, loader)
            dump(value, level + 1, own, out, loader)
        for key, value in merged_pairs(node, mine):
            dump(key, level + 1, own, out, loader, True)
            dump(value, level + 1, own, out, loader)


def tree(data):
    loader, out = Loader(data), []
    while loader.check_node():
        node, own = loader.get_node(), {}
        remember_own(node, own)
        out.append("---")
        dump(node, 0, own, out, loader)
    return out


def main(paths):
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        try:
            out = tree(data)
        except (yaml.YAMLError, Cycle, UnicodeError) as error:
            print("%s: %s" % (path, error), file=sys.stderr)
            out = ["error"]
        print("== " + path)
        print("\n".join(out) if out else "", end="\n" if out else "")


main(sys.argv[1:])
