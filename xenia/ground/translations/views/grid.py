"""The grid of pages and languages, and the interface's own words as a sheet."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.languages import name_in
from xenia.ground.translations.forms.filters import GridFilter
from xenia.ground.translations.queries.grid import (
    INTERFACE,
    Line,
    Records,
    interface_lines,
    kinds_shown,
    lines_of,
    waiting_by_language,
)
from xenia.ground.translations.queries.languages import other_codes
from xenia.ground.translations.spreadsheets import export_sheet
from xenia.ground.translations.views.lists import (
    as_file,
    page_address,
    page_of,
    reader_of,
    tongue_of,
)


@staff("translations.read")
def grid(request: StaffRequest) -> HttpResponse:
    """How far every page of the office is said in every language."""
    filters = GridFilter(request.GET)
    said, reader = filters.said(), reader_of(request)
    codes = [said["language"]] if said["language"] else other_codes()
    vital_only = bool(said["vital"])
    records = Records(kinds_shown(said["kind"], vital_only=vital_only), vital_only=vital_only)
    page = page_of(request, records)
    lines = lines_of(list(page.object_list), codes, vital_only=vital_only)
    count = page.paginator.count
    title = ngettext(
        "%(count)s page in other languages", "%(count)s pages in other languages", count
    )
    context = {
        "title": title % {"count": count},
        "filters": filters,
        "page": page,
        "page_url": page_address(request),
        "columns": [name_in(code, reader) for code in codes],
        "lines": lines,
        "interface": _interface(said["kind"], codes, vital_only=vital_only),
        "waiting": waiting_by_language(other_codes(), reader),
        "may_exchange": request.user.may("translations.exchange"),
    }
    return render(request, "translations/grid.html", context)


def _interface(kind: str, codes: list[str], *, vital_only: bool) -> list[Line]:
    """The interface's own words stand apart: they are translated in catalogues, not on pages."""
    return interface_lines(codes) if kind in ("", INTERFACE) and not vital_only else []


@staff("translations.exchange")
def interface_sheet(request: StaffRequest, language: str) -> HttpResponse:
    """The interface's own words in one language, as the sheet that `xenia import-messages` takes back."""
    code = tongue_of(language).code
    catalogue = Path(settings.LOCALE_SOURCES) / f"{code}.po"
    if not catalogue.is_file():
        raise Http404(_("This language has no catalogue yet."))
    sheet = "\ufeff" + export_sheet(code, catalogue)
    return as_file(sheet, f"{code}.csv", "text/csv; charset=utf-8")
