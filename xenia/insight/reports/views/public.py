"""The posted reports, for everybody: the years, one year a section at a time, how each number is made, the files."""

from typing import Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.long_work import SAMPLE_REPORTS, progress_of
from xenia.insight.reports.document import Document
from xenia.insight.reports.document.charts import for_pages
from xenia.insight.reports.files import OFFERED, file_of, pictures_of
from xenia.insight.reports.models import Report
from xenia.insight.reports.queries.documents import document_of
from xenia.insight.reports.queries.drafts import posted
from xenia.insight.reports.views.shown import defined, one_section

KEPT_FOR: Final = 300  # seconds
KEPT_WHILE_COMING: Final = 15  # seconds
TITLES: Final = {
    "report.pdf": _("The whole report in English, PDF"),
    "report.es.pdf": _("The whole report in Spanish, PDF"),
    "report.xlsx": _("The tables, XLSX"),
    "report.json": _("The data for machines, JSON"),
    "report.zip": _("Everything together, with checksums, ZIP"),
}


@public
@require_safe
@cache_control(max_age=KEPT_FOR)
def years(request: HttpRequest) -> HttpResponse:
    """Every year that was reported on."""
    are_coming = progress_of(SAMPLE_REPORTS) is not None
    context = {"reports": posted(), "are_coming": are_coming}
    response = render(request, "reports/public_years.html", context)
    if are_coming:
        patch_cache_control(response, max_age=KEPT_WHILE_COMING)
    return response


@public
@require_safe
@cache_control(max_age=KEPT_FOR)
def year(request: HttpRequest, number: int) -> HttpResponse:
    """The first page of a year: what stands in it, the page for residents, and the files."""
    report, document = _found(number)
    found = _files(report)
    response = _page(request, report, document, 0, {"files": found, "are_coming": not found})
    if not found:
        patch_cache_control(response, max_age=KEPT_WHILE_COMING)
    return response


@public
@require_safe
@cache_control(max_age=KEPT_FOR)
def section(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """One section of a year's report."""
    report, document = _found(number)
    places = [one.code for one in document.sections]
    if code not in places:
        raise Http404
    return _page(request, report, document, places.index(code), {})


def _page(
    request: HttpRequest, report: Report, document: Document, at: int, more: dict[str, Any]
) -> HttpResponse:
    here = document.sections[at].code
    after = document.sections[at + 1] if at + 1 < len(document.sections) else None

    def picture_at(code: str) -> str:
        return reverse("public_report:picture", args=[report.year, code])

    def part(code: str) -> str:
        return reverse("public_report:section", args=[report.year, code])

    def made(code: str) -> str:
        return reverse("public_report:number", args=[report.year, code])

    paper = one_section(report, document, here, section=part, picture=picture_at, definition=made)
    context = {"number": report.year, "paper": paper, "next": after} | more
    return render(request, "reports/public_section.html", context)


@public
@require_safe
@cache_control(max_age=KEPT_FOR)
def how_made(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """How a number is made: definition, clause, rule, expression, and when."""
    _report, document = _found(number)
    if code not in document.definitions:
        raise Http404
    context = {
        "number": number,
        "document": document,
        "said": document.definitions[code],
        "lines": defined(document, code),
    }
    return render(request, "reports/public_number.html", context)


@public
@require_safe
@cache_control(max_age=KEPT_FOR)
def picture(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """A table drawn, in the language of the page."""
    report, document = _found(number)
    drawn = pictures_of(report, document.language)
    if code not in drawn:
        raise Http404
    return HttpResponse(for_pages(drawn[code]), content_type="image/svg+xml")


@public
@require_safe
def file(request: HttpRequest, number: int, name: str) -> FileResponse:
    """One file of a posted report."""
    report = _posted(number)
    path = file_of(report, name)
    if path is None:
        raise Http404
    return FileResponse(
        path.open("rb"),
        content_type=OFFERED[name],
        as_attachment=True,
        filename=f"{number}-{name}",
    )


def _posted(number: int) -> Report:
    report = Report.objects.filter(year=number, status=Report.Status.POSTED).first()
    if report is None:
        raise Http404
    return report


def _found(number: int) -> tuple[Report, Document]:
    report = _posted(number)
    return report, document_of(report, get_language() or "en")


def _files(report: Report) -> list[tuple[str, str, int]]:
    """What can be fetched, what it is, and its size in bytes."""
    found = [(name, file_of(report, name)) for name in OFFERED]
    return [(name, str(TITLES[name]), path.stat().st_size) for name, path in found if path]
