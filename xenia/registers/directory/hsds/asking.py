"""What may be asked of the lists, read from the address, from JSON or from a form: the same words mean the same."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

MOST_ON_A_PAGE: Final = 1000
MOST_BYTES: Final = 64 * 1024
# A "+" before the offset of a moment arrives as a blank when nobody escaped it.
_LOST_PLUS: Final = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")


class BadParameter(Exception):
    """Something was asked that this list does not answer. The sentence says what was expected."""

    def __init__(self, sentence: str, *, name: str = "", status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence, self.name, self.status = sentence, name, status


def _with_zone(value: Any) -> Any:
    """A moment without a zone is meant in UTC. A bare number is no moment. Raises ValueError."""
    at = datetime.fromisoformat(_LOST_PLUS.sub("+", str(value).strip()))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _said_plainly(value: Any) -> Any:
    """Yes is "true" and no is "false": a 0 may have been meant for something else. Raises ValueError."""
    said = str(value).strip().lower()
    if said not in ("true", "false"):
        raise ValueError(f"neither true nor false: {value!r}")
    return said == "true"


Words = Annotated[str, Field(max_length=500)]
Moment = Annotated[datetime, BeforeValidator(_with_zone)]
Flag = Annotated[bool, BeforeValidator(_said_plainly)]
Metres = Annotated[float, Field(ge=0, le=20_000_000, allow_inf_nan=False)]


class Listed(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    search: Words = Field(
        "", description="Words to look for, in any language; only what matches them is answered."
    )
    page: int = Field(1, ge=1, le=10**9, description="Which page, from 1.")
    per_page: int = Field(
        50, ge=1, le=MOST_ON_A_PAGE, description="How many on a page, at most 1000."
    )
    format: Literal["json", "ndjson"] = Field(
        "json",
        description="json: a page. ndjson: all results, one a line, without pages.",
    )

    @property
    def is_stream(self) -> bool:
        """Whether everything is wanted, line by line."""
        return self.format == "ndjson"


class _Classed(Listed):
    taxonomy_term_id: UUID | None = Field(
        None, description="Only what is classed under this term or a term under it."
    )
    taxonomy_id: UUID | None = Field(
        None, description="Only what is classed under any term of this taxonomy."
    )
    modified_after: Moment | None = Field(
        None,
        description="Only what changed at or after this moment. It brings what left since, too: look at the status.",
    )
    full: Flag = Field(False, description="Everything, nested, instead of the fields of its own.")


class _Near(_Classed):
    organization_id: UUID | None = Field(None, description="Only what this organization gives.")
    postcode: Words = Field(
        "",
        description="A ZIP code of this city: only services for people who live there; with `proximity`, near it.",
    )
    proximity: Metres | None = Field(
        None, description="Metres from the middle of the ZIP code in `postcode`."
    )


class AskServices(_Near):
    """What `/services` takes."""

    minimal: Flag = Field(
        False,
        description="Only id, name, status and last change; all on one page unless `per_page` says otherwise.",
    )


class AskPlaces(_Near):
    """What `/service_at_locations` takes."""


class AskOrganizations(_Classed):
    """What `/organizations` takes."""

    full_service: Flag = Field(
        False, description="With its services in full; without, their ids, names and status."
    )


class AskTaxonomies(Listed):
    """What `/taxonomies` takes."""


class AskTerms(Listed):
    """What `/taxonomy_terms` takes."""

    taxonomy_id: UUID | None = Field(None, description="Only terms of this taxonomy.")
    top_only: Flag = Field(False, description="Only terms of the first level.")
    parent_id: UUID | None = Field(None, description="Only terms directly under this one.")


class AskOne(BaseModel):
    """What an address of one record takes: nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskOrganization(AskOne):
    """What `/organizations/{id}` takes."""

    full_service: Flag = Field(False, description="With its services in full.")


Ask = TypeVar("Ask", bound=BaseModel)
EXPECTED: Final[Mapping[str, str]] = {
    "page": "a whole number from 1",
    "per_page": f"a whole number from 1 to {MOST_ON_A_PAGE}",
    "format": "json or ndjson",
    "search": "at most 500 characters",
    "postcode": "a ZIP code, such as 02108",
    "proximity": "a number of metres, such as 1500",
    "modified_after": "a moment, such as 2026-11-16T14:00:00Z",
    **dict.fromkeys(("minimal", "full", "full_service", "top_only"), "true or false"),
    **dict.fromkeys(
        ("taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id"),
        "the id of a record, such as 8c5b2a06-9f0e-4f0a-9d56-0c7b6b8f1c55",
    ),
}


def asked(request: HttpRequest, kind: type[Ask]) -> Ask:
    """What somebody asks, from the address and, by POST, from the body, which goes first. Raises BadParameter."""
    said: dict[str, Any] = request.GET.dict()
    if request.method == "POST":
        said |= _body(request)
    if any("\x00" in value for value in said.values() if isinstance(value, str)):
        raise BadParameter("A parameter holds a character of code 0, which no text has.")
    try:
        return kind.model_validate(said)
    except ValidationError as wrong:
        raise _told(wrong, kind) from None


def _told(wrong: ValidationError, kind: type[BaseModel]) -> BadParameter:
    first = wrong.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        known = ", ".join(kind.model_fields) or "none"
        return BadParameter(
            f"This address has no parameter {name[:60]!r}. It takes: {known}.", name=name
        )
    return BadParameter(
        f"{name}: expected {EXPECTED[name]}, got {str(first['input'])[:60]!r}.", name=name
    )


def _body(request: HttpRequest) -> dict[str, Any]:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise BadParameter("The body is too long: at most 64 kB.", status=413)
    kind = (request.content_type or "").lower()
    if kind == "application/json" or kind.endswith("+json"):
        return _json(request.body)
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return _form(request)
    if request.body.strip():
        raise BadParameter("The body must be JSON or a form: say so in Content-Type.", status=415)
    return {}


def _form(request: HttpRequest) -> dict[str, Any]:
    try:
        return dict(request.POST.dict())
    except (MultiPartParserError, RequestDataTooBig, SuspiciousOperation, UnicodeError):
        raise BadParameter("The form in the body cannot be read.") from None


def _json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise BadParameter(
            'The body is no JSON. Expected an object, such as {"page": 2}.'
        ) from None
    if not isinstance(said, dict):
        raise BadParameter('The body must be a JSON object, such as {"page": 2}.')
    for name in (name for name, value in said.items() if value is None):
        raise BadParameter(f"{name[:60]}: null says nothing. Leave it out instead.", name=name)
    return said
