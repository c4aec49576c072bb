#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates SARIF 2.1.0 for what PoolGuard writes.

  check_sarif.py FILE            the rules of the schema, and those of its prose that concern us
  check_sarif.py --mutants FILE  proves that a document with any one of many faults is refused

Rules of the schema: every object but a property bag is closed; what it requires is there; each
value has its type, words and range; lists have their least length, and no element twice where
the schema says so; URIs, dates and identifiers are well formed. Rules of the text: indices
point to what they name, relative URIs have a base that is known, bases end in a slash, regions
do not end before they begin, and every result tells its suppressions or none does.
"""

import argparse
import json
import re
import sys
from pathlib import Path

# RFC 3986: characters of a path, query or fragment.
CHARACTERS = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
SCHEME = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{CHARACTERS}+(?:\?{CHARACTERS}*)?(?:#{CHARACTERS}*)?")
RELATIVE = re.compile(rf"(?![^/]*:){CHARACTERS}*(?:\?{CHARACTERS}*)?(?:#{CHARACTERS}*)?")
LEVELS = ("none", "note", "warning", "error")


def text(value):
    return isinstance(value, str)


def absolute(value):
    return text(value) and bool(SCHEME.fullmatch(value))


def reference(value):
    return absolute(value) or (text(value) and bool(RELATIVE.fullmatch(value)))


def integer(least):
    def test(value):
        return isinstance(value, int) and not isinstance(value, bool) and value >= least

    return test


def boolean(value):
    return isinstance(value, bool)


def matching(pattern):
    def test(value):
        return text(value) and bool(re.fullmatch(pattern, value))

    return test


def one_of(*words):
    def test(value):
        return text(value) and value in words

    return test


class Each:
    """A list of one kind of element; `unique`: none is there twice."""

    def __init__(self, kind, least=0, unique=False):
        self.kind, self.least, self.unique = kind, least, unique


class Map:
    """An object with keys of any name."""

    def __init__(self, kind):
        self.kind = kind


BAG = "property bag"
INDEX = integer(-1)
SEMANTIC_VERSION = matching(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
# Object -> property -> kind: a test, the name of an object, Each or Map. With an exclamation
# mark it is required; with a question mark, at least one of those that have one is.
OBJECTS = {
    "log": {"$schema": absolute, "version!": one_of("2.1.0"), "runs!": Each("run")},
    "run": {
        "tool!": "tool", "taxonomies": Each("component", unique=True), "invocations": Each("invocation"),
        "originalUriBaseIds": Map("artifactLocation"),
        # Optional for the schema; the text wants it of every run that looked for something.
        "results!": Each("result"),
        "columnKind": one_of("utf16CodeUnits", "unicodeCodePoints"),
    },
    "tool": {"driver!": "component"},
    "component": {
        "name!": text, "version": text, "semanticVersion": SEMANTIC_VERSION, "organization": text,
        "informationUri": absolute, "shortDescription": "multiformat", "rules": Each("descriptor", unique=True),
        "taxa": Each("descriptor", unique=True), "supportedTaxonomies": Each("componentReference", unique=True),
    },
    "componentReference": {"name": text, "index": INDEX},
    "descriptor": {
        "id!": text, "name": text, "shortDescription": "multiformat", "fullDescription": "multiformat",
        "help": "multiformat", "helpUri": absolute, "defaultConfiguration": "configuration",
        "relationships": Each("relationship", unique=True), "properties": BAG,
    },
    "configuration": {"level": one_of(*LEVELS)},
    "relationship": {"target!": "descriptorReference", "kinds": Each(text, unique=True)},
    "descriptorReference": {"id?": text, "index?": INDEX, "toolComponent": "componentReference"},
    "multiformat": {"text!": text, "markdown": text},
    "message": {"text?": text},
    "invocation": {"executionSuccessful!": boolean, "toolExecutionNotifications": Each("notification"),
                   "toolConfigurationNotifications": Each("notification")},
    "notification": {"message!": "message", "level": one_of(*LEVELS), "locations": Each("location", unique=True)},
    "result": {
        "ruleId": text, "ruleIndex": INDEX, "level": one_of(*LEVELS), "message!": "message",
        "locations": Each("location"), "codeFlows": Each("codeFlow"), "fixes": Each("fix", unique=True),
        "partialFingerprints": Map(text), "suppressions": Each("suppression", unique=True), "properties": BAG,
    },
    "location": {"physicalLocation": "physicalLocation", "logicalLocations": Each("logicalLocation", unique=True),
                 "message": "message"},
    "logicalLocation": {"fullyQualifiedName": text, "decoratedName": text},
    "physicalLocation": {"artifactLocation?": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": reference, "uriBaseId": text},
    "region": {"startLine?": integer(1), "startColumn": integer(1), "endLine": integer(1), "endColumn": integer(1)},
    "codeFlow": {"threadFlows!": Each("threadFlow", least=1)},
    "threadFlow": {"locations!": Each("threadFlowLocation", least=1)},
    "threadFlowLocation": {"location": "location", "executionOrder": INDEX,
                           "importance": one_of("important", "essential", "unimportant")},
    "fix": {"description": "message", "artifactChanges!": Each("artifactChange", least=1, unique=True)},
    "artifactChange": {"artifactLocation!": "artifactLocation", "replacements!": Each("replacement", least=1)},
    "replacement": {"deletedRegion!": "region", "insertedContent": "content"},
    "content": {"text": text},
    "suppression": {"kind!": one_of("inSource", "external"), "justification": text,
                    "status": one_of("accepted", "underReview", "rejected")},
}


def split(properties):
    """Property -> kind, those required, and those of which one is."""
    kinds = {name.rstrip("!?"): kind for name, kind in properties.items()}
    marked = [[name[:-1] for name in properties if name.endswith(mark)] for mark in "!?"]
    return kinds, *marked


class Checker:
    """Collects what is wrong with a document."""

    def __init__(self):
        self.problems = []

    def wrong(self, where, what):
        self.problems.append(f"{where}: {what}")

    def check(self, value, kind, where):
        if kind == BAG:
            self.check_bag(value, where)
        elif callable(kind):
            if not kind(value):
                self.wrong(where, f"{str(value)[:60]!r} is not allowed here")
        elif isinstance(kind, Each):
            self.check_list(value, kind, where)
        elif not isinstance(value, dict):
            self.wrong(where, "is no object")
        elif isinstance(kind, Map):
            for key, each in value.items():
                self.check(each, kind.kind, f"{where}.{key}")
        else:
            self.check_object(value, kind, where)

    def check_bag(self, value, where):
        if not isinstance(value, dict):
            self.wrong(where, "is no object")
        elif "tags" in value:
            self.check(value["tags"], Each(text, unique=True), f"{where}.tags")

    def check_list(self, value, kind, where):
        if not isinstance(value, list):
            self.wrong(where, "is no list")
            return
        if len(value) < kind.least:
            self.wrong(where, "is empty")
        if kind.unique and len({json.dumps(each, sort_keys=True) for each in value}) != len(value):
            self.wrong(where, "an element is there twice")
        for number, each in enumerate(value):
            self.check(each, kind.kind, f"{where}[{number}]")

    def check_object(self, value, kind, where):
        kinds, required, some = split(OBJECTS[kind])
        for name in required:
            if name not in value:
                self.wrong(where, f"has no {name}")
        if some and not any(name in value for name in some):
            self.wrong(where, f"has none of {', '.join(some)}")
        for name, each in value.items():
            if name in kinds:
                self.check(each, kinds[name], f"{where}.{name}")
            else:
                self.wrong(where, f"{name} is not known")
        if kind == "region":
            self.check_region(value, where)

    def check_region(self, region, where):
        begin = region.get("startLine", 1), region.get("startColumn", 1)
        end = region.get("endLine", begin[0]), region.get("endColumn", sys.maxsize)
        if all(isinstance(each, int) for each in (*begin, *end)) and end < begin:
            self.wrong(where, "ends before it begins")

    def check_run(self, run, where):
        """What the text asks of things that refer to others."""
        rules = run["tool"]["driver"].get("rules", [])
        taxonomies = run.get("taxonomies", [])
        for component in [run["tool"]["driver"], *taxonomies]:
            for key in ("rules", "taxa"):
                ids = [each["id"] for each in component.get(key, [])]
                if len(ids) != len(set(ids)):
                    self.wrong(f"{where}.{component['name']}", f"two {key} have one id")
        for reference_ in run["tool"]["driver"].get("supportedTaxonomies", []):
            self.check_component(reference_, taxonomies, where)
        for rule in rules:
            for relationship in rule.get("relationships", []):
                target = relationship["target"]
                component = self.check_component(target.get("toolComponent", {}), taxonomies, where)
                if component and target["id"] not in [each["id"] for each in component.get("taxa", [])]:
                    self.wrong(f"{where}.{rule['id']}", f"there is no taxon {target['id']}")
        for number, result in enumerate(run["results"]):
            index = result.get("ruleIndex", -1)
            if not -1 <= index < len(rules) or (index >= 0 and rules[index]["id"] != result.get("ruleId")):
                self.wrong(f"{where}.results[{number}]", "ruleIndex is that of another rule, or of none")
            if "uri" not in result.get("locations", [{}])[0].get("physicalLocation", {}).get("artifactLocation", {}):
                self.wrong(f"{where}.results[{number}]", "is nowhere")
        if len({"suppressions" in result for result in run["results"]}) > 1:
            self.wrong(where, "some results tell their suppressions, some do not")
        self.check_uris(run, run.get("originalUriBaseIds", {}), where)

    def check_component(self, reference_, components, where):
        index = reference_.get("index", -1)
        if not 0 <= index < len(components) or components[index]["name"] != reference_.get("name"):
            self.wrong(where, f"{reference_} refers to no taxonomy")
            return None
        return components[index]

    def check_uris(self, value, bases, where):
        for name, base in bases.items():
            if not base.get("uri", "").endswith("/") or not absolute(base["uri"]) or "uriBaseId" in base:
                self.wrong(f"{where}.originalUriBaseIds.{name}", "is no absolute URI with a slash at its end")
        nodes = [value]
        while nodes:
            node = nodes.pop()
            nodes += node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
            if isinstance(node, dict) and "uri" in node and node not in bases.values():
                base = node.get("uriBaseId")
                if absolute(node["uri"]) == (base is not None) or (base is not None and base not in bases):
                    self.wrong(f"{where}: {node}", "an absolute URI has no base, a relative one a known base")


def problems_of(log):
    checker = Checker()
    checker.check(log, "log", "log")
    if not checker.problems:
        for number, run in enumerate(log["runs"]):
            checker.check_run(run, f"runs[{number}]")
    return checker.problems


def other_types(value):
    """Values of every other type."""
    return [other for other in ("", 1.5, None, [7], {"oops": 7}, True)
            if type(other) is not type(value) and not (other == "" and isinstance(value, str))]


def faults(value, kind):
    """Documents like `value` with one fault each, within it or at it: (what, faulty value)."""
    for other in other_types(value):
        yield f"is {other!r}", other
    if kind == BAG:
        if "tags" in value:
            yield "a tag twice", {**value, "tags": [*value["tags"], value["tags"][0]]}
    elif callable(kind):
        if kind not in (text, boolean):
            yield "a wrong value", -7 if isinstance(value, int) else "no such%word"
    elif isinstance(kind, Each):
        if kind.least:
            yield "empty", []
        if kind.unique and value:
            yield "twice", [*value, value[0]]
        for number, each in enumerate(value):
            for what, other in faults(each, kind.kind):
                yield f"[{number}] {what}", [*value[:number], other, *value[number + 1:]]
    elif isinstance(kind, Map):
        for key, each in value.items():
            for what, other in faults(each, kind.kind):
                yield f".{key} {what}", {**value, key: other}
    else:
        yield from faults_of_object(value, kind)


def faults_of_object(value, kind):
    kinds, required, some = split(OBJECTS[kind])
    yield "an unknown property", {**value, "oops": 1}
    for names in [[name] for name in required] + ([some] if some else []):
        yield f"without {names}", {key: each for key, each in value.items() if key not in names}
    if kind == "region" and "endLine" in value:
        yield "ends too early", {**value, "startLine": value["endLine"] + 1}
    if kind == "result":
        yield "another rule", {**value, "ruleIndex": value["ruleIndex"] + 1}
        yield "no rule", {**value, "ruleIndex": 1000}
    if kind == "artifactLocation":
        yield "unknown base", {**value, "uriBaseId": "NOWHERE"}
        yield "a space", {**value, "uri": value["uri"] + " "}
    if kind == "componentReference":
        yield "no component", {**value, "index": 5}
    for key, each in value.items():
        for what, other in faults(each, kinds[key]):
            yield f".{key} {what}", {**value, key: other}


def seen_kinds(value, kind, into):
    if isinstance(kind, str) and kind != BAG:
        into.add(kind)
        kinds = split(OBJECTS[kind])[0]
        for key, each in value.items():
            seen_kinds(each, kinds[key], into)
    elif isinstance(kind, (Each, Map)):
        for each in value.values() if isinstance(kind, Map) else value:
            seen_kinds(each, kind.kind, into)


def prove(log):
    """Every fault must be found, and the document must have every kind of object."""
    present = set()
    seen_kinds(log, "log", present)
    bad = [f"no {kind} is in the document" for kind in OBJECTS if kind not in present]
    count = 0
    for what, mutant in faults(log, "log"):
        count += 1
        if not problems_of(mutant):
            bad.append(f"not found: {what}")
    print(f"{count} faults")
    return bad


def no_doubles(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        sys.exit(f"a key is there twice: {keys}")
    return dict(pairs)


parser = argparse.ArgumentParser()
parser.add_argument("--mutants", action="store_true")
parser.add_argument("file", type=Path)
options = parser.parse_args()
document = json.loads(options.file.read_text(encoding="utf-8"), object_pairs_hook=no_doubles)
found = problems_of(document)
if options.mutants and not found:
    found = prove(document)
print("\n".join(found) or "valid")
sys.exit(bool(found))
