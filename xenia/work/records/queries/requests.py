"""Finding requests."""

from django.db.models import Case, F, IntegerField, When

from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import WAITING, RequestQuerySet

ALL = "all"


def requests_wanted(*, state: str = "", kind: str = "", number: str = "") -> RequestQuerySet:
    """Requests of a state ("" for those that wait, "all"), a kind, a number. Waiting ones first, the earliest due on top.

    What is overdue stands before what is due later; what is settled follows, the newest first.
    """
    found: RequestQuerySet = RecordsRequest.objects.all()
    if number:
        found = found.filter(number__icontains=number.strip())
    elif not state:
        found = found.waiting()
    elif state != ALL:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    settled = Case(When(status__in=WAITING, then=0), default=1, output_field=IntegerField())
    waiting_due = Case(When(status__in=WAITING, then=F("due_on")))
    return found.order_by(settled, waiting_due.asc(nulls_last=True), "-received_on", "-number")
