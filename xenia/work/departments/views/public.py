"""What everybody may read: whom each city service serves, and which are not confirmed."""

import csv
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.links import address_of
from xenia.ground.imports.cells import safe_cell
from xenia.registers.directory.models import Service
from xenia.work.departments.forms.filters import ServiceFilter
from xenia.work.departments.queries.statements import (
    ShownStatement,
    Wording,
    chosen,
    city_services,
    shown_for_all,
    with_names,
)

ON_A_PAGE: Final = 20
HEADINGS: Final = (
    "department", "service", "state", "who_may_use_it", "law", "citation", "law_address", "law_from",
    "what_it_restricts", "instead", "documents", "confirmed_on", "confirm_again_by",
)  # fmt: skip


@public
@require_safe
def all_services(request: HttpRequest) -> HttpResponse:
    """Every city service, with what it says of whom it serves."""
    form, today = ServiceFilter(request.GET), local_day(now())
    found = chosen(city_services(), **form.said(), today=today)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = form.kept()
    context = {
        "form": form,
        "page": page,
        "rows": list(_rows(page.object_list)),
        "page_url": f"?{urlencode(kept | {'page': ''})}",
        "kept": urlencode(kept),
        "today": today,
        "unconfirmed": chosen(city_services(), show="unconfirmed", today=today).count(),
        "services": city_services().count(),
    }
    return render(request, "departments/public_services.html", context)


@public
@require_safe
def all_services_print(request: HttpRequest) -> HttpResponse:
    """The same on paper, all of it."""
    form, today = ServiceFilter(request.GET), local_day(now())
    found = chosen(city_services(), **form.said(), today=today)
    context = {"rows": list(_rows(found)), "today": today}
    return render(request, "departments/public_services_print.html", context)


@public
@require_safe
def all_services_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet, in English."""
    form, today = ServiceFilter(request.GET), local_day(now())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="equal-access.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for row in _rows(chosen(city_services(), **form.said(), today=today), reader="en"):
        sheet.writerow([safe_cell(str(cell)) for cell in _cells(row["service"], row["shown"])])
    return response


def _rows(services: Any, *, reader: str = "") -> Iterator[dict[str, Any]]:
    """Services with what they say, in the reader's language."""
    reader = reader or get_language() or "en"
    found = list(with_names(services))
    shown = shown_for_all([one.pk for one in found], reader, local_day(now()))
    for one in found:
        name = _name(one.names or {}, reader, one.name)
        url = address_of("home:service", str(one.pk))
        yield {"service": one, "name": name, "shown": shown[one.pk], "url": url}


def _name(said: dict[str, str], reader: str, english: str) -> Wording:
    return Wording(said[reader], reader) if reader in said else Wording(english, "en")


def _cells(service: Service, shown: ShownStatement) -> list[Any]:
    department = service.organization.name if service.organization else ""
    one = shown.statement
    if one is None:
        return [department, service.name, shown.state, *[""] * (len(HEADINGS) - 3)]
    papers = "; ".join(
        f"{paper.kind or paper.name.text}: {paper.why.text} ({paper.instead.text})"
        for paper in shown.papers
    )
    return [
        department, service.name, shown.state, one.rule, one.law_title, one.law_citation, one.law_url,
        one.law_from or "", one.restricts, one.instead, papers, one.confirmed_on or "", one.due_on or "",
    ]  # fmt: skip
