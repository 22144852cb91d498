"""What complaints show together: what rises, by quarter and by year, and what departments were told to change."""

import csv
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.design.charts import RunChart, Span, run_chart
from xenia.ground.disclosure.columns import is_small
from xenia.ground.disclosure.crossed import TOTAL
from xenia.ground.imports.cells import safe_cell
from xenia.work.ombudsman.forms.recommending import RecommendForm
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.operations import recommendations as operations
from xenia.work.ombudsman.operations.her_words import NamesSomebody
from xenia.work.ombudsman.pattern_words import (
    TITLES,
    Names,
    quarter_words,
    when_words,
    why_words,
)
from xenia.work.ombudsman.queries.city import departments
from xenia.work.ombudsman.queries.contacts import rates
from xenia.work.ombudsman.queries.counts import (
    ALL,
    DEPARTMENT,
    KIND,
    LOOKS,
    Counts,
    Shown,
    largest_first,
)
from xenia.work.ombudsman.queries.queue import ALL as EVERY
from xenia.work.ombudsman.queries.recommendations import recommendations as all_recommendations
from xenia.work.ombudsman.queries.recommendations import was_told
from xenia.work.ombudsman.queries.rises import CHARTED, Judgement, Line, Rise, as_lines
from xenia.work.ombudsman.views.shown import UNTRUE
from xenia.work.ombudsman.views.why_not import why_unfit

VIEW, HANDLE = "ombudsman.patterns", "ombudsman.handle"
ON_A_PAGE: Final = 20
Series = tuple[str, str]


def _reader() -> str:
    return get_language() or "en"


@never_cache
@staff(VIEW)
@require_safe
def patterns(request: StaffRequest) -> HttpResponse:
    """What rises, one chart, and a year of tables."""
    counts, reader = Counts(local_day(now())), _reader()
    judgement = Judgement(counts)
    names = Names.of(counts.values(DEPARTMENT), reader)
    chosen, year = _series(request, counts), _year(request, counts)
    found = judgement.rises()
    lists = _lists(found) if request.user.may(HANDLE) else {}
    context = {
        "is_empty": not counts.values(KIND),
        "is_known": judgement.is_known,
        "rises": [_line(one, names, lists) for one in as_lines(found)],
        "choices": _choices(counts, names, chosen),
        "chosen": _code(chosen),
        "name": names.series(*chosen),
        "chart": _chart(judgement, chosen, reader),
        "alt": _alt(found, chosen, names),
        "may_recommend": request.user.may(HANDLE),
        "beginning": _beginning(chosen),
        "by_people": judgement.people(*chosen) is not None,
        "year": year,
        "years": counts.years(),
        "tables": [_table(counts, look, year, names) for look in LOOKS],
        "rates": rates(counts, year),
    }
    return render(request, "ombudsman/patterns.html", context)


def _series(request: StaffRequest, counts: Counts) -> Series:
    """What the address asks to see; every complaint where it asks for nothing that is there."""
    look, _sign, value = request.GET.get("series", "").partition(":")
    return (look, value) if look in CHARTED and value in counts.values(look) else (KIND, ALL)


def _beginning(series: Series) -> str:
    """What a recommendation begins with, where the chart is about a department or a kind."""
    look, value = series
    return urlencode({look: value}) if value and look in (DEPARTMENT, KIND) else ""


def _code(series: Series) -> str:
    return ":".join(series)


def _year(request: StaffRequest, counts: Counts) -> int:
    asked = {str(one): one for one in counts.years()}
    return asked.get(request.GET.get("year", ""), counts.years()[0])


def _line(line: Line, names: Names, lists: Mapping[Series, str]) -> dict[str, Any]:
    parts = [_rise(one, names, lists) for one in line.parts]
    return {**_rise(line.rise, names, lists), "parts": parts}


def _rise(rise: Rise, names: Names, lists: Mapping[Series, str]) -> dict[str, str]:
    return {
        "name": names.series(rise.look, rise.value),
        "when": when_words(rise, names.reader),
        "why": why_words(rise.rules),
        "code": _code((rise.look, rise.value)),
        "listed": lists.get((rise.look, rise.value), ""),
    }


def _lists(found: list[Rise]) -> dict[Series, str]:
    """What the list of complaints is asked for to show those of a rise: of a kind or a department, as it can be narrowed."""
    there = {str(pk) for pk in departments().values_list("pk", flat=True)}
    listed: dict[str, Collection[str]] = {KIND: Kind.values, DEPARTMENT: there}
    return {
        (one.look, one.value): urlencode({"view": EVERY, one.look: one.value})
        for one in found
        if one.value in listed.get(one.look, ())
    }


def _choices(counts: Counts, names: Names, chosen: Series) -> list[dict[str, Any]]:
    """What can be drawn, in groups."""
    groups = [{"label": "", "series": [_choice((KIND, ALL), names, chosen)]}]
    for look in CHARTED:
        found = [_choice((look, one), names, chosen) for one in counts.values(look) if one]
        found.sort(key=lambda one: one["words"])
        groups.append({"label": str(TITLES[look][0]), "series": found})
    return [group for group in groups if group["series"]]


