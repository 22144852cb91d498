"""What is counted besides about requests: who came late, and who was needed at once."""

from datetime import date
from typing import Any

from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.operations import record
from xenia.work.language_access.ledger_kinds import ABOUT
from xenia.work.language_access.models import InterpreterRequest

CAME_LATE = "language_access.came_late"
NEEDED_NOW = "language_access.needed_now"

register(CAME_LATE, "An interpreter came later than agreed.", dimensions=ABOUT)
register(
    NEEDED_NOW,
    "Somebody was needed at once. outcome: a vendor’s line was called, interpreters were asked, or nobody was there.",
    dimensions=(*ABOUT, "outcome"),
)


def count_late(request: InterpreterRequest, *, on: date) -> None:
    """Once for each meeting, however late she came."""
    if request.late_minutes:
        _count(CAME_LATE, request, on)


def count_needed_now(request: InterpreterRequest, *, outcome: str, on: date) -> None:
    """How it went with somebody who stood there."""
    _count(NEEDED_NOW, request, on, outcome=outcome)


def _count(kind: str, request: InterpreterRequest, on: date, **more: Any) -> None:
    record(
        kind=kind,
        on=on,
        language=request.language,
        mode=request.mode,
        department=request.organization_id,
        **more,
    )
