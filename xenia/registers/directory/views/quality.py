"""The queue of what is to mend in the directory, and the same as a file."""

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.batches import batches
from xenia.ground.common.dates import now
from xenia.registers.directory.forms.quality import QualityFilter
from xenia.registers.directory.models import Finding
from xenia.registers.directory.operations.quality import (
    SetAsideAlready,
    forget_mended,
    set_aside,
    take_up_again,
)
from xenia.registers.directory.operations.upkeep_round import last_round, round_at_work
from xenia.registers.directory.queries.quality import (
    findings_seen_by,
    findings_wanted,
    lines_of,
    owner_of_finding,
    waiting_by_kind,
)
from xenia.registers.directory.views.lists import list_context, page_of, reader_of
from xenia.registers.directory.views.services import Echo, plain_cell


@staff("directory.edit", somewhere=True)
def quality(request: StaffRequest) -> HttpResponse:
    """What is missing, dead, doubled or unconfirmed; each row leads to where it is mended."""
    filters = QualityFilter(request.GET)
    found = _wanted(request, filters)
    page = page_of(request, found)
    gone = forget_mended(page.object_list, at=now())
    rows = [one for one in page.object_list if one.pk not in gone]
    kinds = waiting_by_kind(findings_seen_by(request.user).filter(set_aside_at=None))
    count = sum(one.count for one in kinds)
    return render(
        request,
        "directory/quality.html",
        list_context(request, filters, page)
        | {
            "title": _title(count),
            "kinds": kinds,
            "here": filters.said()["kind"],
            "lines": lines_of(rows, reader_of(request), may_merge=_may_merge(request)),
            "is_aside": bool(filters.said()["aside"]),
            "round": last_round(),
            "at_work": round_at_work(),
        },
    )


def _title(count: int) -> str:
    if not count:
        return _("Nothing to mend")
    return ngettext("%(count)s thing to mend", "%(count)s things to mend", count) % {"count": count}


def _may_merge(request: StaffRequest) -> bool:
    return request.user.may("directory.edit")


def _wanted(request: StaffRequest, filters: QualityFilter) -> QuerySet[Finding]:
    said = filters.said()
    return findings_wanted(
        request.user,
        kind=said["kind"],
        words=said["q"],
        organization=said["organization"] or None,
        aside=bool(said["aside"]),
    )


@staff("directory.edit", somewhere=True)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The rows the queue shows, as CSV."""
    found = _wanted(request, QualityFilter(request.GET))
    response = StreamingHttpResponse(
        _csv_lines(found, reader_of(request), request.build_absolute_uri, _may_merge(request)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="quality.csv"'
    return response


def _csv_lines(
    found: QuerySet[Finding], reader: str, absolute: Any, may_merge: bool
) -> Iterator[str]:
    writer = csv.writer(Echo(), lineterminator="\r\n")
    # The mark tells spreadsheets that the file is UTF-8.
    yield "\ufeff" + str(
        writer.writerow(("problem", "kind", "name", "organization", "detail", "found_on", "url"))
    )
    for batch in batches(found.iterator(chunk_size=500), 500):
        for line in lines_of(batch, reader, may_merge=may_merge):
            cells = (
                *(line.title, line.finding.record_type, line.name, line.organization),
                *(line.detail, line.finding.found_on.isoformat(), absolute(line.url)),
            )
            yield str(writer.writerow([plain_cell(cell) for cell in cells]))


@require_POST
@staff("directory.edit", organization_of=owner_of_finding)
def no_problem(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague looked: this is no problem. It comes back when the entry changes."""
    found = get_object_or_404(Finding, pk=pk)
    try:
        set_aside(finding=found, by=request.user, at=now())
        words = _(
            "Set aside. It comes back when the entry changes; under “More filters” you find it."
        )
        messages.success(request, words)
    except SetAsideAlready:
        messages.info(request, _("Somebody set it aside before you. Nothing was changed."))
    return redirect(_back(request))


@require_POST
@staff("directory.edit", organization_of=owner_of_finding)
def a_problem(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is a problem after all."""
    found = get_object_or_404(Finding, pk=pk)
    take_up_again(finding=found, by=request.user, at=now())
    messages.success(request, _("It is on the list again."))
    return redirect(_back(request))


def _back(request: StaffRequest) -> str:
    """The queue with the filters the person had; nowhere else."""
    query = request.POST.get("back", "")
    address = reverse("directory:quality") + query
    is_ours = query.startswith("?") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else reverse("directory:quality")
