"""The call for counts: it is opened, organizations answer, and it is closed.

What they report is not measured here and not unduplicated. It never enters the ledger: a ledger fact is something the
office did itself, once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, begun, take_step
from xenia.ground.reference.calendar import business_day_after
from xenia.ground.reference.vocabularies import vocabulary
from xenia.insight.reports.call_days import FEWEST_TO_ANSWER, due_asked_late, due_before
from xenia.insight.reports.messages import COUNTS_ASKED
from xenia.insight.reports.models import DataCall, DataRequest, Part, ReportedFigure
from xenia.insight.reports.operations.telling import tell_organization
from xenia.registers.directory.models import Organization

Status = DataRequest.Status
# What is told by case type; everything else by service type.
BY_CASE_TYPE: Final = frozenset({Part.LEGAL_DIRECT, Part.LEGAL_REFERRED})
MOST: Final = 10_000_000  # people or acts of one organization in a year


class AlreadyCalled(Exception):
    """The year has its call."""


class TooShort(ValueError):
    """The Council's day leaves nobody the time to answer."""


class CallClosed(Exception):
    """The call is over: nothing is asked or answered any more."""


class HasNumbers(Exception):
    """An organization that sent numbers stays in the call."""


class NotCounted(ValueError):
    """A number nobody could read in the report: of no part, of no service or case type, twice, or below 0."""


class NothingSaid(ValueError):
    """An answer has at least one number."""


