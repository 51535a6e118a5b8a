# SPDX-License-Identifier: MIT
"""Validates policy files against their schema: policy.py SCHEMA GOOD-LIST BAD-LIST.

The lists name a file a line. Files of the second must not fit. Prints a line for each mistake;
exit status 1 when there is one, 77 without python3-jsonschema and python3-yaml.
"""
import json
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    print("skip: python3 has no module jsonschema or yaml")
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """Dates are strings, as in the policy."""


Loader.yaml_implicit_resolvers = {
    key: [(tag, regexp) for tag, regexp in rows if tag != "tag:yaml.org,2002:timestamp"]
    for key, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line]


def main(schema_path, good, bad):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = 0
    for path, fits in [(p, True) for p in lines(good)] + [(p, False) for p in lines(bad)]:
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
        errors = list(validator.iter_errors(document))
        if fits and errors:
            print("%s: %s" % (path, errors[0].message[:300]))
        if not fits and not errors:
            print("%s fits" % path)
        wrong += bool(errors) == fits
    print("%d policies" % (len(lines(good)) + len(lines(bad))))
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
