"""What falls due with the call: whoever has not answered is reminded."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.hours import office_hours_for_messages
from xenia.ground.reference.calendar import is_business_day
from xenia.insight.reports.call_days import reminder_days
from xenia.insight.reports.messages import COUNTS_DUE_SOON, COUNTS_LATE
from xenia.insight.reports.models import DataRequest
from xenia.insight.reports.operations.telling import tell_organization

Status = DataRequest.Status
WAITING = (Status.ASKED, Status.BEGUN)


def remind_late(at: datetime) -> int:
    """On business days, in the hours of messages, remind whoever has not answered; each reminder once. How many were."""
    today = local_day(at)
    if not (office_hours_for_messages().hold(at) and is_business_day(today)):
        return 0
    waiting = DataRequest.objects.filter(status__in=WAITING, call__closed_on=None)
    rows = waiting.exclude(reminded_on=today).values_list("pk", "due_on")
    days = {due_on: reminder_days(due_on) for due_on in {due for _pk, due in rows}}
    return sum(_remind_if_due(pk, days[due_on], at) for pk, due_on in rows)


@transaction.atomic
def _remind_if_due(pk: UUID, days: list[date], at: datetime) -> bool:
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("call").get(pk=pk)
    today = local_day(at)
    last = request.reminded_on or _asked_on(request)
    if request.status not in WAITING or not any(last < day <= today for day in days):
        return False
    _tell(request, at, by=None)
    return True


def _asked_on(request: DataRequest) -> date:
    """Who was asked after the others is not reminded of days before that."""
    first = request.steps_taken.order_by("at").first()
    return local_day(first.at) if first else request.call.opened_on


@transaction.atomic
def remind_now(*, request: DataRequest, by: User, at: datetime) -> DataRequest:
    """A colleague reminds one organization. Raises WrongState when it answered, or was reminded today."""
    current = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    is_told = current.reminded_on == local_day(at)
    if current.status not in WAITING or current.call.closed_on or is_told:
        raise WrongState(current, current.status, "reminded")
    _tell(current, at, by=by)
    return current


def _tell(request: DataRequest, at: datetime, *, by: User | None) -> None:
    today = local_day(at)
    request.reminded_on = today
    request.save(update_fields=["reminded_on"])
    tell_organization(COUNTS_LATE if today > request.due_on else COUNTS_DUE_SOON, request, at)
    audit.record(by, "reports.counts_reminded", request, at=at)