class NothingToGoBackTo(Exception):
    """No spreadsheet was taken since the numbers were last typed."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number an organization reports. service_type, case_type: "" for all together."""

    part: str
    value: int
    service_type: str = ""
    case_type: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is a number of."""
        return self.part, self.service_type, self.case_type


@transaction.atomic
def open_call(
    *, year: int, council_on: date, organizations: Iterable[Organization], by: User, at: datetime
) -> DataCall:
    """Ask organizations for their counts of a year, by a day made back from the Council's.

    Raises AlreadyCalled, and TooShort when the Council's day leaves fewer than a week to answer.
    """
    today, due_on = local_day(at), due_before(council_on)
    if due_on < business_day_after(today, FEWEST_TO_ANSWER):
        raise TooShort(f"answers would be due on {due_on}")
    call = DataCall(year=year, council_on=council_on, opened_on=today, due_on=due_on)
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        raise AlreadyCalled(f"the call of {year} is there") from None
    audit.record(by, "reports.call_opened", call, at=at)
    for one in organizations:
        _ask(call, one, due_on, by, at)
    return call


@transaction.atomic
def ask_too(
    *, call: DataCall, organization: Organization, by: User, at: datetime
) -> DataRequest | None:
    """One organization more is asked, with days of its own where the call's has come near.

    None when it was asked before. Raises CallClosed.
    """
    _held(call)
    if DataRequest.objects.filter(call=call, organization=organization).exists():
        return None
    due_on = due_asked_late(call.due_on, call.council_on, local_day(at))
    return _ask(call, organization, due_on, by, at)


def _ask(
    call: DataCall, organization: Organization, due_on: date, by: User, at: datetime
) -> DataRequest:
    request = DataRequest.objects.create(call=call, organization=organization, due_on=due_on)
    begun(request, at=at, by=by.pk)
    audit.record(by, "reports.counts_asked", request, at=at)
    tell_organization(COUNTS_ASKED, request, at)
    return request


@transaction.atomic
def leave_out(*, request: DataRequest, version: int, by: User, at: datetime) -> None:
    """An organization is not asked after all. Raises CallClosed, HasNumbers, and WrongState for whoever comes second."""
    _held(request.call)
    current = DataRequest.objects.select_for_update().filter(pk=request.pk).first()
    if current is None or current.state_version != version:
        raise WrongState(request, current.status if current else "gone", "gone")
    if current.figures.exists() or current.status in (Status.ANSWERED, Status.NOTHING):
        raise HasNumbers(f"request {request.pk} was answered")
    audit.record(by, "reports.counts_not_asked", current, at=at)
    current.delete()


@transaction.atomic
def answer(
    *,
    request: DataRequest,
    numbers: Sequence[Number],
    method: str,
    version: int,
    by: User,
    at: datetime,
) -> DataRequest:
    """An organization sends its counts, by itself or on the phone: they are reported, and not unduplicated.

    Raises NotCounted, NothingSaid, CallClosed, WrongState when it was answered, Crossed when somebody wrote meanwhile.
    """
    if not numbers:
        raise NothingSaid("expected at least one number")
    fields = {"answered_on": local_day(at), "before_file": None}
    return _write(request, Status.ANSWERED, numbers, method, version, by, at, fields)


@transaction.atomic
def save_begun(
    *,
    request: DataRequest,
    numbers: Sequence[Number],
    method: str,
    version: int,
    by: User,
    at: datetime,
    is_from_file: bool = False,
) -> DataRequest:
    """Keep counts that are not all there yet. is_from_file: then what stood there before can come back.

    Raises NotCounted, CallClosed, WrongState when it was answered, Crossed when somebody wrote meanwhile.
    """
    before = _as_kept(request) if is_from_file else None
    return _write(request, Status.BEGUN, numbers, method, version, by, at, {"before_file": before})


@transaction.atomic
def take_file_back(*, request: DataRequest, version: int, by: User, at: datetime) -> DataRequest:
    """What stood there before the last spreadsheet stands there again. Raises NothingToGoBackTo, and as `save_begun`."""
    request.refresh_from_db(fields=["before_file"])
    kept: Mapping[str, Any] | None = request.before_file
    if kept is None:
        raise NothingToGoBackTo(f"request {request.pk} has no spreadsheet to take back")
    numbers = [Number(part, value, service, case) for part, service, case, value in kept["figures"]]
    fields = {"before_file": None}
    return _write(request, Status.BEGUN, numbers, kept["method"], version, by, at, fields)


@transaction.atomic
def nothing_to_report(*, request: DataRequest, version: int, by: User, at: datetime) -> DataRequest:
    """An organization says that it did nothing of what is asked. What it had begun goes."""
    fields = {"answered_on": local_day(at), "before_file": None}
    return _write(request, Status.NOTHING, (), "", version, by, at, fields)


@transaction.atomic
def take_up_again(*, request: DataRequest, version: int, by: User, at: datetime) -> DataRequest:
    """An answer is opened again, to be corrected; it counts as begun until it is sent. Raises CallClosed, WrongState."""
    _held(request.call)
    take_step(request, to=Status.BEGUN, at=at, version=version, by=by.pk, answered_on=None)
    audit.record(by, "reports.counts_taken_up", request, at=at)
    return request


@transaction.atomic
def close_call(*, call: DataCall, by: User, at: datetime) -> DataCall:
    """Nobody is asked any more; who did not answer is named in the report. Raises CallClosed for whoever comes second."""
    current = _held(call)
    current.closed_on = local_day(at)
    current.save(update_fields=["closed_on"])
    call.closed_on = current.closed_on
    audit.record(by, "reports.call_closed", call, at=at)
    return call


@transaction.atomic
def open_again(*, call: DataCall, by: User, at: datetime) -> DataCall:
    """A call that was closed too early takes answers again."""
    current = DataCall.objects.select_for_update().get(pk=call.pk)
    if current.closed_on is not None:
        current.closed_on = None
        current.save(update_fields=["closed_on"])
        audit.record(by, "reports.call_opened_again", current, at=at)
    return current


def _held(call: DataCall) -> DataCall:
    """The call, locked: nobody closes it while it is answered. Raises CallClosed."""
    current = DataCall.objects.select_for_update().get(pk=call.pk)
    if current.closed_on is not None:
        raise CallClosed(f"the call of {current.year} is closed")
    return current


def _write(
    request: DataRequest,
    to: str,
    numbers: Sequence[Number],
    method: str,
    version: int,
    by: User,
    at: datetime,
    fields: Mapping[str, Any],
) -> DataRequest:
    _refuse_uncounted(numbers)
    _held(request.call)
    take_step(request, to=to, at=at, version=version, by=by.pk, method=method, **fields)
    request.figures.all().delete()
    ReportedFigure.objects.bulk_create(
        [
            ReportedFigure(
                request=request,
                part=one.part,
                service_type=one.service_type,
                case_type=one.case_type,
                value=one.value,
                entered_on=local_day(at),
            )
            for one in numbers
        ]
    )
    audit.record(by, _SAID[to], request, at=at)
    return request


_SAID: Final[Mapping[str, str]] = {
    Status.BEGUN: "reports.counts_begun",
    Status.ANSWERED: "reports.counts_answered",
    Status.NOTHING: "reports.nothing_to_report",
}


def _as_kept(request: DataRequest) -> dict[str, Any]:
    rows = request.figures.values_list("part", "service_type", "case_type", "value")
    return {"method": request.method, "figures": [list(row) for row in rows]}


def _refuse_uncounted(numbers: Sequence[Number]) -> None:
    services = {"", *(one.code for one in vocabulary("service_types"))}
    cases = {"", *(one.code for one in vocabulary("legal_case_types"))}
    for one in numbers:
        is_placed = one.part in Part.values and (
            not one.service_type if one.part in BY_CASE_TYPE else not one.case_type
        )
        if not is_placed or one.service_type not in services or one.case_type not in cases:
            raise NotCounted(f"{one.place} is none of what is asked")
        if not 0 <= one.value <= MOST:
            raise NotCounted(f"{one.place}: expected 0 to {MOST}")
    if len({one.place for one in numbers}) < len(numbers):
        raise NotCounted("expected each number once")
