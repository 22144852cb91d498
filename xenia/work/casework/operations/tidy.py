"""What is done every day without anybody: drafts nobody goes on with end."""

import contextlib
from datetime import datetime, timedelta

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Status, Withdrawn
from xenia.work.casework.operations.working import withdraw

ABANDONED_AFTER = timedelta(days=30)


def tidy_drafts(at: datetime) -> int:
    """End the drafts nobody touched for a month; they are counted as abandoned. How many."""
    before = local_day(at) - ABANDONED_AFTER
    ended = 0
    for draft in Intake.objects.filter(status=Status.STARTED, moved_on__lt=before):
        with contextlib.suppress(WrongState):
            withdraw(
                intake=draft,
                why=Withdrawn.ABANDONED,
                version=draft.state_version,
                by=None,
                at=at,
            )
            ended += 1
    return ended
