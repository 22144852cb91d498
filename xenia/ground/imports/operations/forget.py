"""Files nobody brought in are thrown away, and what undoing needs is forgotten in time."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from xenia.ground.accounts import audit
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.imports.kept import kept_runs, throw_away
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations.undo import UNDO_FOR
from xenia.ground.imports.plug import Outcome
from xenia.ground.imports.sentences import Sentence

KEPT: Final = timedelta(days=7)
_NEVER_REACHED: Final = gettext_noop(
    "The import stood still for a week before it came to this row."
)


def forget_old_imports(at: datetime) -> int:
    """End the imports that lay open for a week, and forget after thirty days which row made which record.

    Returns how many files were thrown away.
    """
    old = SheetRun.objects.filter(status__in=SheetRun.OPEN, laid_down_at__lt=at - KEPT)
    ended = sum(_end(run, at) for run in old)
    SheetRow.objects.filter(run__applied_at__lt=at - UNDO_FOR).exclude(
        Q(trace={}) & Q(said={})
    ).update(trace={}, said={})
    return ended + _without_a_run(at)


@transaction.atomic
def _end(run: SheetRun, at: datetime) -> bool:
    try:
        if run.status == SheetRun.Status.APPLYING:
            transition(run, to=SheetRun.Status.APPLIED, at=at, applied_at=at, is_kept=False)
            run.lines.filter(outcome="").update(
                outcome=Outcome.REFUSED, reason=Sentence(_NEVER_REACHED).kept()
            )
        else:
            transition(run, to=SheetRun.Status.LEFT, at=at, is_kept=False)
            run.lines.all().delete()
    except WrongState:
        return False
    audit.record(None, "imports.sheet_left", run, at=at)
    transaction.on_commit(lambda: throw_away(run.pk))
    return True


def _without_a_run(at: datetime) -> int:
    """Throw away the files whose import is over, or was never written down: something broke in between."""
    kept = set(kept_runs(before=at - timedelta(hours=1)))
    open_now = SheetRun.objects.filter(pk__in=kept, is_kept=True).values_list("pk", flat=True)
    left_over = kept - set(open_now)
    for run in left_over:
        throw_away(run)
    return len(left_over)
