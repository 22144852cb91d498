"""The roster: who works from which language into which, as a department may look through it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, When

from xenia.work.language_access.models import (
    Conflict,
    DoNotSend,
    Interpreter,
    LanguagePair,
    ServedArea,
)
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.queries.ranks import ranked, with_rank

FROM, INTO = "from", "into"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; what is empty does not count. All that is said of languages must hold of one pair.

    direction: FROM the language into another, INTO it from another. way: a value of `Way`. least: the lowest rank.
    area: the code of an area; who names none serves everywhere. asking: the organizations for which somebody looks.
    """

    language: str = ""
    direction: str = ""
    other_language: str = ""
    dialect: str = ""
    way: str = ""
    least: int = 0
    gender: str = ""
    kind: str = ""
    area: str = ""
    asking: tuple[UUID, ...] = ()


def roster(filters: Filters, *, on: date) -> Any:
    """Active interpreters who fit: staff first, vendor lines last.

    With organizations that ask: without those who have an interest there, and those who are not sent there.
    """
    found = Interpreter.objects.active().filter(Exists(_pairs(filters, on)))
    for name in ("gender", "kind"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.area:
        found = _serving(found, filters.area)
    for organization in filters.asking:
        found = sent_to(found, organization, on)
    turn = Case(When(kind=Kind.STAFF, then=0), When(kind=Kind.VENDOR_LINE, then=2), default=1)
    return found.order_by(turn, "kind", "added_on", "pk")


def _pairs(filters: Filters, on: date) -> Any:
    """The pairs of the interpreter of the outer query that fit."""
    pairs = LanguagePair.objects.standing().filter(interpreter=OuterRef("pk"))
    if filters.language:
        pairs = pairs.filter(_of(filters.language, filters.direction))
    if filters.other_language:
        pairs = pairs.filter(_of(filters.other_language, ""))
    if filters.dialect:
        pairs = pairs.filter(dialect__iexact=filters.dialect)
    if filters.way:
        pairs = pairs.filter(**{Way(filters.way).value: True})
    return with_rank(pairs, filters.least, filters.way, on) if filters.least else pairs


def _of(language: str, direction: str) -> Q:
    speaks, writes = Q(from_language=language), Q(to_language=language)
    return {FROM: speaks, INTO: writes}.get(direction, speaks | writes)


def _serving(found: Any, area: str) -> Any:
    served = ServedArea.objects.filter(interpreter=OuterRef("pk"))
    return found.filter(Exists(served.filter(area__code=area)) | ~Exists(served))


def sent_to(found: Any, organization: UUID, on: date) -> Any:
    """Those of them whom an organization may be sent."""
    own = {"interpreter": OuterRef("pk"), "organization": organization}
    return found.exclude(Exists(Conflict.objects.filter(**own))).exclude(
        Exists(DoNotSend.objects.in_force(on).filter(**own))
    )


def kept_away(organization: UUID, on: date) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Who has an interest there, and whom it is not sent: what a `matching.Need` calls excluded and not_sent."""
    interests = Conflict.objects.filter(organization=organization)
    asked = DoNotSend.objects.in_force(on).filter(organization=organization)
    return (
        frozenset(interests.values_list("interpreter_id", flat=True)),
        frozenset(asked.values_list("interpreter_id", flat=True)),
    )


def works_so(
    *, from_language: str, to_language: str, way: str, dialect: str = "", least: int = 0, on: date
) -> frozenset[UUID]:
    """Active interpreters with one pair that has all of this; the others of the language do not fit."""
    pairs = LanguagePair.objects.standing().filter(
        from_language=from_language, to_language=to_language, **{Way(way).value: True}
    )
    if dialect:
        pairs = pairs.filter(dialect__iexact=dialect)
    if least:
        pairs = with_rank(pairs, least, way, on)
    active = pairs.filter(interpreter__status="active")
    return frozenset(active.values_list("interpreter_id", flat=True))


def pairs_of(interpreters: Iterable[Interpreter], on: date) -> dict[UUID, list[LanguagePair]]:
    """The standing pairs of some interpreters, each with its ranks of the day, by interpreter."""
    rows = LanguagePair.objects.standing().filter(interpreter__in=list(interpreters))
    found: dict[UUID, list[LanguagePair]] = defaultdict(list)
    for pair in ranked(rows, on):
        found[pair.interpreter_id].append(pair)
    return found


def languages_of_roster() -> list[str]:
    """The languages somebody active works in."""
    rows = LanguagePair.objects.standing().filter(interpreter__status="active")
    both = rows.order_by().values_list("from_language", "to_language").distinct()
    return sorted({code for pair in both for code in pair})
