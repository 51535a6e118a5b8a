# SPDX-License-Identifier: MIT
"""Validates JSON documents against a schema: validate.py SCHEMA FILE-OR-DIRECTORY ...

Prints a line for each mistake; exit status 1 when there is one, 77 without python3-jsonschema.
"""
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    print("skip: python3 has no module jsonschema")
    sys.exit(77)


def reject_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("duplicate key among %s" % keys)
    return dict(pairs)


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            for name in sorted(os.listdir(path)):
                yield os.path.join(path, name)
        else:
            yield path


def main(schema_path, *paths):
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    validator = validator(schema)
    bad = 0
    for path in files(paths):
        try:
            with open(path, encoding="utf-8") as f:
                document = json.load(f, object_pairs_hook=reject_duplicates)
        except ValueError as e:
            print("%s: %s" % (path, e))
            bad += 1
            continue
        for error in validator.iter_errors(document):
            deepest = jsonschema.exceptions.best_match([error])
            where = "/".join(str(part) for part in deepest.absolute_path)
            print("%s: %s: %s" % (path, where, deepest.message[:300]))
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
