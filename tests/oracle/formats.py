# SPDX-License-Identifier: MIT
"""Reads reports with parsers of their own: formats.py DIRECTORY.

*.xml are JUnit documents, *.sarif SARIF logs, *.gitlab code quality reports. SARIF is checked by
the parts of the 2.1.0 schema that the reports use, closed so that no other property passes; SCHEMA=FILE
in the environment adds a schema to check against. Prints a line for each mistake; exit status 1
when there is one, 77 without python3-jsonschema.
"""
import json
import os
import sys
import xml.etree.ElementTree as xml

try:
    import jsonschema
except ImportError:
    print("skip: python3 has no module jsonschema")
    sys.exit(77)


def closed(required, **properties):
    return {"type": "object", "required": required.split(), "properties": properties,
            "additionalProperties": False}


def many(items, least=0):
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string"}
WORD = {"type": "string", "minLength": 1}
BAG = {"type": "object"}
MESSAGE = closed("text", text=WORD)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = closed(
    "physicalLocation",
    physicalLocation=closed(
        "artifactLocation region",
        artifactLocation=closed("uri uriBaseId", uri={"type": "string", "format": "uri-reference",
                                                      "pattern": "^[A-Za-z0-9._~/%-]+$"},
                                uriBaseId={"const": "%SRCROOT%"}),
        region=closed("startLine", startLine={"type": "integer", "minimum": 1})),
    logicalLocations=many(closed("fullyQualifiedName", fullyQualifiedName=WORD), 1))
RULE = closed("id shortDescription fullDescription help defaultConfiguration", id=WORD,
              shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
              defaultConfiguration=closed("level", level=LEVEL), properties=BAG)
RESULT = closed("ruleId level message locations partialFingerprints", ruleId=WORD,
                ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=MESSAGE,
                locations={**many(LOCATION, 1), "maxItems": 1},
                partialFingerprints={"type": "object", "additionalProperties": WORD,
                                     "minProperties": 1},
                suppressions=many(closed("kind", kind={"enum": ["inSource", "external"]},
                                         status={"enum": ["accepted", "underReview", "rejected"]},
                                         justification=TEXT), 1),
                properties=BAG)
NOTIFICATION = closed("message", level=LEVEL, message=MESSAGE, locations=many(LOCATION))
SARIF = closed(
    "$schema version runs", version={"const": "2.1.0"}, **{"$schema": WORD}, runs=many(closed(
        "tool results", columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        tool=closed("driver", driver=closed("name rules", name=WORD, version=WORD,
                                            rules=many(RULE, 1))),
        invocations=many(closed("executionSuccessful", executionSuccessful={"type": "boolean"},
                                toolExecutionNotifications=many(NOTIFICATION)), 1),
        results=many(RESULT), properties=BAG), 1))
GITLAB = many(closed(
    "description check_name fingerprint severity location", type={"const": "issue"},
    description=WORD, check_name=WORD, fingerprint={"type": "string", "pattern": "^[0-9a-f]{16}(-[0-9]+)?$"},
    severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
    location=closed("path lines", path=WORD,
                    lines=closed("begin", begin={"type": "integer", "minimum": 1}))))


def junit(root):
    """The counts are those of the cases, and each case has at most one outcome."""
    suites = list(root)
    if root.tag != "testsuites" or [s.tag for s in suites] != ["testsuite"]:
        yield "not one suite"
        return
    suite = suites[0]
    cases = suite.findall("testcase")
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        n = sum(len(case.findall(tag)) for case in cases)
        for element in (root, suite):
            if element.get(name) != str(n):
                yield "%s says %s %s, there are %d" % (element.tag, element.get(name), name, n)
    if suite.get("tests") != str(len(cases)):
        yield "tests"
    for case in cases:
        if len(case) != 1 or not case.get("name") or not case.get("classname"):
            yield "case %s" % case.get("name")


def schema_mistakes(document, schema):
    return (error.message[:200] for error in jsonschema.Draft7Validator(schema).iter_errors(document))


def mistakes(path, extra):
    if path.endswith(".xml"):
        yield from junit(xml.parse(path).getroot())
        return
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    if path.endswith(".gitlab"):
        yield from schema_mistakes(document, GITLAB)
        prints = [issue["fingerprint"] for issue in document]
        if len(prints) != len(set(prints)):
            yield "fingerprints repeat"
        return
    yield from schema_mistakes(document, SARIF)
    if extra:
        yield from schema_mistakes(document, extra)


def main(directory):
    extra = None
    if os.environ.get("SCHEMA"):
        with open(os.environ["SCHEMA"], encoding="utf-8") as file:
            extra = json.load(file)
    bad = 0
    for name in sorted(os.listdir(directory)):
        for mistake in mistakes(os.path.join(directory, name), extra):
            print("%s: %s" % (name, mistake))
            bad = 1
    return bad


sys.exit(main(sys.argv[1]))
