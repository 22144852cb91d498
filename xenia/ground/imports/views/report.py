"""One import: what it would do, how far it is, what it did."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import safe_cell
from xenia.ground.imports.days import day_in
from xenia.ground.imports.forms import RowFilter, heading_of
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations.undo import UNDO_FOR
from xenia.ground.imports.plug import Sheet
from xenia.ground.imports.queries import (
    book_of,
    first_rows,
    refused_rows,
    sheet_of,
    stayed,
    tallies,
    words_heard,
)
from xenia.ground.imports.reading.table import survey
from xenia.ground.imports.rows import ReadRow, chosen_columns, days_of_two_ways, shown
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.views.shown import moment, outcome_counts, run_of, shown_rows

ON_A_PAGE: Final = 50
GOING: Final = (SheetRun.Status.JUDGING, SheetRun.Status.APPLYING, SheetRun.Status.UNDOING)


@never_cache
@staff("imports.run")
def run(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The import as it stands: its preview, its progress or its report."""
    found = run_of(request, pk)
    if found.status == SheetRun.Status.COLUMNS:
        return redirect("imports:columns", pk)
    if found.status in GOING:
        return render(request, "imports/progress.html", _progress(found))
    if found.status == SheetRun.Status.READY:
        return _preview(request, found)
    return _report(request, found)


