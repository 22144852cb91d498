"""What the other operations share: the row as it is now, one more note, whom a new key belongs to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import make, make_all, of
from xenia.ground.common.transitions import begun
from xenia.ground.reference.vocabularies import vocabulary
from xenia.work.casework.counting import count_barriers
from xenia.work.casework.models import Intake, Need, Note


class NotAChoice(ValueError):
    """No need or barrier of the office has this code."""


def locked(intake: Intake) -> Intake:
    """The intake as it is now; others wait until this transaction ends."""
    current: Intake = Intake.objects.select_for_update().get(pk=intake.pk)
    return current


def id_of(by: User | None) -> Any:
    """Who did it; None when nobody of us."""
    return by.pk if by else None


def add_note(intake: Intake, *, kind: str, text: str, by: User | None, at: datetime) -> Note:
    """One more piece. The intake's row must be locked, or new."""
    last = max((one.number for one in of(intake, "notes")), default=0)
    return make(
        Note(
            subject_id=intake.subject_id,
            intake=intake,
            number=last + 1,
            kind=kind,
            text=text,
            on=local_day(at),
            by_id=id_of(by),
        )
    )


def add_needs(intake: Intake, codes: Iterable[str], *, by: User | None, at: datetime) -> list[Need]:
    """What she needs that was not written down yet; each enters the ledger. Raises NotAChoice."""
    there = {one.need for one in of(intake, "needs")}
    made = [one for one in new_needs(intake, codes, at=at) if one.need not in there]
    for need in make_all(made):
        begun(need, at=at, by=id_of(by))
    return made


def new_needs(intake: Intake, codes: Iterable[str], *, at: datetime) -> list[Need]:
    """What she needs, each once, not yet written. Raises NotAChoice."""
    wanted, today = list(dict.fromkeys(codes)), local_day(at)
    _refuse_unknown("needs", wanted)
    return [
        Need(subject_id=intake.subject_id, intake=intake, need=code, said_on=today, moved_on=today)
        for code in wanted
    ]


def set_barriers(intake: Intake, codes: Iterable[str], *, at: datetime) -> bool:
    """What stands between her and help, from now on; what is new is counted. Whether anything changed.

    The intake is not saved here. Raises NotAChoice.
    """
    wanted = sorted(set(codes))
    _refuse_unknown("barriers", wanted)
    before = set(intake.barriers)
    if before == set(wanted):
        return False
    intake.barriers = wanted
    count_barriers(intake, more=set(wanted) - before, fewer=before - set(wanted), on=local_day(at))
    return True


def _refuse_unknown(name: Any, codes: Iterable[str]) -> None:
    known = {one.code for one in vocabulary(name)}
    if strange := set(codes) - known:
        raise NotAChoice(f"{sorted(strange)} are no {name}")
