"""What the public tells us about entries: taken in, however many come at once, and dealt with.

A flood fills neither the disk nor the queue: the same words are one, a day takes so many and no more, and the rest is
counted. Nothing is kept of who sent it.
"""

import re
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.text import fold
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.vault.subjects import is_held, new_subject
from xenia.registers.directory.models import Proposal, Service, Suggestion, SuggestionDay
from xenia.registers.directory.operations.proposals import propose

LONGEST: Final = 1000
KEPT_A_DAY: Final = 200
SET_ASIDE_A_DAY: Final = 50
# More than one link in a few sentences about an opening hour is rarely a neighbor's.
LINKS: Final = 2
SET_ASIDE_FOR: Final = timedelta(days=30)
AFTER_DECISION: Final = timedelta(days=90)
_LINK: Final = re.compile(
    r"https?://|www\.|\[url|<a\s|\b[\w-]+\.(?:com|net|org|info|biz|ru|top|xyz)/", re.I
)


class Received(Enum):
    """What became of words somebody sent."""

    KEPT = "kept"
    SAME = "same"
    SET_ASIDE = "set aside"
    TOO_MANY = "too many"


def receive_suggestion(
    *, kind: str, service: Service | None, words: str, looks_automatic: bool, at: datetime
) -> Received:
    """Somebody tells us that an entry is wrong, or of a place we do not have.

    looks_automatic: a trap that people do not see was filled in. TOO_MANY: nothing was kept, and the person is told so.
    """
    words = words.strip()[:LONGEST]
    same = _mark(kind, service, words)
    is_aside = looks_automatic or len(_LINK.findall(words)) >= LINKS
    if _fold_in(same, at):
        return Received.SAME
    if not _may_keep(is_aside=is_aside, at=at):
        return Received.TOO_MANY
    # The key is committed before the row that needs it, outside the transaction; a key without a row is swept.
    subject = new_subject()
    try:
        return _keep(subject, kind, service, words, same, is_aside=is_aside, at=at)
    except IntegrityError:
        # The same words came at the same moment.
        return Received.SAME if _fold_in(same, at) else Received.TOO_MANY


def _mark(kind: str, service: Service | None, words: str) -> str:
    said = f"{kind} {service.pk if service else ''} {' '.join(fold(words).split())}"
    return salted_hmac("directory.suggestion", said, algorithm="sha256").hexdigest()


@transaction.atomic
def _fold_in(same: str, at: datetime) -> bool:
    """Whether these words wait already; then they are counted once more."""
    if not Suggestion.objects.filter(same=same).update(said_count=F("said_count") + 1):
        return False
    _count_day("same_count", at)
    return True


def _may_keep(*, is_aside: bool, at: datetime) -> bool:
    """Whether the day takes one more. The place is taken in the same step, so that two at once do not both get it."""
    column, most = ("set_aside_count", SET_ASIDE_A_DAY) if is_aside else ("kept_count", KEPT_A_DAY)
    with transaction.atomic():
        SuggestionDay.objects.get_or_create(day=local_day(at))
        day = SuggestionDay.objects.filter(day=local_day(at), **{f"{column}__lt": most})
        if day.update(**{column: F(column) + 1}):
            return True
        _count_day("left_out_count", at)
        return False


def _count_day(column: str, at: datetime) -> None:
    SuggestionDay.objects.get_or_create(day=local_day(at))
    SuggestionDay.objects.filter(day=local_day(at)).update(**{column: F(column) + 1})


@transaction.atomic
def _keep(
    subject: UUID,
    kind: str,
    service: Service | None,
    words: str,
    same: str,
    *,
    is_aside: bool,
    at: datetime,
) -> Received:
    status = Suggestion.Status.SET_ASIDE if is_aside else Suggestion.Status.WAITING
    Suggestion.objects.create(
        subject_id=subject,
        kind=kind,
        service=service,
        words=words,
        same=same,
        status=status,
        received_on=local_day(at),
    )
    if is_aside:
        return Received.SET_ASIDE
    count(kind="directory.suggestion_received", on=local_day(at))
    return Received.KEPT


@transaction.atomic
def bring_back_suggestion(*, suggestion: Suggestion, by: User, at: datetime) -> None:
    """It was set aside, and a person wrote it after all. Raises WrongState when somebody else decided."""
    transition(suggestion, to=Suggestion.Status.WAITING, at=at)
    audit.record(by, "directory.suggestion_brought_back", suggestion, at=at)


@transaction.atomic
def decline_suggestion(*, suggestion: Suggestion, by: User, at: datetime) -> None:
    """It is not so, or nothing for us. Raises WrongState when somebody else decided."""
    _decide(suggestion, Suggestion.Status.DECLINED, by, at)
    count(kind="directory.suggestion_declined", on=local_day(at))


@transaction.atomic
def take_up_suggestion(*, suggestion: Suggestion, by: User, at: datetime) -> None:
    """An editor put the entry right by hand. Raises WrongState when somebody else decided."""
    _decide(suggestion, Suggestion.Status.TAKEN_UP, by, at)
    count(kind="directory.suggestion_taken_up", on=local_day(at))


@transaction.atomic
def pass_on_suggestion(
    *, suggestion: Suggestion, note: str, by: User, at: datetime
) -> Proposal | None:
    """Make a proposal of it, in the editor's own words, that waits among the others. Raises WrongState.

    note: what somebody should check, without names; the words people sent stay where they are.
    None when there is no entry it is about.
    """
    if suggestion.service is None:
        return None
    made = propose(
        record=suggestion.service,
        changes={},
        origin=Proposal.Origin.PUBLIC,
        by=None,
        note=note,
        at=at,
    )
    _decide(suggestion, Suggestion.Status.TAKEN_UP, by, at, proposal=made)
    count(kind="directory.suggestion_taken_up", on=local_day(at))
    return made


@transaction.atomic
def reopen_suggestion(*, suggestion: Suggestion, by: User, at: datetime) -> None:
    """It was finished by mistake, or too early: it waits again. Raises WrongState when it waits already."""
    transition(suggestion, to=Suggestion.Status.WAITING, at=at, decided_on=None, decided_by=None)
    audit.record(by, "directory.suggestion_reopened", suggestion, at=at)
    count(kind="directory.suggestion_reopened", on=local_day(at))


def _decide(
    suggestion: Suggestion,
    to: str,
    by: User,
    at: datetime,
    proposal: Proposal | None = None,
) -> None:
    transition(
        suggestion,
        to=to,
        at=at,
        decided_on=local_day(at),
        decided_by=by,
        same=None,
        proposal=proposal,
    )
    audit.record(by, f"directory.suggestion_{to.replace(' ', '_')}", suggestion, at=at)


@transaction.atomic
def forget_suggestions(at: datetime) -> int:
    """Erase words 90 days after somebody dealt with them, and after 30 days what was set aside; how many.

    A legal hold keeps them until it is lifted.
    """
    today = local_day(at)
    old = Suggestion.objects.filter(decided_on__lte=today - AFTER_DECISION)
    aside = Suggestion.objects.filter(
        status=Suggestion.Status.SET_ASIDE, received_on__lte=today - SET_ASIDE_FOR
    )
    gone = [
        one
        for one in [*old, *aside]
        if not is_held([one.subject_id], [Suggestion._meta.label_lower])
    ]
    Suggestion.objects.filter(pk__in=[one.pk for one in gone]).delete()
    SuggestionDay.objects.filter(day__lte=today - AFTER_DECISION).delete()
    return len(gone)
