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
    """She works from one language into another; both_ways: and back. A direction that stands already stays as it is.

    Raises AlreadyThere when nothing is new, NotAPair, UnknownLanguage, and WrongState when she left.
    """
    current = locked(interpreter)
    wanted = [pair, pair.turned()] if both_ways else [pair]
    made = [_made(current, one, at) for one in wanted if not _stands(current, one)]
    if not made:
        raise AlreadyThere(f"{pair.from_language}>{pair.to_language} stands already")
    audit.record(by, "language_access.pair_added", current, at=at)
    return made


def _stands(interpreter: Interpreter, pair: Pair) -> bool:
    rows = LanguagePair.objects.standing().filter(interpreter=interpreter, dialect=pair.dialect)
    found: bool = rows.filter(
        from_language=language(pair.from_language).code, to_language=language(pair.to_language).code
    ).exists()
    return found


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
def withdraw_language_pair(*, pair: LanguagePair, by: User, at: datetime) -> LanguagePair:
    """She no longer works in this direction. Raises AlreadyWithdrawn."""
    current: LanguagePair = LanguagePair.objects.select_for_update().get(pk=pair.pk)
    if current.withdrawn_on is not None:
        raise AlreadyWithdrawn(f"pair {pair.pk} was withdrawn before")
    current.withdrawn_on = local_day(at)
    current.save(update_fields=["withdrawn_on"])
    audit.record(by, "language_access.pair_withdrawn", current, at=at)
    return current
