"""What was asked and reported, for the desk and for the report: as it was said, never added to our own numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.accounts.models import User
from xenia.ground.disclosure.columns import Hidden, hidden_of, is_small
from xenia.ground.reference.office import office_facts
from xenia.insight.reports.models import DataCall, DataRequest
from xenia.registers.directory.models import Organization

Status = DataRequest.Status
WAITING: Final = (Status.ASKED, Status.BEGUN)
ANSWER: Final = "reports.answer"
CITY: Final = (Organization.Kind.CITY, Organization.Kind.LIBRARY)
# part, service type, case type; "" for all together.
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Reported:
    """What one organization reported: not measured by us, not unduplicated, printed apart.

    numbers: as it was said; they do not leave the office. shown: what may be, None where a number is too small or would
    give a small one away. is_answered: False where the report says that it did not answer; then both are empty.
    """

    organization: UUID
    name: str
    is_department: bool
    is_answered: bool
    has_nothing: bool
    answered_on: date | None
    method: str
    numbers: Mapping[Place, int]
    shown: Mapping[Place, int | None]

    def __repr__(self) -> str:
        """Without numbers, so that none gets into a log."""
        return f"Reported({self.organization})"


def reported(year: int) -> list[Reported]:
    """Every organization that was asked for a year's counts, by name; also those that did not answer."""
    rows = DataRequest.objects.filter(call__year=year).select_related("organization")
    found = rows.order_by("organization__name", "pk").prefetch_related("figures")
    return [_reported(one) for one in found]


def _reported(request: DataRequest) -> Reported:
    is_answered = request.status in (Status.ANSWERED, Status.NOTHING)
    numbers: dict[Place, int] = {}
    if request.status == Status.ANSWERED:
        numbers = {
            (one.part, one.service_type, one.case_type): one.value for one in request.figures.all()
        }
    return Reported(
        organization=request.organization_id,
        name=request.organization.name,
        is_department=request.organization.kind in CITY,
        is_answered=is_answered,
        has_nothing=request.status == Status.NOTHING,
        answered_on=request.answered_on if is_answered else None,
        method=request.method if is_answered else "",
        numbers=numbers,
        shown=protected(numbers),
    )


def protected(numbers: Mapping[Place, int]) -> dict[Place, int | None]:
    """The same numbers, None where one is from 1 to 10, or would be what the others leave of their sum."""
    by_part: dict[str, dict[str, int]] = defaultdict(dict)
    for (part, service, case), value in numbers.items():
        by_part[part][service or case] = value
    hidden = {part: _hidden(rows) for part, rows in by_part.items()}
    return {
        place: None if _is_hidden(hidden[place[0]], place[1] or place[2]) else value
        for place, value in numbers.items()
    }


# What all together has beyond the rows that are told apart: a row nobody prints, and everybody can reckon.
_REST: Final = "the rest"


def _hidden(rows: Mapping[str, int]) -> Hidden:
    parts = {code: value for code, value in rows.items() if code}
    total = rows.get("")
    if total is None:
        # Without a sum nothing can be taken from another: each small number hides by itself.
        return Hidden(frozenset(code for code, value in parts.items() if is_small(value)), False)
    if is_small(total):
        return Hidden(frozenset(parts), total=True)
    return hidden_of(parts | {_REST: max(0, total - sum(parts.values()))})


def _is_hidden(hidden: Hidden, code: str) -> bool:
    return code in hidden.rows if code else hidden.total


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a call is: how many were asked, have answered, have begun."""

    asked: int
    answered: int
    begun: int

    @property
    def waiting(self) -> int:
        """Those who have not answered."""
        return self.asked - self.answered


def standing(requests: Iterable[DataRequest]) -> Standing:
    """How far these requests are."""
    states = [one.status for one in requests]
    done = sum(state in (Status.ANSWERED, Status.NOTHING) for state in states)
    return Standing(len(states), done, states.count(Status.BEGUN))


def calls() -> QuerySet[DataCall]:
    """Every call, the newest year first."""
    return DataCall.objects.order_by("-year")


def open_call_now() -> DataCall | None:
    """The newest call that is not closed."""
    return DataCall.objects.filter(closed_on=None).order_by("-year").first()


def requests_of(call: DataCall) -> list[DataRequest]:
    """Who is asked in a call: those who have not answered first, then by name."""
    rows = DataRequest.objects.filter(call=call).select_related("organization", "call")
    return sorted(rows, key=lambda one: (one.status not in WAITING, one.organization.name))


def own_requests(user: User) -> QuerySet[DataRequest]:
    """What one's own organizations are asked, the newest first; open calls alone stand still to be answered."""
    own = {one for one in user.organizations() if user.may(ANSWER, organization=one)}
    rows = DataRequest.objects.filter(organization__in=own).select_related("organization", "call")
    return rows.order_by("-call__year", "organization__name")


def may_be_asked() -> QuerySet[Organization]:
    """Organizations that are open, by name, without the office: its own numbers are measured, and asked of nobody.

    The directory does not say which one it is; it has the office's name.
    """
    rows = Organization.objects.filter(status=Organization.Status.ACTIVE)
    return rows.exclude(name__in=office_facts().texts.get("name", {}).values()).order_by("name")


def not_asked(call: DataCall) -> QuerySet[Organization]:
    """Organizations of the directory that are not in a call, and may be."""
    asked = DataRequest.objects.filter(call=call).values("organization")
    return may_be_asked().exclude(pk__in=asked)


def who_to_ask() -> Sequence[Organization]:
    """Whom a new call asks by default: everybody who was asked the last time; the first time, who has somebody here."""
    last = calls().first()
    if last is not None:
        asked = DataRequest.objects.filter(call=last).values("organization")
        return list(may_be_asked().filter(pk__in=asked))
    return list(_with_people())


def _with_people() -> QuerySet[Organization]:
    from xenia.ground.accounts.models import RoleGrant
    from xenia.insight.reports.queries.answering import HEADS

    held = RoleGrant.objects.filter(role__in=HEADS, ended_at=None).exclude(organization_id=None)
    return may_be_asked().filter(pk__in=held.values("organization_id"))
