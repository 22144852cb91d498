"""What everybody may read of complaints: how long they take, what came of them, what departments answered."""

import csv
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.imports.cells import safe_cell
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.pattern_words import CODED
from xenia.work.ombudsman.queries.contacts import rates
from xenia.work.ombudsman.queries.counts import Counts
from xenia.work.ombudsman.queries.handling import Handling, years_told
from xenia.work.ombudsman.queries.posted import Posted, Table
from xenia.work.ombudsman.queries.recommendations import recommendations

CLOCKS: Final = dict(Clock.Which.choices)


def _asked(request: HttpRequest) -> Handling:
    """The year the address asks for; else the newest that is over."""
    offered = {str(year): year for year in years_told(local_day(now()))}
    newest = next(iter(offered.values()))
    return Handling(offered.get(request.GET.get("year", ""), newest))


@public
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """One year of complaints."""
    asked = _asked(request)
    posted = Posted(asked.year)
    context = {
        "asked": asked,
        "years": years_told(local_day(now())),
        "days": asked.median_days(),
        "steps": [(str(CLOCKS[one.which]), one.in_time, one.due) for one in posted.steps()],
        "tables": _tables(asked, posted),
        "rates": rates(Counts(local_day(now())), asked.year),
        "recommendations": list(recommendations()),
    }
    return render(request, "ombudsman/numbers.html", context)


def _tables(asked: Handling, posted: Posted) -> list[dict[str, Any]]:
    """Every table in the reader's words."""
    return [
        _table("findings", _("What we found"), "finding", posted.findings()),
        _table("closings", _("Why complaints were closed"), "closing", asked.closings()),
        _table("kinds", _("What complaints were about"), "kind", posted.filed()),
        _table("channels", _("How complaints came to us"), "channel", asked.channels()),
    ]


def _table(code: str, title: str, words: str, table: Table) -> dict[str, Any]:
    said = CODED[words]
    return {
        "code": code,
        "title": title,
        "rows": [(str(said.get(value, value)), number) for value, number in table.rows],
        "total": table.total,
    }


HEADINGS: Final = ("year", "table", "what", "number")


@public
@require_safe
def numbers_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet; a small number says that it is not shown."""
    asked = _asked(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="complaints-{asked.year}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for cells in _lines(asked):
        sheet.writerow([safe_cell(str(cell)) for cell in (asked.year, *cells)])
    return response


def _lines(asked: Handling) -> Iterator[list[Any]]:
    time, posted = _("How long it takes"), Posted(asked.year)
    yield [time, _("Business days to what we found, in the middle"), _said(asked.median_days())]
    for step in posted.steps():
        name = _("%(what)s, in time") % {"what": CLOCKS[step.which]}
        yield [time, name, _said(step.in_time)]
    for table in _tables(asked, posted):
        total = [(_("All together"), table["total"])] if table["rows"] else []
        for name, number in (*table["rows"], *total):
            yield [table["title"], name, _said(number)]
    if by_people := rates(Counts(local_day(now())), asked.year):
        title = _("Complaints for a thousand people served in %(year)s") % {"year": by_people.year}
        for row in by_people.rows:
            yield [title, row.department, _said(row.for_a_thousand)]
    for one in recommendations():
        told = f"{one.department.name}: {one.text}"
        yield [_("What departments were told to change"), told, one.get_status_display()]


def _said(number: float | None) -> str:
    return _("not shown") if number is None else f"{number:g}"
