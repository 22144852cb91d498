"""From which language into which an interpreter works."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language
from xenia.work.language_access.models import Interpreter, LanguagePair
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.operations.roster import locked


class AlreadyThere(Exception):
    """This pair, with this dialect, stands with her already."""


class NotAPair(ValueError):
    """A pair is of two languages and has at least one way to work."""


class AlreadyWithdrawn(Exception):
    """Somebody withdrew it before."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A direction, and how she works in it. ways: values of `Way`."""

    from_language: str
    to_language: str
    ways: Collection[str]
    dialect: str = ""
    script: str = ""

    def turned(self) -> "Pair":
        """The other direction."""
        return replace(self, from_language=self.to_language, to_language=self.from_language)


@transaction.atomic
def add_language_pair(
    *,
    interpreter: Interpreter,
    pair: Pair,
    both_ways: bool = False,
    by: User | None,
    at: datetime,
) -> list[LanguagePair]:
    """She works from one language into another; both_ways: and back. Returns the directions that are new.

    A direction that stands already gets the ways it did not have, and the script if one is said.
    Raises AlreadyThere when nothing is new, NotAPair, UnknownLanguage, and WrongState when she left.
    """
    current = locked(interpreter)
    made: list[LanguagePair] = []
    widened: list[LanguagePair] = []
    for one in [pair, pair.turned()] if both_ways else [pair]:
        if (standing := _standing(current, one)) is None:
            made.append(_made(current, one, at))
        elif _widen(standing, one):
            widened.append(standing)
    if not made and not widened:
        raise AlreadyThere(f"{pair.from_language}>{pair.to_language} stands already")
    audit.record(by, "language_access.pair_added", current, at=at)
    return made


def _standing(interpreter: Interpreter, pair: Pair) -> LanguagePair | None:
    rows = LanguagePair.objects.standing().filter(interpreter=interpreter, dialect=pair.dialect)
    found: LanguagePair | None = rows.filter(
        from_language=language(pair.from_language).code, to_language=language(pair.to_language).code
    ).first()
    return found


def _widen(standing: LanguagePair, pair: Pair) -> bool:
    """Whether it has a way or a script now that it did not have."""
    wanted: dict[str, bool | str] = {Way(way).value: True for way in pair.ways}
    if pair.script:
        wanted["script"] = pair.script
    changed = [name for name, said in wanted.items() if getattr(standing, name) != said]
    for name in changed:
        setattr(standing, name, wanted[name])
    if changed:
        standing.save(update_fields=changed)
    return bool(changed)


def _made(interpreter: Interpreter, pair: Pair, at: datetime) -> LanguagePair:
    made = LanguagePair(
        interpreter=interpreter,
        from_language=language(pair.from_language).code,
        to_language=language(pair.to_language).code,
        dialect=pair.dialect,
        script=pair.script,
        since_on=local_day(at),
        **{Way(way).value: True for way in pair.ways},
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotAPair(f"{made}: expected two languages and a way to work") from None
    return made


@transaction.atomic
def add_line_pairs(
    *, interpreter: Interpreter, pairs: Collection[Pair], by: User | None, at: datetime
) -> int:
    """A vendor's line works in many languages, both ways. How many are new. Raises AlreadyThere when none is."""
    added = 0
    for pair in pairs:
        try:
            add_language_pair(interpreter=interpreter, pair=pair, both_ways=True, by=by, at=at)
        except AlreadyThere:
            continue
        added += 1
    if not added:
        raise AlreadyThere("every language stands already")
    return added


@transaction.atomic
def withdraw_language_pair(*, pair: LanguagePair, by: User, at: datetime) -> LanguagePair:
    """She no longer works in this direction. Raises AlreadyWithdrawn."""
    current: LanguagePair = LanguagePair.objects.select_for_update().get(pk=pair.pk)
    if current.withdrawn_on is not None:
        raise AlreadyWithdrawn(f"pair {pair.pk} was withdrawn before")
    current.withdrawn_on = local_day(at)
    current.save(update_fields=["withdrawn_on"])
    audit.record(by, "language_access.pair_withdrawn", current, at=at)
    return current
