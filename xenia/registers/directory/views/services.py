"""The list of services, and the same list as a file."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.forms.filters import ServiceFilter
from xenia.registers.directory.models import Language, Service
from xenia.registers.directory.queries.service import (
    how_many,
    services_wanted,
    terms_of_many,
)
from xenia.registers.directory.upkeep import stale_before
from xenia.registers.directory.views.lists import list_context, page_of, reader_of

_BATCH = 500


@staff("directory.read")
def services(request: StaffRequest) -> HttpResponse:
    """Every service, with what an editor looks for."""
    today = local_day(now())
    filters = _filters(request)
    found = services_wanted(filters.wanted(), on=today)
    count, old = how_many(found, on=today)
    context = list_context(request, filters, page_of(request, found))
    return render(
        request,
        "directory/services.html",
        context
        | {
            "title": _title(count, old),
            "old_before": stale_before(today),
            "may_add": request.user.may_somewhere("directory.edit"),
        },
    )


def _filters(request: StaffRequest) -> ServiceFilter:
    """What was asked; people of an organisation begin with their own services."""
    return ServiceFilter(
        request.GET,
        own=frozenset(request.user.organizations()),
        ours_first=not request.user.may("directory.edit"),
    )


def _title(count: int, old: int) -> str:
    services = ngettext("%(count)s service", "%(count)s services", count) % {"count": count}
    if not old:
        return services
    return _("%(services)s, %(old)s not checked for long") % {"services": services, "old": old}


@staff("directory.read")
def export_services(request: StaffRequest) -> StreamingHttpResponse:
    """The services the list shows, as CSV; nothing confidential is in it."""
    filters = _filters(request)
    found = services_wanted(filters.wanted(), on=local_day(now()))
    response = StreamingHttpResponse(
        _lines(found, reader_of(request)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="services.csv"'
    return response


class Echo:
    """Hands a written line straight on."""

    def write(self, line: str) -> str:
        return line


def _lines(found: QuerySet[Service], reader: str) -> Iterator[str]:
    writer = csv.writer(Echo(), lineterminator="\r\n")
    # The mark tells spreadsheets that the file is UTF-8.
    yield "\ufeff" + str(writer.writerow(_HEADING))
    rest = found.iterator(chunk_size=_BATCH)
    while batch := list(islice(rest, _BATCH)):
        yield from (str(writer.writerow(line)) for line in _rows(batch, reader))


_HEADING = (
    "id",
    "name",
    "organization",
    "organization_kind",
    "status",
    "cost",
    "asks_status",
    "needs_id",
    "languages",
    "kinds_of_help",
    "email",
    "url",
    "last_checked",
)


def _rows(batch: list[Service], reader: str) -> Iterator[list[str]]:
    ids = [service.pk for service in batch]
    terms = terms_of_many(ids)
    spoken: dict[Any, list[str]] = {}
    for pk, code, name in Language.objects.filter(service__in=ids).values_list(
        "service_id", "code", "name"
    ):
        spoken.setdefault(pk, []).append(code or name)
    for service in batch:
        labels = [load_taxonomy().label(code, reader) for code in terms.get(service.pk, [])]
        yield [plain_cell(cell) for cell in _cells(service, spoken.get(service.pk, []), labels)]


def _cells(service: Service, spoken: list[str], labels: list[str]) -> tuple[str, ...]:
    organization = service.organization
    return (
        str(service.pk),
        service.name,
        organization.name if organization else "",
        organization.kind if organization else "",
        service.status,
        service.cost,
        service.asks_status,
        service.needs_id,
        "; ".join(sorted(spoken)),
        "; ".join(sorted(labels)),
        "" if service.email_is_confidential else service.email,
        service.url,
        service.assured_date.isoformat() if service.assured_date else "",
    )


def plain_cell(text: str) -> str:
    """A text a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
