"""A complaint that came before us, in an office's own list, comes in; and goes again where that was a mistake."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import city_zone
from xenia.ground.common.ids import new_id
from xenia.ground.notifications.operations import remove_contact_point
from xenia.ground.vault.subjects import is_held
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations.counting import Counted, count_filed
from xenia.work.ombudsman.operations.filing import Report, file_complaint

NOON = time(12)


class WorkedOnSince(Exception):
    """Somebody worked on the complaint since, or a legal hold keeps it."""


@dataclass(frozen=True, slots=True, repr=False)
class ListedComplaint:
    """One complaint of a list, and the day it came to whoever kept the list."""

    report: Report
    filed_on: date


@transaction.atomic
def bring_complaint(*, listed: ListedComplaint, by: User, at: datetime) -> Complaint:
    """It comes in as any other, and its days are counted from the day of the list.

    Raises YearIsClosed when the counts of that year are closed, and what filing raises.
    """
    then = datetime.combine(listed.filed_on, NOON, city_zone())
    token = f"list {new_id().hex}"
    complaint = file_complaint(report=listed.report, token=token, by=by, at=min(then, at))
    audit.record(by, "ombudsman.brought", complaint, at=at)
    return complaint


@transaction.atomic
def take_complaint_back(*, complaint: UUID, since: datetime, by: User, at: datetime) -> None:
    """A complaint that came with a list goes again, and is counted back. Raises WorkedOnSince, YearIsClosed."""
    current = Complaint.objects.select_for_update().filter(pk=complaint).first()
    if current is None or _was_worked_on(current, since):
        raise WorkedOnSince(f"complaint {complaint} was worked on since, or is gone")
    if is_held([current.subject_id], {"ombudsman.complaint"}):
        raise WorkedOnSince(f"a legal hold keeps complaint {complaint}")
    count_filed(Counted.of(current), on=current.filed_on, quantity=-1)
    audit.record(by, "ombudsman.taken_back", current, at=at)
    if current.contact:
        remove_contact_point(contact=current.contact, by=by, at=at)
    current.delete()


def _was_worked_on(current: Complaint, since: datetime) -> bool:
    """Whoever worked on it in between would lose it; a look changes nothing."""
    acts = AuditEvent.objects.filter(record_id=current.pk, at__gt=since)
    worked = acts.filter(action__startswith="ombudsman.").exclude(action="ombudsman.climbed")
    return current.status != Status.RECEIVED or current.state_version > 0 or worked.exists()
