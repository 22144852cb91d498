"""Our profile of HSDS: what we add to the standard, as an RFC 7386 merge patch for each of its schema files.

The official schema, merged with its patch, accepts each of our records also when it allows no further property.
"""

from typing import Any, Final

from xenia.registers.directory.hsds.tables import (
    OBJECTS,
    POLICY,
    TRANSLATED,
    VERSION,
    Field,
    Kind,
    own_fields,
)

Schema = dict[str, Any]
# A language tag as our registry writes it: "ht", "zh-hant".
_TAG: Final = "^[a-z]{2,3}(-[a-z0-9]{2,8})*$"
_PLAIN: Final[dict[Kind, Schema]] = {
    Kind.TEXT: {"type": "string"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.NUMBER: {"type": "number"},
    Kind.URI: {"type": "string", "format": "uri"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.TIME: {"type": "string"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.FLAG: {"type": "boolean"},
}


def schema_of(field: Field, owner: str, refer: str = "{}.json") -> Schema:
    """The JSON Schema of one field. refer: how another object's schema is named."""
    if field.kind is Kind.TEXTS:
        schema = _texts(owner)
    elif field.kind is Kind.POLICY:
        schema = _policy()
    elif field.kind is Kind.ONE:
        schema = {"$ref": refer.format(field.of)}
    elif field.kind is Kind.MANY:
        schema = {"type": "array", "items": {"$ref": refer.format(field.of)}}
    else:
        schema = dict(_PLAIN[field.kind])
    if field.values:
        schema["enum"] = list(field.values)
    return {"description": field.ours, **schema} if field.ours else schema


def _texts(owner: str) -> Schema:
    text = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "status": {"type": "string", "enum": ["draft", "reviewed"]},
            "source_hash": {"type": "string"},
        },
        "required": ["text", "status", "source_hash"],
    }
    by_language = {"type": "object", "patternProperties": {_TAG: text}}
    return {"type": "object", "properties": dict.fromkeys(TRANSLATED[owner], by_language)}


def _policy() -> Schema:
    said = {
        name: {"type": "string", "enum": list(values)} if values else {"type": "string"}
        for name, values in POLICY.items()
    }
    return {"type": "object", "properties": said}


def patched_files() -> tuple[str, ...]:
    """The schema files of the standard we add something to."""
    return tuple(f"{name}.json" for name in OBJECTS if own_fields(name))


def patch_of(file: str) -> Schema | None:
    """The merge patch for one schema file, such as "service.json"; None where we add nothing."""
    if file not in patched_files():
        return None
    name = file.removesuffix(".json")
    return {"properties": {field.name: schema_of(field, name) for field in own_fields(name)}}


def profile(address: str) -> Schema:
    """The whole profile. address: where it lies."""
    return {
        "hsds_version": VERSION,
        "profile": address,
        "description": "What Xenia adds to the Human Services Data Specification. A reader that knows only the "
        "standard can leave all of it out. Each patch is an RFC 7386 merge patch for the schema file of that name.",
        "files": {file: f"{address}{file}" for file in patched_files()},
        "patches": {file: patch_of(file) for file in patched_files()},
    }
