"""What a department promised should be there: whoever has the complaint looks."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.work.ombudsman.messages import REMEDY_DUE
from xenia.work.ombudsman.models import Remedy
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.queries.people import colleague, officers, supervisors


@transaction.atomic
def remind_of_remedies(at: datetime) -> int:
    """Once the day of a remedy is over, also another day it was given, and again each month until somebody saw it. Of how many.

    A message leaves the outbox after 30 days; until then it says that somebody was told.
    """
    told = OutboxMessage.objects.filter(
        template=REMEDY_DUE, record_id=OuterRef("pk"), queued_on__gt=OuterRef("due_on")
    )
    late = Remedy.objects.filter(
        verified_on=None, due_on__lt=local_day(at), complaint__status=Status.REMEDY_AGREED
    )
    rows = list(late.exclude(Exists(told)).select_related("complaint"))
    for remedy in rows:
        somebody = colleague(remedy.complaint.handler_id)
        for one in [somebody] if somebody else supervisors() or officers():
            queue(REMEDY_DUE, remedy, to=one, on=local_day(at))
    return len(rows)
