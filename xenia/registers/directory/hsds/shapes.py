"""A row of the directory as an HSDS object: blanks are left out, and what the standard cannot hold is put right."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Final

from xenia.registers.directory.hsds.fetching import fetched
from xenia.registers.directory.hsds.tables import NESTED, OBJECTS, Kind

Shape = dict[str, Any]
Convert = Callable[[Any], Any]
# What a web address may consist of (RFC 3986); others are not addresses a machine can follow.
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9\-._~%]+(:\d+)?([/?#][A-Za-z0-9\-._~%!$&'()*+,;=:@/?#\[\]]*)?"
)
_HOST: Final = re.compile(r"[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}([/?#].*)?")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
_EXTENSION: Final = re.compile(r"0|[1-9]\d{0,9}")


def moment(at: datetime) -> str:
    """A moment in UTC to the millisecond, as the standard wants it: "2026-11-16T14:00:00.000Z"."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def web_address(text: str) -> str:
    """An address software can follow: a bare host gets its scheme; what is no web address becomes ""."""
    said = text.strip()
    if _HOST.fullmatch(said):
        said = f"http://{said}"
    well_formed = _ADDRESS.fullmatch(said) and said.count("#") < 2 and not _broken_escape(said)
    return said if well_formed and "[" not in said and "]" not in said else ""


def _broken_escape(text: str) -> bool:
    return bool(re.search(r"%(?![0-9A-Fa-f]{2})", text))


def email_address(text: str) -> str:
    """An e-mail address as such; a sentence about one becomes ""."""
    said = text.strip()
    is_one = _EMAIL.fullmatch(said) and ".." not in said and not said.startswith(".")
    return said if is_one and ".@" not in said else ""


def number(value: Any) -> float | int | str:
    """A number, whole where it is whole; a text that is none becomes ""."""
    if isinstance(value, str) and not _EXTENSION.fullmatch(value):
        return ""
    as_float = float(value)
    return int(as_float) if as_float.is_integer() else as_float


def _day(value: date) -> str:
    return value.isoformat()


def _time(value: time) -> str:
    return value.strftime("%H:%M:%S")


CONVERT: Final[Mapping[Kind, Convert]] = {
    Kind.TEXT: str,
    Kind.ID: str,
    Kind.NUMBER: number,
    Kind.URI: web_address,
    Kind.EMAIL: email_address,
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.MOMENT: moment,
    Kind.FLAG: bool,
}


@cache
def _plan(name: str) -> tuple[tuple[str, str, Convert, tuple[str, ...], bool], ...]:
    return tuple(
        (field.name, field.attribute, CONVERT[field.kind], field.values, field.is_required)
        for field in OBJECTS[name]
        if field.kind in CONVERT
    )


def shaped(name: str, row: Any) -> Shape:
    """The plain fields of a row. A blank is left out, but where the standard needs the field: there it stays empty."""
    shape: Shape = {}
    for field, attribute, convert, values, is_required in _plan(name):
        value = getattr(row, attribute, None)
        if value is None or value == "":
            if is_required:
                shape[field] = ""
            continue
        said = convert(value)
        if said == "" or (values and said not in values):
            continue
        shape[field] = said
    return shape


def nested(shape: Shape, **parts: Any) -> Shape:
    """A shape with what hangs on it: empty lists and missing objects are left out."""
    shape |= {name: part for name, part in parts.items() if part}
    return shape


@cache
def _nested_names(name: str) -> frozenset[str]:
    return frozenset(field.name for field in OBJECTS[name] if field.kind in NESTED)


def flat(name: str, shape: Shape, keep: tuple[str, ...] = ()) -> Shape:
    """A shape without what is nested in it, but for the objects named."""
    gone = _nested_names(name).difference(keep)
    return {field: value for field, value in shape.items() if field not in gone}


def by_id(shapes: list[Shape]) -> list[Shape]:
    """Rows in an order that does not change when a database moves them."""
    return sorted(shapes, key=_id)


def _id(shape: Shape) -> str:
    return str(shape["id"])


def phone_shape(phone: Any) -> Shape:
    """A phone; an extension that is more than a number is told in the description."""
    shape = shaped("phone", phone)
    if phone.extension and "extension" not in shape:
        said = (phone.description, f"ext. {phone.extension}")
        shape["description"] = " ".join(filter(None, said))
    return nested(shape, languages=rows("language", phone, "languages"))


def rows(name: str, record: Any, related: str) -> list[Shape]:
    """The rows of one kind that hang on a record."""
    return by_id([shaped(name, row) for row in fetched(record, related)])


def phones(record: Any) -> list[Shape]:
    """Phones with their languages."""
    return by_id([phone_shape(one) for one in fetched(record, "phones")])


def contacts(record: Any) -> list[Shape]:
    """Contacts with their phones."""
    found = fetched(record, "contacts")
    return by_id([nested(shaped("contact", one), phones=phones(one)) for one in found])


def urls(record: Any, related: str) -> list[Shape]:
    """Further web addresses; what is no web address is left out, for the standard needs one."""
    return [one for one in rows("url", record, related) if one.get("url")]


def capacities(record: Any) -> list[Shape]:
    """How much is free, with its unit."""
    found = fetched(record, "capacities")
    return by_id(
        [nested(shaped("service_capacity", one), unit=shaped("unit", one.unit)) for one in found]
    )


def term_shape(term: Any) -> Shape:
    """A term with the name of its taxonomy and the taxonomy itself."""
    shape = shaped("taxonomy_term", term)
    if term.taxonomy_id:
        shape["taxonomy"] = term.taxonomy.name
        shape["taxonomy_detail"] = shaped("taxonomy", term.taxonomy)
    else:
        shape.pop("taxonomy", None)
    return shape


def attribute_shape(attribute: Any, terms: Mapping[Any, Shape]) -> Shape:
    """A record's link to a term. terms: their shapes by id."""
    return nested(
        shaped("attribute", attribute), taxonomy_term=terms.get(attribute.taxonomy_term_id)
    )
