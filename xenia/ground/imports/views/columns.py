"""Saying what the columns of a file mean."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.forms import ColumnsForm, TableForm
from xenia.ground.imports.matching import guessed_columns
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import (
    ColumnsMissing,
    OrderUnclear,
    change_columns,
    choose_columns,
    place_table,
)
from xenia.ground.imports.queries import book_of, sheet_of
from xenia.ground.imports.reading import Book
from xenia.ground.imports.reading.table import Survey, survey
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.views.shown import run_of


@never_cache
@staff("imports.run")
def columns(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Each column of the file, with a guess what it means."""
    run = run_of(request, pk)
    if run.status != SheetRun.Status.COLUMNS:
        return redirect("imports:run", pk)
    try:
        book = book_of(run)
        found = survey(book, run.tab, run.heading_row)
        if request.method == "POST":
            return _choose(request, run, book, found)
        return _page(request, run, book, found, _form(run, found))
    except NotReadable as reason:
        messages.error(request, str(reason.sentence))
        return redirect("imports:runs")


def _form(run: SheetRun, found: Survey, *data: Any, example: str | None = None) -> ColumnsForm:
    sheet = sheet_of(run)
    guessed = {int(place): code for place, code in run.columns.items()}
    guessed = guessed or guessed_columns(sheet, found.columns)
    return ColumnsForm(*data, sheet=sheet, columns=found.columns, guessed=guessed, example=example)


def _choose(request: StaffRequest, run: SheetRun, book: Book, found: Survey) -> HttpResponse:
    form = _form(run, found, request.POST)
    if not form.is_valid():
        return _page(request, run, book, found, form)
    try:
        choose_columns(
            run=run,
            columns=form.chosen(),
            date_order=form.cleaned_data.get("date_order", ""),
            by=request.user,
            at=now(),
        )
    except ColumnsMissing as missing:
        form.show_wrong(sheet_of(run), missing.codes)
    except OrderUnclear as unclear:
        form = _form(run, found, request.POST, example=unclear.example)
        form.is_valid()
    except WrongState:
        messages.info(request, _("Somebody else chose the columns a moment ago."))
        return redirect("imports:run", run.pk)
    else:
        return redirect("imports:run", run.pk)
    return _page(request, run, book, found, form)


def _page(
    request: StaffRequest, run: SheetRun, book: Book, found: Survey, form: ColumnsForm
) -> HttpResponse:
    context = {
        "run": run,
        "sheet": sheet_of(run),
        "form": form,
        "table_form": TableForm(run=run, book=book),
        "row_count": found.row_count,
        "delimiter": run.delimiter,
    }
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)


@staff("imports.run")
@require_POST
def table(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say where the table stands in the file."""
    run = run_of(request, pk)
    try:
        form = TableForm(request.POST, run=run, book=book_of(run))
        if form.is_valid():
            said = form.cleaned_data
            place_table(
                run=run,
                tab=said["tab"],
                heading_row=said["heading_row"],
                delimiter=said.get("delimiter", ""),
                at=now(),
            )
        else:
            messages.error(request, _("We could not find this place in the file. Look again."))
    except NotReadable as reason:
        messages.error(request, str(reason.sentence))
    except WrongState:
        messages.info(request, _("Somebody else chose the columns a moment ago."))
    return redirect("imports:columns", pk)


@staff("imports.run")
@require_POST
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Back from the preview to the columns."""
    try:
        change_columns(run=run_of(request, pk), at=now())
    except WrongState:
        messages.info(request, _("Somebody went on with this import a moment ago."))
        return redirect("imports:run", pk)
    return redirect("imports:columns", pk)
