"""Percents of a table, each from two numbers that stand in it and are shown: it tells nothing that they do not."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from xenia.insight.reports.document.layout import Plan
from xenia.insight.reports.document.model import Column, Figure, Mark, Number, Row, Table
from xenia.insight.reports.document.numbers import number

SHARE: Final = "share"


def with_shares(made: Table, plan: Plan, language: str) -> Table:
    """The table with its percents, where its plan tells any."""
    if plan.share:
        codes = [column.code for column in made.columns]
        if {plan.share.part, plan.share.whole} <= set(codes):
            ends = codes.index(plan.share.part), codes.index(plan.share.whole)
            shares = [_share(row.figures[ends[0]], row.figures[ends[1]].value) for row in made.rows]
            return _with(made, shares, str(plan.share.words))
    if plan.parts_of:
        return _parts_of(made, plan.parts_of[0], str(plan.parts_of[1]), language)
    return made


def _parts_of(made: Table, codes: Sequence[str], words: str, language: str) -> Table:
    """What each of some lines is of all of them, where all of them are shown."""
    parts = [row for row in made.rows if row.code in codes]
    numbers = [row.figures[0].value for row in parts]
    known = [value for value in numbers if value is not None]
    if not known or len(known) < len(numbers):
        return made
    whole = sum(known)
    shares = [_share(row.figures[0], whole if row.code in codes else None) for row in made.rows]
    facts = {"names": " + ".join(row.title for row in parts), "number": number(whole, language)}
    note = _("Decided means: %(names)s = %(number)s matters. The percents are of these.") % facts
    return replace(_with(made, shares, words), notes=(*made.notes, note))


def _share(part: Figure, whole: Number | None) -> Figure:
    place = {**part.place, SHARE: "percent"}
    if part.value is None or not whole:
        return Figure(None, Mark.NOT_APPLICABLE, measure=part.measure, place=place)
    percent = (Decimal(100) * part.value / whole).quantize(Decimal("0.1"))
    return Figure(percent, measure=part.measure, place=place)


def _with(made: Table, shares: Sequence[Figure], words: str) -> Table:
    rows = tuple(
        Row(row.code, row.title, (*row.figures, share), row.kind)
        for row, share in zip(made.rows, shares, strict=True)
    )
    return replace(made, columns=(*made.columns, Column(SHARE, words)), rows=rows)
