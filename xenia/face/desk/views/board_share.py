"""What others may have of the board: shared once a day, protected, to print and as a spreadsheet."""

import csv
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.face.desk.shared_tables import Table, shared_tables
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import safe_cell
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.operations.sharing import NothingToShare, share_board
from xenia.insight.reports.queries.shares import shared_on
from xenia.insight.reports.release import Refused

VIEW: Final = "desk.board"
HEADINGS: Final = ("day", "table", "row", "row_in_words", "column", "number")


@never_cache
@staff(VIEW)
@require_POST
def share(request: StaffRequest) -> HttpResponse:
    """Share what may be shared today, or say why not."""
    try:
        day = share_board(by=request.user, at=now())
    except NothingToShare:
        messages.info(request, _("Nothing was counted that could be shared. Come back later."))
    except ReportSetMissing as missing:
        messages.error(request, str(missing))
    except Refused:
        sentence = _(
            "This was not shared. Beside what is out already, it would tell of a few people. Share it again when more was"
            " counted: a month later is mostly enough."
        )
        messages.error(request, sentence)
    else:
        return redirect("desk:board_shared", day=day.isoformat())
    return redirect("desk:board")


@never_cache
@staff(VIEW)
@require_safe
def shared(request: StaffRequest, day: str) -> HttpResponse:
    """What was shared on a day, to print and hand on."""
    on, tables = _tables(day)
    written = written_day(on, get_language() or "en")
    return render(request, "desk/board_shared.html", {"day": day, "on": written, "tables": tables})


@never_cache
@staff(VIEW)
@require_safe
def shared_csv(request: StaffRequest, day: str) -> HttpResponse:
    """The same for a spreadsheet; a number that is protected says so."""
    _on, tables = _tables(day)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="at-a-glance-{day}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for table in tables:
        for row in table.rows:
            for column, number in zip(table.columns, row.numbers, strict=True):
                said = _("not shown") if number is None else str(number)
                cells = (day, table.title, row.code, row.name, column, said)
                sheet.writerow([safe_cell(cell) for cell in cells])
    return response


def _tables(day: str) -> tuple[date, list[Table]]:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    tables = shared_tables(shared_on(on), get_language() or "en")
    if not tables:
        raise Http404
    return on, tables
