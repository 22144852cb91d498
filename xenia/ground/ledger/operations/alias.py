"""Two people turn out to be one, or not to be."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction

from xenia.ground.ledger.models import Alias, CountingPeriod, Year
from xenia.ground.ledger.tokens import counting_key, token_of


class AlreadyAbsorbed(Exception):
    """One of the two stands for somebody else already, or the two would stand for each other."""


class NotAbsorbed(Exception):
    """There is no such alias in an open year: it was taken back before, or never made."""


@transaction.atomic
def alias(absorbed: UUID, kept: UUID, *, is_named: bool = False) -> int:
    """Count what was recorded of `absorbed` as the person `kept`, in every open year of every stream. How many.

    is_named: `absorbed` was an unnamed contact, and has a name now; else she stays unnamed where nothing named is counted.
    Raises AlreadyAbsorbed and changes nothing.
    """
    made = 0
    for period, lost, stays in _tokens(absorbed, kept):
        of_period = Alias.objects.filter(year=period.year, stream=period.stream)
        taken = dict(of_period.values_list("absorbed", "kept"))
        if lost in taken or _root(stays, taken) == lost:
            raise AlreadyAbsorbed("one of these two already counts as somebody else")
        of_period.create(
            year=period.year, stream=period.stream, absorbed=lost, kept=stays, is_named=is_named
        )
        made += 1
    return made


@transaction.atomic
def unalias(absorbed: UUID, kept: UUID) -> int:
    """They are two people after all, in every open year. How many aliases went. Raises NotAbsorbed when none was there."""
    gone = 0
    for period, lost, stays in _tokens(absorbed, kept):
        found = Alias.objects.filter(
            year=period.year, stream=period.stream, absorbed=lost, kept=stays
        )
        gone += found.delete()[0]
    if not gone:
        raise NotAbsorbed("these two count as two people in every open year")
    return gone


def _root(token: UUID, taken: dict[UUID, UUID]) -> UUID:
    while token in taken:
        token = taken[token]
    return token


def _tokens(absorbed: UUID, kept: UUID) -> Iterator[tuple[CountingPeriod, UUID, UUID]]:
    """Both tokens in every open year in which anybody was counted. One merge at a time."""
    if absorbed == kept:
        raise AlreadyAbsorbed("a person is herself already")
    years = _open_years()
    periods = CountingPeriod.objects.select_for_update().filter(year__in=years)
    for period in periods.order_by("year", "stream"):
        key = counting_key(period.stream, period.year)
        yield period, token_of(absorbed, key), token_of(kept, key)


def _open_years() -> list[int]:
    """The open years, which nobody can lock before the caller's transaction ends."""
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    sql = f"SELECT * FROM ledger_year WHERE status = %s ORDER BY year{share}"  # noqa: S608
    return [found.year for found in Year.objects.raw(sql, [Year.Status.OPEN])]
