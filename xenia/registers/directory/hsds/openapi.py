"""What we serve, as an OpenAPI 3.1 document, made from the tables and from what the lists take."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from xenia.registers.directory.hsds.asking import (
    AskOne,
    AskOrganization,
    AskOrganizations,
    AskPlaces,
    AskServices,
    AskTaxonomies,
    AskTerms,
)
from xenia.registers.directory.hsds.profile import schema_of
from xenia.registers.directory.hsds.tables import OBJECTS, VERSION

Schema = dict[str, Any]
_REFER: Final = "#/components/schemas/{}"
_PAGE: Final = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}
# Address, object, what the list takes, what one record takes.
_KINDS: Final[tuple[tuple[str, str, type[BaseModel], type[BaseModel]], ...]] = (
    ("services", "service", AskServices, AskOne),
    ("organizations", "organization", AskOrganizations, AskOrganization),
    ("service_at_locations", "service_at_location", AskPlaces, AskOne),
    ("taxonomies", "taxonomy", AskTaxonomies, AskOne),
    ("taxonomy_terms", "taxonomy_term", AskTerms, AskOne),
)


def openapi(address: str, office: str) -> Schema:
    """The document. address: where the API lies; office: whose it is."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{office}: the directory",
            "version": VERSION,
            "description": "The city's services for immigrants, after the Human Services Data Specification. "
            "Whoever copies it asks `/services` with `modified_after`, an hour before the last time, and takes away "
            "what comes back inactive or defunct.",
        },
        "servers": [{"url": address}],
        "paths": dict(_paths()),
        "components": {"schemas": dict(_schemas())},
    }


def _paths() -> Iterator[tuple[str, Schema]]:
    yield "/", {"get": _operation("about", "About this API", [], {"$ref": _REFER.format("about")})}
    for address, name, many, single in _KINDS:
        page = {
            "allOf": [{"$ref": _REFER.format("page")}],
            "properties": {"contents": {"type": "array", "items": {"$ref": _REFER.format(name)}}},
        }
        listed = _operation(f"list_{address}", f"A page of {address}", _parameters(many), page)
        posted = _operation(f"ask_{address}", f"A page of {address}, asked in the body", [], page)
        for operation in (listed, posted):
            operation["responses"]["200"]["content"] |= _LINES
        yield (
            f"/{address}",
            {"get": listed, "post": {**posted, "requestBody": _asked_in_body(many)}},
        )
        found = _operation(
            f"get_{name}", f"One {name}", _parameters(single), {"$ref": _REFER.format(name)}
        )
        found["responses"]["404"] = _problem("There is no such record.")
        if name in ("service", "organization"):
            found["responses"]["308"] = _problem("It became part of another record: `merged_into`.")
        yield f"/{address}/{{id}}", {"parameters": [_ID], "get": found}


_ID: Final = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


# With `format=ndjson`: a record on each line.
_LINES: Final = {"application/x-ndjson": {"schema": {"type": "string"}}}


def _operation(name: str, summary: str, parameters: list[Schema], schema: Schema) -> Schema:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "400": _problem("A parameter is not as expected."),
        },
    }


def _problem(sentence: str) -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": _REFER.format("problem")}}}
    return {"description": sentence, "content": content}


def _parameters(kind: type[BaseModel]) -> list[Schema]:
    return [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in _asked(kind).items()
    ]


def _asked(kind: type[BaseModel]) -> Schema:
    """What a list takes: neither titles nor "or null", which no address can say."""
    found: Schema = {}
    for name, schema in kind.model_json_schema()["properties"].items():
        plain = {key: value for key, value in schema.items() if key not in ("title", "anyOf")}
        choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
        found[name] = {**plain, **(choices[0] if choices else {})}
        if found[name].get("default", "") is None:
            del found[name]["default"]
    return found


def _asked_in_body(kind: type[BaseModel]) -> Schema:
    schema = {"type": "object", "properties": _asked(kind), "additionalProperties": False}
    forms = ("application/json", "application/x-www-form-urlencoded")
    return {"content": {one: {"schema": schema} for one in forms}}


def _schemas() -> Iterator[tuple[str, Schema]]:
    for name, fields in OBJECTS.items():
        schema: Schema = {
            "type": "object",
            "properties": {field.name: schema_of(field, name, _REFER) for field in fields},
            "required": [field.name for field in fields if field.is_required],
        }
        yield name, schema
    yield "page", _object({name: {"type": kind} for name, kind in _PAGE.items()}, *_PAGE)
    texts = ("version", "profile", "openapi_url", "description", "publisher")
    yield "about", _object({name: {"type": "string"} for name in texts}, *texts)
    said: Schema = {name: {"type": "string"} for name in ("type", "title", "detail", "parameter")}
    yield "problem", _object({**said, "status": {"type": "integer"}}, "title", "status", "detail")


def _object(properties: Schema, *required: str) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}
