"""The office at a glance: what is late, what rises, the last weeks, places used, needs that stay unmet."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.face.desk.board_words import row_words
from xenia.face.desk.queries.late import Late, late
from xenia.face.desk.queries.places import Used, places_used
from xenia.face.desk.queries.rising import Rise, course_of, is_known, rises
from xenia.face.desk.queries.shown_weeks import (
    ShownWeek,
    as_counted,
    as_shared,
)
from xenia.face.desk.queries.unmet import Row, Unmet, unmet_needs
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day, written_month
from xenia.ground.design.charts import BarRow, RunChart, Span, bar_chart, run_chart
from xenia.insight.reports.operations.sharing import READ
from xenia.insight.reports.queries.shares import days_shared
from xenia.insight.reports.queries.weeks import Week, weeks_until
from xenia.insight.reports.weeks import KINDS
from xenia.work.ombudsman.pattern_words import why_words

VIEW: Final = "desk.board"
AS_COUNTED: Final = "desk.weeks"
# Half a year says what is usual; a quarter of a year stands on the page.
USUAL, SHOWN = 26, 13
SHARES: Final = 6


def _reader() -> str:
    return get_language() or "en"


@never_cache
@staff(VIEW)
@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """One page for whoever answers for the office."""
    at, reader = now(), _reader()
    today = local_day(at)
    read = weeks_until(today, how_many=READ)
    weeks = read[-USUAL - 1 :]
    found, unmet = rises(weeks), unmet_needs(today)
    kind = _chosen(request, found)
    used = places_used(today)
    may = request.user.may(AS_COUNTED)
    table = as_counted(weeks[-SHOWN:]) if may else as_shared(read, today)
    context = {
        "is_as_counted": may,
        "today": written_day(today, reader),
        "late": [_late(one, today, reader) for one in late(request.user, at)],
        "rises": [_rise(one, reader, with_numbers=may) for one in found],
        "is_known": is_known(weeks),
        "has_weeks": any(week.through for week in weeks) and bool(table.rows),
        "headings": [str(KINDS[code].title) for code in table.kinds],
        "weeks": [_week(one, reader) for one in table.rows],
        "kind": kind,
        "kinds": [(code, str(one.title)) for code, one in KINDS.items()],
        "kind_title": str(KINDS[kind].title),
        "chart": _chart(kind, weeks, reader) if may else None,
        "alt": _alt(kind, found, reader),
        "places": used.kinds,
        "month": written_month(today, reader),
        "year": today.year,
        "programs": _bars([*used.fullest, *reversed(used.emptiest)]),
        "unmet": _unmet(unmet, reader),
        "shared": [(day.isoformat(), written_day(day, reader)) for day in days_shared()[:SHARES]],
    }
    return render(request, "desk/board.html", context)


def _chosen(request: StaffRequest, found: Sequence[Rise]) -> str:
    """What the address asks to see; what rises, where it asks for nothing."""
    asked = request.GET.get("kind", "")
    if asked in KINDS:
        return asked
    return found[0].kind if found else next(iter(KINDS))


def _late(one: Late, today: date, reader: str) -> dict[str, str]:
    days = one.days(today)
    oldest = ngettext("The oldest: %(days)s day", "The oldest: %(days)s days", days)
    return {
        "title": str(one.title),
        "count": _("1 to 10") if one.count is None else str(one.count),
        "since": oldest % {"days": days} if one.since else "",
        "url": one.url,
    }


def _rise(one: Rise, reader: str, *, with_numbers: bool) -> dict[str, str]:
    """In words. Without numbers: that it rises, when, and nothing that tells how much."""
    said = {
        "title": str(KINDS[one.kind].title),
        "when": _("Week of %(day)s") % {"day": written_day(one.monday, reader)},
        "why": "",
        "url": "",
    }
    if not with_numbers:
        return said
    low, high = one.usual
    numbers = {"count": one.count, "low": low, "high": high}
    how_much = _("%(count)s; usual is %(low)s to %(high)s") % numbers
    # A number within what is usual may be one of a row that is not.
    why = f"{how_much} · {why_words(one.rules)}"
    return said | {"why": why, "url": f"?kind={one.kind}#chart"}


def _week(week: ShownWeek, reader: str) -> dict[str, Any]:
    return {
        "name": written_day(week.monday, reader),
        "numbers": week.numbers,
        "is_running": week.is_running,
        "through": written_day(week.through, reader) if week.through else "",
    }


def _chart(kind: str, weeks: Sequence[Week], reader: str) -> RunChart:
    """The weeks of the page; the line says from where it is more than usual."""
    course = course_of(kind, weeks)
    spans = []
    for at in range(max(0, len(course.mondays) - SHOWN), len(course.mondays)):
        one, is_more = course.chart.points[at], course.is_more(at)
        line = one.too_many if course.chart.is_known else None
        spans.append(
            Span(
                name=written_day(course.mondays[at], reader),
                value=one.point.count,
                shown=str(one.point.count),
                line=line,
                line_shown="" if line is None else str(line),
                is_more=is_more,
                note=_("More than usual") if is_more else "",
            )
        )
    return run_chart(spans)


def _alt(kind: str, found: Sequence[Rise], reader: str) -> str:
    """What one sees, in a sentence."""
    name = {"name": str(KINDS[kind].title)}
    for rise in found:
        if rise.kind == kind:
            day = {"day": written_day(rise.monday, reader)}
            return _("%(name)s: more than usual in the week of %(day)s.") % (name | day)
    return _("%(name)s, week by week: nothing is more than usual now.") % name


def _bars(used: Sequence[Used]) -> Any:
    return bar_chart(
        [
            BarRow(
                name=f"{one.name} · {one.kind}",
                value=one.percent,
                shown=f"{one.percent}%",
                url=reverse("programs:program", args=[one.program]),
            )
            for one in used
        ]
    )


def _unmet(found: Unmet, reader: str) -> dict[str, Any]:
    quarter = f"{found.quarter.year} Q{(found.quarter.month + 2) // 3}"
    tables = (("category", found.categories), ("reason", found.reasons))
    return {
        "quarter": quarter,
        "is_empty": found.total.year == 0 and found.total.quarter == 0,
        "total": found.total,
        "tables": {
            name: [{"name": row_words(name, one.code), "row": one} for one in rows]
            for name, rows in tables
        },
        "chart": _unmet_bars(found.categories),
    }


def _unmet_bars(rows: Sequence[Row]) -> Any:
    """Only what is shown has a bar."""
    shown = [one for one in rows if one.year]
    return bar_chart(
        [
            BarRow(name=row_words("category", one.code), value=one.year or 0, shown=str(one.year))
            for one in shown
        ]
    )