@never_cache
@staff("imports.run")
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far an import is; when it is over, the page is opened anew."""
    found = run_of(request, pk)
    answer = render(request, "imports/_progress.html", _progress(found))
    if found.status not in GOING:
        answer["HX-Refresh"] = "true"
    return answer


def _progress(found: SheetRun) -> dict[str, Any]:
    done = found.lines.exclude(outcome="").count()
    if found.status == SheetRun.Status.UNDOING:
        done = found.lines.exclude(undo="").count()
    return {
        "run": found,
        "sheet": sheet_of(found),
        "status": found.get_status_display(),
        "done": done,
        "is_going": found.status in GOING,
    }


def _preview(request: StaffRequest, found: SheetRun) -> HttpResponse:
    sheet = sheet_of(found)
    tally = tallies([found], of="verdict")[found.pk]
    try:
        rows, left_out = first_rows(found), _left_out(found)
        problem = ""
    except NotReadable as reason:
        rows, left_out, problem = [], [], str(reason.sentence)
    comes_in = tally["added"] + tally["merged"]
    title = ngettext("%(count)s row would come in", "%(count)s rows would come in", comes_in)
    chosen = chosen_columns(found).values()
    context = {
        "title": title % {"count": f"{comes_in:,}"},
        "comes_in": comes_in,
        "columns": [column for column in sheet.columns if column.code in chosen],
        "rows": _rows(rows, found),
        "left_out": left_out,
        "two_ways": _two_ways(found, sheet) if not problem else [],
        "problem": problem,
        **_around(request, found, tally, "verdict", otherwise="refused"),
    }
    return render(request, "imports/preview.html", context)


def _two_ways(found: SheetRun, sheet: Sheet) -> list[str]:
    """How a day that can be read in two ways is read, for each column with one."""
    if not found.date_order:
        return []
    labels = {one.code: one.label for one in sheet.columns}
    return [
        _("%(column)s: we read %(example)s as %(day)s.")
        % {
            "column": labels[code],
            "example": f"\u2068{example}\u2069",
            "day": written_day(
                day_in(example, found.date_order) or date.min, get_language() or "en"
            ),
        }
        for code, example in days_of_two_ways(book_of(found), found, sheet).items()
    ]


def _rows(rows: list[ReadRow], found: SheetRun) -> list[dict[str, Any]]:
    """The first rows as a table: their number, whether they are refused, their cells in the order of the sheet."""
    sheet = sheet_of(found)
    chosen = chosen_columns(found).values()
    codes = [column.code for column in sheet.columns if column.code in chosen]
    among = found.lines.filter(number__in=[row.number for row in rows])
    turned_down = set(among.filter(verdict="refused").values_list("number", flat=True))
    texts = [(row.number, shown(row, sheet)) for row in rows]
    return [
        {
            "number": number,
            "is_refused": number in turned_down,
            "cells": [said.get(code, "") for code in codes],
        }
        for number, said in texts
    ]


def _left_out(found: SheetRun) -> list[str]:
    columns = survey(book_of(found), found.tab, found.heading_row).columns
    chosen = chosen_columns(found)
    return [heading_of(column) for column in columns if column.index not in chosen]


def _report(request: StaffRequest, found: SheetRun) -> HttpResponse:
    tally = tallies([found])[found.pk]
    context = {
        "title": _report_title(found, tally),
        "stayed": stayed(found),
        "may_undo": _may_undo(found, tally),
        "may_refused": tally["refused"] > 0,
        "applied": moment(found.applied_at),
        "undone": moment(found.undone_at),
        **_around(request, found, tally, "outcome", otherwise=""),
    }
    return render(request, "imports/report.html", context)


def _report_title(found: SheetRun, tally: dict[str, int]) -> str:
    if found.status == SheetRun.Status.LEFT:
        return _("This file was not brought in")
    if found.status == SheetRun.Status.UNDONE:
        return _("This import was undone")
    came_in = tally["added"] + tally["merged"]
    words = ngettext("%(count)s row came in", "%(count)s rows came in", came_in)
    return words % {"count": f"{came_in:,}"}


def _may_undo(found: SheetRun, tally: dict[str, int]) -> bool:
    is_in_time = found.applied_at is not None and now() <= found.applied_at + UNDO_FOR
    came_in = tally["added"] + tally["merged"] > 0
    return found.status == SheetRun.Status.APPLIED and is_in_time and came_in


def _around(
    request: StaffRequest, found: SheetRun, tally: dict[str, int], of: str, *, otherwise: str
) -> dict[str, Any]:
    """What preview and report share: the run, its counts, and the rows that were asked for, page by page."""
    form = RowFilter(request.GET)
    what = form.said(otherwise)
    form.initial["what"] = what
    lines = found.lines.all()
    if what == "stayed":
        lines = lines.filter(undo=SheetRow.Undo.STAYED)
    elif what:
        lines = lines.filter(**{of: what})
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    sheet, lines_here = sheet_of(found), list(page.object_list)
    return {
        "run": found,
        "sheet": sheet,
        "status": found.get_status_display(),
        "laid_down": moment(found.laid_down_at),
        "counts": outcome_counts(tally),
        "total": sum(tally.values()),
        "form": RowFilter(initial={"what": what}),
        "page": page,
        "page_url": f"?{urlencode({'what': what})}&page=",
        "lines": shown_rows(lines_here, sheet, words_heard(found, lines_here)),
    }


@never_cache
@staff("imports.run")
def refused(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The refused rows with their reasons as CSV, to be put right and brought in again."""
    found = run_of(request, pk)
    stream = io.StringIO()
    writer = csv.writer(stream)
    try:
        for cells in _refused_cells(found):
            writer.writerow([safe_cell(cell) for cell in cells])
    except NotReadable:
        return redirect("imports:run", pk)
    response = HttpResponse(f"\ufeff{stream.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused-rows.csv"'
    return response


def _refused_cells(found: SheetRun) -> Iterator[list[str]]:
    sheet = sheet_of(found)
    has_texts = found.is_kept or not sheet.is_personal
    chosen = chosen_columns(found).values()
    columns = [one for one in sheet.columns if has_texts and one.code in chosen]
    yield [_("Row"), _("Refused because"), *(str(one.label) for one in columns)]
    for line, texts, heard in refused_rows(found):
        (row,) = shown_rows([line], sheet, heard)
        reason = " ".join(map(str, row.reasons))
        yield [str(line.number), reason, *(str(texts.get(one.code, "")) for one in columns)]