def _choice(series: Series, names: Names, chosen: Series) -> dict[str, Any]:
    return {
        "code": _code(series),
        "words": names.series(*series),
        "is_chosen": series == chosen,
    }


def _chart(judgement: Judgement, series: Series, reader: str) -> RunChart:
    """Quarter by quarter; a line near a small number would give it away, and is left out."""
    counts = judgement.counts
    shown = counts.shown_by_quarter(*series)
    judged = judgement.by_quarter(*series)
    spans = []
    for first, one in zip(counts.window.quarters, judged.points, strict=True):
        line = one.too_many if judged.is_known and not is_small(one.too_many) else None
        spans.append(
            Span(
                name=quarter_words(first, reader),
                value=shown[first],
                shown=str(shown[first]),
                line=line,
                line_shown="" if line is None else str(line),
                is_more=one.is_more and shown[first] is not None,
                note=_note(
                    is_more=one.is_more and shown[first] is not None,
                    is_running=first == counts.newest,
                ),
            )
        )
    return run_chart(spans)


def _note(*, is_more: bool, is_running: bool) -> str:
    if is_more:
        return _("More than usual, not over") if is_running else _("More than usual")
    return _("Not over") if is_running else ""


def _alt(found: list[Rise], series: Series, names: Names) -> str:
    """What one sees, in a sentence."""
    words = {"name": names.series(*series)}
    for rise in found:
        if (rise.look, rise.value) == series:
            more = words | {"when": when_words(rise, names.reader)}
            return _("%(name)s: more than usual in %(when)s.") % more
    return _("%(name)s, quarter by quarter: nothing is more than usual now.") % words


def _table(counts: Counts, look: str, year: int, names: Names) -> dict[str, Any]:
    """A year by one dimension: its quarters, and their sum."""
    cells = counts.shown(look, year)
    quarters = sorted({column for _row, column in cells} - {TOTAL})
    columns = [*quarters, TOTAL]
    wholes: list[tuple[str, Shown]] = [
        (row, cells[row, TOTAL])
        for row in {row for row, _column in cells} - {TOTAL}
        if (row, TOTAL) in cells
    ]
    return {
        "code": look,
        "title": str(TITLES[look][0]),
        "first": str(TITLES[look][1]),
        "quarters": [f"{year}-q{(int(one[5:7]) + 2) // 3}" for one in quarters],
        "rows": [
            {"value": row, "name": names.said(look, row), "cells": [cells.get((row, one), 0) for one in columns]}
            for row, _whole in largest_first(wholes)
        ],
        "total": [cells.get((TOTAL, one), 0) for one in columns],
    }  # fmt: skip


HEADINGS: Final = ("year", "table", "value", "value_in_words", "quarter", "number")


@never_cache
@staff(VIEW)
@require_safe
def patterns_csv(request: StaffRequest) -> HttpResponse:
    """The tables of a year for a spreadsheet; a small number says that it is not shown."""
    counts = Counts(local_day(now()))
    year, names = _year(request, counts), Names.of(counts.values(DEPARTMENT), _reader())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="complaints-{year}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for look in LOOKS:
        for cells in _lines(_table(counts, look, year, names), year):
            sheet.writerow([safe_cell(str(cell)) for cell in cells])
    return response


def _lines(table: dict[str, Any], year: int) -> Iterator[list[Any]]:
    columns = [*table["quarters"], ""]
    total = {"value": "", "name": _("All together"), "cells": table["total"]}
    for row in (*table["rows"], total):
        for quarter, number in zip(columns, row["cells"], strict=True):
            said = _("not shown") if number is None else number
            yield [year, table["title"], row["value"], row["name"], quarter, said]


@never_cache
@staff(VIEW)
@require_safe
def recommendations(request: StaffRequest) -> HttpResponse:
    """What departments were told to change for everybody, and what they answered."""
    page = Paginator(all_recommendations(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_recommend": request.user.may(HANDLE)}
    return render(request, "ombudsman/recommendations.html", context)


@never_cache
@staff(HANDLE)
def recommend(request: StaffRequest) -> HttpResponse:
    """What complaints showed together becomes a recommendation to a department."""
    asked = {name: request.GET[name] for name in ("department", "kind") if name in request.GET}
    form = RecommendForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid() and _is_recommended(request, form):
        messages.success(request, _("The department was told. Everybody reads it."))
        return redirect("complaint_patterns:recommendations")
    status = UNTRUE if form.errors else 200
    return render(request, "ombudsman/recommend.html", {"form": form}, status=status)


def _is_recommended(request: StaffRequest, form: RecommendForm) -> bool:
    """Whether the department was told, now or by the same form a moment ago; else the form says why not."""
    said, at = form.said(), now()
    if was_told(said["department"], said["text"], local_day(at)):
        return True
    try:
        operations.recommend(**said, by=request.user, at=at)
    except NamesSomebody as error:
        form.add_error("text", why_unfit(error))
        return False
    return True
