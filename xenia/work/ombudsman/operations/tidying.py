"""What leaves by itself: what a machine wrote, and ways to reach her that nobody needs any more."""

import contextlib
from datetime import datetime, timedelta
from typing import Final

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.operations import remove_contact_point
from xenia.ground.vault.subjects import UnderHold, shred
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Status

# Time to notice that a person wrote it after all, and time to ask for a second look; the office's own habits.
DISCARDED_KEPT: Final = timedelta(days=30)
CONTACT_KEPT: Final = timedelta(days=90)
AT_ONCE: Final = 1_000


def tidy_complaints(at: datetime) -> int:
    """Discarded ones are destroyed after 30 days, ways to reach her 90 days after the end. How many were destroyed.

    What a legal hold keeps, stays; and her way, while we still have to ask her how she is.
    """
    today = local_day(at)
    over = Complaint.objects.filter(
        status=Status.DISCARDED, moved_on__lte=today - DISCARDED_KEPT
    ).values_list("subject_id", flat=True)
    gone = 0
    for subject in list(over[:AT_ONCE]):
        with contextlib.suppress(UnderHold):
            shred(subject, by=None, at=at, reason="discarded")
            gone += 1
    waited_for = Clock.objects.filter(met_on=None, dropped_on=None)
    done = (
        Complaint.objects.filter(status=Status.CLOSED, closed_on__lte=today - CONTACT_KEPT)
        .exclude(contact=None)
        .exclude(pk__in=waited_for.values("complaint"))
    )
    for contact in ContactPoint.objects.filter(pk__in=done.values("contact_id")):
        with contextlib.suppress(UnderHold):
            remove_contact_point(contact=contact, by=None, at=at)
    return gone
