"""The official schemas of HSDS, and the same merged with our profile and closed to every other property."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.shared import shared_folder
from xenia.registers.directory.hsds.profile import patch_of

Schema = dict[str, Any]
BASE = "https://schemas.invalid/"


def official_files() -> dict[str, Schema]:
    """Every official schema file, by name. The test is skipped where they are not at hand."""
    folder: Path = shared_folder("hsds") / "schema"
    found = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")
    }
    return {name: schema for name, schema in found.items() if not name.startswith("openapi")}


def merged(target: Any, patch: Any) -> Any:
    """RFC 7386: a merge patch applied."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def closed(schema: Any) -> Any:
    """The schema with no further property allowed, wherever it describes an object."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(value) for name, value in schema.items()}
    is_object = inside.get("type") == "object" or isinstance(inside.get("properties"), dict)
    return {**inside, "additionalProperties": False} if is_object else inside


def with_profile(files: Mapping[str, Schema]) -> dict[str, Schema]:
    """Each official file merged with our patch for it, closed."""
    return {name: closed(merged(schema, patch_of(name) or {})) for name, schema in files.items()}


def checker(files: Mapping[str, Schema], name: str) -> Any:
    """Checks records against one of the files, formats included."""
    registry = jsonschema_rs.Registry([(BASE + file, schema) for file, schema in files.items()])
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{BASE}{name}.json"}, registry=registry, validate_formats=True
    )


def complaints(check: Any, record: Schema) -> list[str]:
    """What is wrong with a record, and where."""
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}"
        for error in check.iter_errors(record)
    ]
