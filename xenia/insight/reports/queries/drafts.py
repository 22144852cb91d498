"""Where reports stand, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from xenia.ground.ledger.models import Entry, Year
from xenia.insight.reports.document.words import PARTS
from xenia.insight.reports.models import Remark, Report
from xenia.insight.reports.parts import HINTS

Status = Report.Status


@dataclass(frozen=True, slots=True)
class PartOf:
    """One part of a draft: its words, and how many remarks wait."""

    code: str
    title: str
    hint: str
    text: str
    waiting: int


def reports() -> "QuerySet[Report]":
    """Every version, the newest year first, with how many remarks wait."""
    waiting = Count("remarks", filter=Q(remarks__settled_at=None))
    rows: QuerySet[Report] = Report.objects.defer("content").annotate(waiting=waiting)
    return rows.order_by("-year", "-version")


def posted() -> "QuerySet[Report]":
    """What everybody may read: one version a year, the newest first."""
    rows: QuerySet[Report] = Report.objects.filter(status=Status.POSTED).defer("content")
    return rows.order_by("-year")


def years_known() -> list[int]:
    """The years the ledger knows, the newest first."""
    known = {one.year for one in Entry.objects.dates("on", "year")}
    return sorted(known | set(Year.objects.values_list("year", flat=True)), reverse=True)


def years_to_report(today: date) -> list[int]:
    """The years a report can be about; this one too, so that a draft can begin before it is over."""
    return [one for one in years_known() if one <= today.year]


def parts_of(report: Report) -> list[PartOf]:
    """Each part of a report with its words, in the report's order."""
    said = dict(report.narratives.values_list("part", "text"))
    open_remarks = report.remarks.filter(settled_at=None)
    waiting = dict(open_remarks.values_list("part").annotate(n=Count("pk")).order_by())
    return [
        PartOf(code, str(PARTS[code][0]), str(hint), said.get(code, ""), waiting.get(code, 0))
        for code, hint in HINTS.items()
    ]


def remarks_of(report: Report, part: str) -> "QuerySet[Remark]":
    """What colleagues said of a part, what waits first."""
    rows: QuerySet[Remark] = report.remarks.filter(part=part)
    return rows.order_by("settled_at", "at", "pk")
