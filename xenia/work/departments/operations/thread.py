"""What the other operations share: the report as it is now, one more piece in its thread, and its end taken back."""

import contextlib
from datetime import datetime
from typing import Any, Final

from django.db.models import Max

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.departments.ledger_kinds import CLOSED
from xenia.work.departments.models import Refusal, RefusalWord

OPEN_AGAIN: Final[dict[str, Any]] = {"closing": "", "closed_on": None}


def locked(refusal: Refusal) -> Refusal:
    """The report as it is now; others wait until this transaction ends."""
    current: Refusal = Refusal.objects.select_for_update().get(pk=refusal.pk)
    return current


def add_words(
    refusal: Refusal, *, kind: str, text: str, by: User | None, at: datetime
) -> RefusalWord:
    """One more piece of the thread, in the caller's transaction, which holds the report's row."""
    last = RefusalWord.objects.filter(refusal_id=refusal.pk).aggregate(last=Max("number"))["last"]
    word: RefusalWord = RefusalWord.objects.create(
        subject_id=refusal.subject_id,
        refusal=refusal,
        number=(last or 0) + 1,
        kind=kind,
        text=text.strip(),
        on=local_day(at),
        by_id=by.pk if by else None,
    )
    return word


def count_closed(refusal: Refusal, *, quantity: int = 1) -> None:
    """What became of a report. quantity: -1 takes it back. Raises YearIsClosed."""
    assert refusal.closed_on
    ledger.record(
        kind=CLOSED,
        on=refusal.closed_on,
        quantity=quantity,
        department=refusal.service.organization_id,
        service=refusal.service_id,
        outcome=refusal.closing,
    )


def count_less(current: Refusal) -> None:
    """Take back what became of it, if it was closed. The counts of a closed year stay as they are."""
    if current.closed_on:
        with contextlib.suppress(YearIsClosed):
            count_closed(current, quantity=-1)
