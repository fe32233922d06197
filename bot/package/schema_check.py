"""Checks a manifest against Microsoft's schema, without the network: each fault in a sentence."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "1.22"
CHECKED = frozenset(
    {"$ref", "type", "enum", "const", "pattern", "format", "minLength", "maxLength"}
    | {"minItems", "maxItems", "uniqueItems", "items"}
    | {"properties", "required", "additionalProperties"}
)
ASIDE = frozenset({"$schema", "$comment", "definitions"})
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
}

Json = dict[str, Any]


def schema_of(version: str) -> Json:
    """The schema of this manifest version: 1.22's with what later versions add to it."""
    schema: Json = json.loads((SCHEMAS / f"{BASE}.json").read_text("utf-8"))
    later: Json = json.loads((SCHEMAS / "later.json").read_text("utf-8"))
    for added, places in later.items():
        if added.startswith("$") or _numbers(added) > _numbers(version):
            continue
        for place, members in places.items():
            node = schema
            for name in place.split("/"):
                node = node[name]
            node.update(members)
    schema["properties"]["manifestVersion"]["const"] = version
    return schema


def faults_of(value: Any, schema: Json) -> list[str]:
    """What is wrong with the value, each with its place; empty when it fits the schema."""
    return list(_faults(value, schema, schema, "manifest"))


def _faults(value: Any, node: Json, root: Json, at: str) -> Iterator[str]:
    if unknown := node.keys() - CHECKED - ASIDE:
        raise NotImplementedError(f"The schema uses {sorted(unknown)}, which is not checked.")
    if reference := node.get("$ref"):
        yield from _faults(value, root["definitions"][reference.rpartition("/")[2]], root, at)
        return
    if (kind := node.get("type")) and not _is_a(value, kind):
        yield f"{at} must be {'an' if kind[0] in 'ao' else 'a'} {kind}."
        return
    if "const" in node and value != node["const"]:
        yield f"{at} must be {node['const']!r}."
    if "enum" in node and value not in node["enum"]:
        yield f"{at} is {value!r} and must be one of {', '.join(map(str, node['enum']))}."
    if isinstance(value, str):
        yield from _faults_of_text(value, node, at)
    elif isinstance(value, list):
        yield from _faults_of_list(value, node, root, at)
    elif isinstance(value, dict):
        yield from _faults_of_object(value, node, root, at)


def _faults_of_text(value: str, node: Json, at: str) -> Iterator[str]:
    if len(value) > node.get("maxLength", len(value)):
        yield f"{at} has {len(value)} characters; at most {node['maxLength']} are allowed."
    if len(value) < node.get("minLength", 0):
        yield f"{at} is too short."
    if "pattern" in node and not re.search(node["pattern"], value):
        yield f"{at} is {value!r}, which has not the form that Teams asks for."


def _faults_of_list(value: list[Any], node: Json, root: Json, at: str) -> Iterator[str]:
    if len(value) > node.get("maxItems", len(value)):
        yield f"{at} has {len(value)} entries; at most {node['maxItems']} are allowed."
    if len(value) < node.get("minItems", 0):
        yield f"{at} has too few entries."
    if node.get("uniqueItems") and any(one in value[:place] for place, one in enumerate(value)):
        yield f"{at} has an entry twice."
    for place, one in enumerate(value):
        yield from _faults(one, node.get("items", {}), root, f"{at}[{place}]")


def _faults_of_object(value: Json, node: Json, root: Json, at: str) -> Iterator[str]:
    known: Json = node.get("properties", {})
    for name in node.get("required", ()):
        if name not in value:
            yield f"{at}.{name} is missing."
    for name, member in value.items():
        if name in known:
            yield from _faults(member, known[name], root, f"{at}.{name}")
        elif node.get("additionalProperties") is False:
            yield f"{at}.{name} is not known to this manifest version."


def _is_a(value: Any, kind: str) -> bool:
    is_bool = isinstance(value, bool)
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not is_bool)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
