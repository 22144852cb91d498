"""What GeoReport v2 says of each answer, as a schema: which fields there are, and what may stand in them.

Source: Open311, GeoReport v2, the response table of each method, https://wiki.open311.org/GeoReport_v2 (frozen; read on
November 23, 2026).
"""

from typing import Any, Final

from defusedxml.ElementTree import fromstring
from jsonschema import Draft202012Validator

WORDS: Final = {"type": "string", "minLength": 1}
MAYBE: Final = {"type": ["string", "null"]}
# W3C's note on dates: with a zone.
MOMENT: Final = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
}
NOTHING: Final = {"type": "null"}


def _record(**fields: Any) -> dict[str, Any]:
    """A record with exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _list(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


SERVICES: Final = _list(
    _record(
        service_code=WORDS,
        service_name=WORDS,
        description=MAYBE,
        metadata={"type": "boolean"},
        type={"enum": ["realtime", "batch", "blackbox"]},
        keywords=MAYBE,
        group=MAYBE,
    )
)
SERVICE_DEFINITION: Final = _record(
    service_code=WORDS,
    attributes=_list(
        _record(
            variable={"type": "boolean"},
            code=WORDS,
            datatype={
                "enum": [
                    "string",
                    "number",
                    "datetime",
                    "text",
                    "singlevaluelist",
                    "multivaluelist",
                ]
            },
            required={"type": "boolean"},
            datatype_description=MAYBE,
            order={"type": "integer", "minimum": 1},
            description=WORDS,
            values=_list(_record(key=WORDS, name=WORDS)),
        )
    ),
)
# What we never say is empty: whose words they are, and where it was.
REQUESTS: Final = _list(
    _record(
        service_request_id=WORDS,
        status={"enum": ["open", "closed"]},
        status_notes=WORDS,
        service_name=WORDS,
        service_code=WORDS,
        description=NOTHING,
        agency_responsible=MAYBE,
        service_notice=NOTHING,
        requested_datetime=MOMENT,
        updated_datetime=MOMENT,
        expected_datetime={"anyOf": [MOMENT, NOTHING]},
        address=NOTHING,
        address_id=NOTHING,
        zipcode=NOTHING,
        lat=NOTHING,
        long=NOTHING,
        media_url=NOTHING,
    )
)
POSTED: Final = _list(_record(token=WORDS, service_notice=WORDS, account_id=NOTHING))
TOKENS: Final = _list(_record(service_request_id=MAYBE, token=WORDS))
ERRORS: Final = _list(
    _record(code={"type": "integer", "minimum": 400, "maximum": 599}, description=WORDS)
)
# Open311, Service Discovery, https://wiki.open311.org/Service_Discovery (read on November 23, 2026).
DISCOVERY: Final = _record(
    changeset=MOMENT,
    contact=WORDS,
    key_service=WORDS,
    endpoints=_list(
        _record(
            specification={"const": "http://wiki.open311.org/GeoReport_v2"},
            url={"type": "string", "pattern": "^https?://"},
            changeset=MOMENT,
            type={"enum": ["production", "test", "acceptance"]},
            formats={"const": ["text/xml", "application/json"]},
        )
    ),
)
LISTS: Final = frozenset(
    {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
)


def follows(schema: dict[str, Any], said: Any) -> None:
    """Raise jsonschema.ValidationError where an answer is not as the specification says."""
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)


def read_xml(body: bytes) -> tuple[str, Any]:
    """The root's name, and what stands in it: lists, records, text or None."""
    assert body.lower().startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = fromstring(body)
    return root.tag, _read(root)


def _read(element: Any) -> Any:
    if element.tag in LISTS:
        return [_read(child) for child in element]
    if len(element):
        return {child.tag: _read(child) for child in element}
    return element.text


def as_xml_says(said: Any) -> Any:
    """What was written in JSON, as it comes out of XML: everything is text, and nothing is None."""
    if isinstance(said, dict):
        return {key: as_xml_says(value) for key, value in said.items()}
    if isinstance(said, list):
        return [as_xml_says(one) for one in said]
    if isinstance(said, bool):
        return str(said).lower()
    return None if said in (None, "") else str(said)
