"""The numbers of the room: on the desk, on paper, and for a spreadsheet."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.imports.cells import safe_cell
from xenia.work.language_access.models.counting import method_words
from xenia.work.language_access.number_words import MEASURES, TABLES
from xenia.work.language_access.period_words import period_words
from xenia.work.language_access.queries.number_tables import tables_of
from xenia.work.language_access.queries.numbers import Numbers, Table, key_figures
from xenia.work.language_access.queries.periods import Period, period_named, periods
from xenia.work.language_access.views.number_shown import (
    Names,
    shown,
    shown_cell,
    table_shown,
)

VIEW, MANAGE = "language_access.numbers", "language_access.manage"


def _reader() -> str:
    return get_language() or "en"


def _asked(request: StaffRequest, today: date) -> Numbers:
    """The period the address asks for; of every department for the office, of one's own for others."""
    own = None if request.user.may(VIEW) else frozenset(request.user.organizations())
    return Numbers(period_named(request.GET.get("period", ""), today), own)


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def numbers(request: StaffRequest) -> HttpResponse:
    """A period beside the one before."""
    today = local_day(now())
    asked = _asked(request, today)
    context = _context(request, asked) | {
        "choices": _choices(asked.period, today),
        "may_bring_in": request.user.may(MANAGE),
    }
    return render(request, "language_access/numbers.html", context)


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def numbers_print(request: StaffRequest) -> HttpResponse:
    """The same on paper."""
    asked = _asked(request, local_day(now()))
    return render(request, "language_access/numbers_print.html", _context(request, asked))


def _context(request: StaffRequest, asked: Numbers) -> dict[str, Any]:
    reader, tables = _reader(), tables_of(asked)
    names = Names.of(tables, reader)
    return {
        "period": asked.period,
        "period_words": period_words(asked.period, reader),
        "before_words": period_words(asked.period.before(), reader),
        "is_office": asked.departments is None,
        "is_empty": asked.is_empty,
        "figures": [
            {"code": code, "words": MEASURES[code][0], "cell": shown_cell(cell)}
            for code, cell in key_figures(asked).items()
        ],
        "tables": [table_shown(code, parts, names) for code, parts in tables.items()],
        "definitions": [
            {"code": code, "words": words, "means": means}
            for code, (words, means) in MEASURES.items()
        ],
        "year": local_day(now()).year,
    }


def _choices(chosen: Period, today: date) -> list[dict[str, Any]]:
    """The periods, in groups by how long they are."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in periods(today):
        line = {
            "code": one.code,
            "words": period_words(one, _reader(), whole=True),
            "is_chosen": one == chosen,
        }
        groups.setdefault(str(one.span.label), []).append(line)
    return [{"label": label, "periods": lines} for label, lines in groups.items()]


HEADINGS: Final = (
    "period", "first_day", "last_day", "table", "dimension", "value", "value_in_words", "measure", "number",
    "compared_first_day", "compared_last_day", "compared_number", "method", "method_in_words", "definition",
)  # fmt: skip


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def numbers_csv(request: StaffRequest) -> HttpResponse:
    """Every number with its definition and its way of counting; a small one says that it is not shown."""
    asked = _asked(request, local_day(now()))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"language-numbers-{asked.period.code}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for cells in _lines(asked, _reader()):
        sheet.writerow([safe_cell(str(cell)) for cell in cells])
    return response


def _lines(asked: Numbers, reader: str) -> Iterator[list[Any]]:
    tables = tables_of(asked)
    names = Names.of(tables, reader)
    for code, parts in tables.items():
        for part in parts:
            yield from _table_lines(asked.period, code, part, names)


def _table_lines(period: Period, code: str, table: Table, names: Names) -> Iterator[list[Any]]:
    before = period.before()
    for row in (*table.rows, *((table.total,) if table.total else ())):
        is_total = row is table.total
        for measure, cell in zip(table.measures, row.cells, strict=True):
            yield [
                period.code, period.first, period.until, str(TABLES[code]), table.dimension,
                "" if is_total else row.value, names.total if is_total else names.said(table.dimension, row.value),
                str(MEASURES[measure.code][0]), shown(cell.now), before.first, before.until, shown(cell.before),
                table.method, method_words(table.method), str(MEASURES[measure.code][1]),
            ]  # fmt: skip
