"""What is still missing before an interpreter can be sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from xenia.work.language_access.models import Credential, Interpreter, LanguagePair, WeeklyHours

LANGUAGES, PROOF, HOURS, CONTACT, AGREEMENT = (
    "languages",
    "proof",
    "hours",
    "contact",
    "agreement",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing she needs. is_waiting: it is written down, and somebody has to look at it."""

    code: str
    is_there: bool
    is_waiting: bool = False


def checklist(interpreter: Interpreter, on: date) -> list[Item]:
    """What one interpreter needs, in the order in which it is done."""
    return checklists([interpreter], on)[interpreter.pk]


def checklists(interpreters: Iterable[Interpreter], on: date) -> dict[UUID, list[Item]]:
    """The same for many, with three queries. A vendor's line proves nothing to us: its vendor does."""
    people = list(interpreters)
    pairs = _with(LanguagePair.objects.standing(), people)
    hours = _with(WeeklyHours.objects.exclude(valid_until__lt=on), people)
    proofs = _proofs(people, on)
    return {
        one.pk: [
            Item(LANGUAGES, one.pk in pairs),
            *([] if one.is_vendor_line else [_proof(*proofs.get(one.pk, (0, 0)))]),
            Item(HOURS, one.pk in hours),
            Item(CONTACT, bool(one.phone or (one.email and not one.is_vendor_line))),
            Item(AGREEMENT, one.agreed_on is not None),
        ]
        for one in people
    }


def _with(rows: object, people: list[Interpreter]) -> set[UUID]:
    found = rows.filter(interpreter__in=people)  # type: ignore[attr-defined]
    return set(found.values_list("interpreter_id", flat=True))


def _proofs(people: list[Interpreter], on: date) -> dict[UUID, tuple[int, int]]:
    """For each: how many credentials count on a day, and how many wait for a colleague."""
    current = Q(expires_on=None) | Q(expires_on__gte=on)
    rows = Credential.objects.recorded().filter(current, interpreter__in=people)
    counted = (
        rows.order_by()
        .values("interpreter_id")
        .annotate(
            counts=Count("pk", filter=Q(checked_on__isnull=False)),
            waits=Count("pk", filter=Q(checked_on__isnull=True)),
        )
    )
    return {row["interpreter_id"]: (row["counts"], row["waits"]) for row in counted}


def _proof(counts: int, waits: int) -> Item:
    return Item(PROOF, counts > 0, is_waiting=not counts and waits > 0)


def weekly_hours(interpreter: Interpreter, on: date) -> list[WeeklyHours]:
    """Her week as it stands on a day, or as it begins later where nothing stands yet."""
    rows = list(interpreter.hours.exclude(valid_until__lt=on))
    standing = [one for one in rows if one.valid_from <= on]
    return standing or rows
