"""A year is sealed: its figures are stored, then what counted people is destroyed."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, may_become, transition
from xenia.ground.keys.named import destroy_named_key
from xenia.ground.ledger.digests import digest_of_year
from xenia.ground.ledger.extracts import remove_extracts_with_tokens
from xenia.ground.ledger.kinds import KINDS, Kind
from xenia.ground.ledger.measures import BEFORE_SEALING, MEASURES, QUESTIONS, TOGETHER
from xenia.ground.ledger.models import Alias, CountingPeriod, SealedFigure, Year
from xenia.ground.ledger.periods import entries_of
from xenia.ground.ledger.queries.cells import MONTH, QUARTER
from xenia.ground.ledger.queries.counting import individuals, quantities
from xenia.ground.ledger.queries.sealed import (
    IS_NAMED,
    Figure,
    Question,
    cell_key,
    sum_measure,
    sum_split,
)
from xenia.ground.ledger.rewriting import rewrite, sweep_storage
from xenia.ground.ledger.streams import STREAMS
from xenia.ground.ledger.tokens import key_name

AT_ONCE = 1_000


class SamePerson(Exception):
    """Who proposed the sealing cannot seal: a second person looks at the year."""


class NotYet(Exception):
    """Something is in the way of sealing. `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def reasons_against_sealing(year: int) -> list[str]:
    """What upper rooms have against sealing a year now, such as a legal hold; one sentence each."""
    return [reason for ask in BEFORE_SEALING.values() if (reason := ask(year))]


def seal_year(*, year: Year, by: User, at: datetime) -> Year:
    """Store every figure of a year, then destroy its counting keys and drop its tokens and aliases. For ever.

    Raises WrongState when nobody proposed it or another was first, SamePerson for who proposed it, NotYet with what is
    in the way; nothing is changed then.
    """
    with transaction.atomic():
        _seal(year, by=by, at=at)
        transaction.on_commit(destroy_keys_of_sealed_years)
        transaction.on_commit(sweep_storage)
    return year


def _seal(year: Year, *, by: User, at: datetime) -> None:
    current = Year.objects.select_for_update().get(pk=year.pk)
    if not may_become(current, Year.Status.SEALED):
        raise WrongState(current, current.status, Year.Status.SEALED)
    if current.proposed_by == by.pk:
        raise SamePerson(f"user {by.pk} proposed to seal {year.year}: another person seals it")
    if reasons := reasons_against_sealing(year.year):
        raise NotYet(reasons)
    # Asked for while the year still answers from its entries.
    _store(year.year)
    rewrite(entries_of(year.year), drop_tokens=True)
    Alias.objects.filter(year=year.year).delete()
    count, digest = digest_of_year(year.year)
    done = {"sealed_by": by.pk, "sealed_at": at, "entry_count": count, "digest": digest}
    transition(year, to=Year.Status.SEALED, at=at, **done)
    audit.record(by, "ledger.year_sealed", year, at=at, fields=["status"])


def destroy_keys_of_sealed_years() -> None:
    """Destroy what still could count people in sealed years: the keys, and files with tokens.

    They lie outside the database, so this follows the sealing; each night makes up for what a crash left.
    """
    for year in Year.objects.filter(status=Year.Status.SEALED).values_list("year", flat=True):
        periods = CountingPeriod.objects.filter(year=year)
        # A key whose first entry was rolled back has no period.
        for stream in {*STREAMS, *periods.values_list("stream", flat=True)}:
            destroy_named_key(key_name(stream, year))
        periods.delete()
        remove_extracts_with_tokens(year)


def _store(year: int) -> None:
    rows = (
        SealedFigure(
            year=year,
            measure=measure,
            cell=dict(figure.cell),
            cell_key=cell_key(figure.cell),
            value=Decimal(figure.value),
            is_additive=figure.is_additive,
        )
        for measure, figure in _everything(year)
    )
    SealedFigure.objects.bulk_create(rows, batch_size=AT_ONCE)


def _everything(year: int) -> Iterator[tuple[str, Figure]]:
    """Every figure to store, with the measure it belongs to."""
    for name, measure in MEASURES.items():
        yield from ((name, figure) for figure in measure(year))
    for together in TOGETHER.values():
        yield from together(year)
    for kind in KINDS.values():
        for stream in kind.streams:
            yield from _sums(kind.code, stream, year)
    for question in _usual_questions() | QUESTIONS:
        yield from ((question.measure, figure) for figure in _people(question, year))


def _usual_questions() -> set[Question]:
    """Each kind alone: the whole year, by month, by quarter, by each of its dimensions."""
    return {
        Question((kind.code,), stream, by)
        for kind in KINDS.values()
        if kind.counts_persons
        for stream in kind.streams
        for by in ((), (MONTH,), (QUARTER,), *_each_dimension(kind, stream))
    }


def _each_dimension(kind: Kind, stream: str) -> list[tuple[str]]:
    return [(name,) for name in sorted(kind.dimensions & STREAMS[stream].carries)]


def _people(question: Question, year: int) -> Iterator[Figure]:
    """The whole always stands there, also when it is nobody: it says that the question was stored."""
    asked = {"stream": question.stream}
    splits = {(), question.by}
    for by in splits:
        for one in individuals(question.kinds, year, by=by, **asked):
            cell = dict(zip(by, one.cell, strict=True))
            yield Figure(cell | {IS_NAMED: "true"}, one.named)
            yield Figure(cell | {IS_NAMED: "false"}, one.unnamed)


def _sums(kind: str, stream: str, year: int) -> Iterator[tuple[str, Figure]]:
    measure = sum_measure(kind, stream)
    split = sum_split(kind)
    for one in quantities(kind, year, stream=stream, by=split):
        cell = dict(zip(split, one.cell, strict=True))
        yield measure, Figure(cell, one.quantity, is_additive=True)
        yield measure.replace("quantities", "entries", 1), Figure(cell, one.entries)
