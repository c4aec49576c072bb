#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates SARIF 2.1.0 against the rules of its schema for what PoolGuard writes.

  check_sarif.py FILE

Every property must be one that the schema knows for its object, with a value of its type,
and what the schema requires must be there. Indices must point to what they name.
"""

import json
import re
import sys
from pathlib import Path

URI = re.compile(r"^[A-Za-z0-9/._~:%#-]*$")
LEVELS = {"none", "note", "warning", "error"}


def text(value):
    return isinstance(value, str)


def uri(value):
    return text(value) and bool(URI.match(value))


def positive(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def index(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= -1


def boolean(value):
    return isinstance(value, bool)


def bag(value):
    return isinstance(value, dict)


def one_of(*words):
    return lambda value: value in words


def texts(value):
    return isinstance(value, dict) and all(map(text, value.values()))


# Object -> property -> type; a type is a predicate, the name of an object, [object] or
# {object} for a map. A property with an exclamation mark is required.
OBJECTS = {
    "log": {"$schema": uri, "version!": one_of("2.1.0"), "runs!": ["run"]},
    "run": {
        "tool!": "tool", "taxonomies": ["component"], "invocations": ["invocation"],
        "originalUriBaseIds": {"location": "artifactLocation"}, "results": ["result"],
        "columnKind": one_of("utf16CodeUnits", "unicodeCodePoints"),
    },
    "tool": {"driver!": "component"},
    "component": {
        "name!": text, "version": text, "semanticVersion": text, "organization": text,
        "informationUri": uri, "shortDescription": "multiformat", "rules": ["rule"], "taxa": ["rule"],
        "supportedTaxonomies": ["componentReference"],
    },
    "componentReference": {"name": text, "index": index},
    "rule": {
        "id!": text, "name": text, "shortDescription": "multiformat", "fullDescription": "multiformat",
        "help": "multiformat", "helpUri": uri, "defaultConfiguration": "configuration",
        "relationships": ["relationship"], "properties": bag,
    },
    "configuration": {"level": lambda value: value in LEVELS},
    "relationship": {"target!": "ruleReference", "kinds": lambda value: isinstance(value, list)},
    "ruleReference": {"id": text, "toolComponent": "componentReference"},
    "multiformat": {"text!": text, "markdown": text},
    "message": {"text!": text},
    "invocation": {"executionSuccessful!": boolean, "toolExecutionNotifications": ["notification"]},
    "notification": {"message!": "message", "level": lambda value: value in LEVELS,
                     "locations": ["location"]},
    "result": {
        "ruleId": text, "ruleIndex": index, "level": lambda value: value in LEVELS,
        "message!": "message", "locations": ["location"], "codeFlows": ["codeFlow"], "fixes": ["fix"],
        "partialFingerprints": texts, "suppressions": ["suppression"], "properties": bag,
    },
    "location": {"physicalLocation": "physicalLocation", "logicalLocations": ["logicalLocation"],
                 "message": "message"},
    "logicalLocation": {"fullyQualifiedName": text, "decoratedName": text},
    "physicalLocation": {"artifactLocation": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": uri, "uriBaseId": text},
    "region": {"startLine": positive, "startColumn": positive, "endLine": positive,
               "endColumn": positive},
    "codeFlow": {"threadFlows!": ["threadFlow"]},
    "threadFlow": {"locations!": ["threadFlowLocation"]},
    "threadFlowLocation": {"location": "location", "executionOrder": index,
                           "importance": one_of("important", "essential", "unimportant")},
    "fix": {"description": "message", "artifactChanges!": ["artifactChange"]},
    "artifactChange": {"artifactLocation!": "artifactLocation", "replacements!": ["replacement"]},
    "replacement": {"deletedRegion!": "region", "insertedContent": "content"},
    "content": {"text": text},
    "suppression": {"kind!": one_of("inSource", "external"), "justification": text},
}
NOT_EMPTY = {"threadFlows", "artifactChanges", "replacements"}
problems = []


def check(value, kind, where):
    if callable(kind):
        if not kind(value):
            problems.append(f"{where}: {value!r} is not allowed here")
    elif isinstance(kind, list):
        if not isinstance(value, list):
            problems.append(f"{where}: is no list")
            return
        if not value and where.rpartition(".")[2] in NOT_EMPTY:
            problems.append(f"{where}: is empty")
        for number, each in enumerate(value):
            check(each, kind[0], f"{where}[{number}]")
    elif isinstance(kind, dict):
        for key, each in value.items():
            check(each, *kind.values(), f"{where}.{key}")
    else:
        check_object(value, OBJECTS[kind], where)


def check_object(value, properties, where):
    if not isinstance(value, dict):
        problems.append(f"{where}: is no object")
        return
    kinds = {name.rstrip("!"): kind for name, kind in properties.items()}
    for name in properties:
        if name.endswith("!") and name[:-1] not in value:
            problems.append(f"{where}: has no {name[:-1]}")
    for name, each in value.items():
        if name not in kinds:
            problems.append(f"{where}: {name} is not known")
        else:
            check(each, kinds[name], f"{where}.{name}")


def check_references(run):
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    taxa = {taxon["id"] for taxon in run["taxonomies"][0]["taxa"]}
    if len(rules) != len(set(rules)):
        problems.append("two rules have one name")
    for rule in run["tool"]["driver"]["rules"]:
        for relationship in rule.get("relationships", []):
            if relationship["target"]["id"] not in taxa:
                problems.append(f"{rule['id']}: weakness {relationship['target']['id']} is not listed")
    for result in run["results"]:
        if rules[result["ruleIndex"]] != result["ruleId"]:
            problems.append(f"{result['ruleId']}: ruleIndex is that of another rule")
        for location in result["locations"]:
            base = location["physicalLocation"]["artifactLocation"].get("uriBaseId")
            if base and base not in run["originalUriBaseIds"]:
                problems.append(f"{base} is not in originalUriBaseIds")


log = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
check(log, "log", "log")
if not problems:
    for each in log["runs"]:
        check_references(each)
print("\n".join(problems) or "valid")
sys.exit(bool(problems))
