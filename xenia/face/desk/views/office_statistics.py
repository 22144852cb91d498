"""The office's statistics: whether referrals come back with an answer, and what stays unmet for whom."""

import csv
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.face.desk.queries.statistics import Crossed, Shown, Statistics, organization_names
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.disclosure.crossed import TOTAL
from xenia.ground.imports.cells import safe_cell
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.vocabularies import label_of
from xenia.registers.population.groups import name_of
from xenia.work.casework.models.need import Unmet
from xenia.work.language_access.period_words import period_words
from xenia.work.language_access.queries.periods import period_named, periods
from xenia.work.referrals.models.choices import Decline, Outcome, Status

VIEW = "desk.statistics"
Rows = list[tuple[str, Shown]]
DECLINED, ENDED = dict(Decline.choices), {**dict(Status.choices), **dict(Outcome.choices)}
UNMET = dict(Unmet.choices)
# Each table: its title, the heading of its first column.
TABLES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "organizations": (gettext_lazy("Referrals by organization"), gettext_lazy("Organization")),
    "declined": (gettext_lazy("Why organizations declined"), gettext_lazy("Reason")),
    "outcomes": (gettext_lazy("How referrals ended"), gettext_lazy("Outcome")),
    "needs": (gettext_lazy("Needs that stayed unmet"), gettext_lazy("Need")),
    "reasons": (gettext_lazy("Why needs stayed unmet"), gettext_lazy("Reason")),
}


def _reader() -> str:
    return get_language() or "en"


def _asked(request: StaffRequest) -> Statistics:
    return Statistics(period_named(request.GET.get("period", ""), local_day(now())))


@never_cache
@staff(VIEW)
@require_safe
def statistics(request: StaffRequest) -> HttpResponse:
    """A period: loop closed, days to answer, reasons, and unmet needs by language and area."""
    asked, reader = _asked(request), _reader()
    choices = [
        (one.code, period_words(one, reader, whole=True)) for one in periods(local_day(now()))
    ]
    context = {
        "period": asked.period,
        "period_words": period_words(asked.period, reader),
        "choices": choices,
        "is_empty": asked.is_empty,
        "sent": asked.sent(),
        "answered": asked.answered(),
        "loop": asked.loop_closed(),
        "unmet_of": asked.unmet_of_ended(),
        "days": asked.days_to_answer(),
        "tables": [
            {"code": code, "title": TABLES[code][0], "first": TABLES[code][1], "rows": rows}
            for code, rows in _tables(asked).items()
        ],
        "crossed": _crossed(asked.unmet),
    }
    return render(request, "desk/statistics.html", context)


def _tables(asked: Statistics) -> dict[str, Rows]:
    """Every table of one dimension in the reader's words."""
    organizations, reader = asked.organizations(), _reader()
    names = organization_names([value for value, _number in organizations])
    return {
        "organizations": _named(organizations, lambda value: names.get(value, "")),
        "declined": _named(asked.declined(), lambda value: str(DECLINED.get(value, ""))),
        "outcomes": _named(asked.outcomes(), lambda value: str(ENDED.get(value, ""))),
        "needs": _named(asked.unmet_needs(), lambda value: label_of("needs", value, reader)),
        "reasons": _named(asked.unmet_reasons(), lambda value: str(UNMET.get(value, ""))),
    }


def _named(rows: Rows, name: Callable[[str], str]) -> Rows:
    return [(name(value) or _("Not said"), number) for value, number in rows]


def language_said(code: str) -> str:
    """A language in the reader's words."""
    return name_of(code, _reader()) if code else _("Not said")


def area_said(code: str) -> str:
    """An area in the reader's words."""
    return office_facts().area_name(code, _reader()) if code else _("Not said")


def _crossed(table: Crossed) -> dict[str, Any]:
    columns = (*table.areas, TOTAL)
    return {
        "columns": [area_said(one) for one in table.areas],
        "rows": [
            (language_said(one), [table.shown.get((one, column), 0) for column in columns])
            for one in table.languages
        ],
        "total": [table.shown.get((TOTAL, column), 0) for column in columns],
    }


HEADINGS: Final = ("period", "first_day", "last_day", "table", "value", "area", "number")


@never_cache
@staff(VIEW)
@require_safe
def statistics_csv(request: StaffRequest) -> HttpResponse:
    """The same for a spreadsheet; a small number says that it is not shown."""
    asked = _asked(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"statistics-{asked.period.code}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    period = [asked.period.code, asked.period.first, asked.period.until]
    for cells in _lines(asked):
        sheet.writerow([safe_cell(str(cell)) for cell in (*period, *cells)])
    return response


def _lines(asked: Statistics) -> Iterator[list[Any]]:
    loop, days, unmet = asked.loop_closed(), asked.days_to_answer(), asked.unmet_of_ended()
    glance = _("At a glance")
    yield [glance, _("Referred"), "", _said(asked.sent())]
    yield [glance, _("Answered"), "", _said(asked.answered())]
    yield [glance, _("Loop closed, in percent"), "", _said(loop.percent)]
    yield [
        glance,
        _("Business days to answer, on average"),
        "",
        _("not shown") if days is None else days,
    ]
    yield [glance, _("Needs that were met or stayed unmet"), "", _said(unmet.whole)]
    for code, rows in _tables(asked).items():
        for value, number in rows:
            yield [TABLES[code][0], value, "", _said(number)]
    title = _("Unmet needs by language and area")
    for (language, area), number in sorted(asked.unmet.shown.items()):
        named = [_all_or(language, language_said), _all_or(area, area_said)]
        yield [title, *named, _said(number)]


def _all_or(value: str, said: Callable[[str], str]) -> str:
    return _("All together") if value == TOTAL else said(value)


def _said(number: Shown) -> str:
    return _("not shown") if number is None else str(number)
