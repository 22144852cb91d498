"""What everybody may read of complaints: how long they take, what came of them, what departments answered."""

import csv
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import safe_cell
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.pattern_words import CODED
from xenia.work.ombudsman.queries.handling import Handling, Share, Table, years_told
from xenia.work.ombudsman.queries.recommendations import recommendations

CLOCKS: Final = dict(Clock.Which.choices)


def _asked(request: HttpRequest) -> Handling:
    """The year the address asks for; else the newest that has something to tell."""
    today = local_day(now())
    offered = {str(year): year for year in years_told(today)}
    newest = next(iter(offered.values()))
    return Handling(offered.get(request.GET.get("year", ""), newest), today)


@public
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """One year of complaints."""
    asked, reader = _asked(request), get_language() or "en"
    context = {
        "asked": asked,
        "years": years_told(local_day(now())),
        "until": written_day(asked.until, reader) if asked.until else "",
        "days": asked.median_days(),
        "clocks": [(CLOCKS[which], share) for which, share in asked.clocks().items()],
        "tables": _tables(asked),
        "recommendations": list(recommendations()),
    }
    return render(request, "ombudsman/numbers.html", context)


def _tables(asked: Handling) -> list[dict[str, Any]]:
    """Every table in the reader's words."""
    return [
        _table("findings", _("What we found"), "finding", asked.findings()),
        _table("closings", _("Why complaints were closed"), "closing", asked.closings()),
        _table("kinds", _("What complaints were about"), "kind", asked.filed()),
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


HEADINGS: Final = ("year", "until", "table", "what", "number")


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
        sheet.writerow([safe_cell(str(cell)) for cell in (asked.year, asked.until or "", *cells)])
    return response


def _lines(asked: Handling) -> Iterator[list[Any]]:
    time = _("How long it takes")
    yield [time, _("Business days to what we found, in the middle"), _said(asked.median_days())]
    for which, share in asked.clocks().items():
        yield [time, _("%(what)s, in time, in percent") % {"what": CLOCKS[which]}, _percent(share)]
    for table in _tables(asked):
        for name, number in (*table["rows"], (_("All together"), table["total"])):
            yield [table["title"], name, _said(number)]
    for one in recommendations():
        told = f"{one.department.name}: {one.text}"
        yield [_("What departments were told to change"), told, one.get_status_display()]


def _said(number: float | None) -> str:
    return _("not shown") if number is None else f"{number:g}"


def _percent(share: Share) -> str:
    return "" if share.whole == 0 else _said(share.percent)
