"""The audit: who did what, to which record."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xenia.ground.accounts import audit as the_audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.audit_trail import head_of_chain
from xenia.ground.accounts.forms.people import AuditFilter
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.queries import audit_events, names_of_people, recorded_types
from xenia.ground.accounts.views.shown import moment
from xenia.ground.common.dates import local_time, now

EVENTS_ON_A_PAGE = 50
EVENTS_AT_ONCE = 1000
FIELDS_SHOWN = 6
COLUMNS = ("at", "person", "person_id", "action", "record_type", "record_id", "fields", "purpose")
# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@staff("accounts.audit")
@require_GET
def events(request: StaffRequest) -> HttpResponse:
    """The acts, newest first."""
    form = AuditFilter(request.GET, record_types=recorded_types())
    found = _found(form)
    page = Paginator(found, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    names = names_of_people([one.actor_id for one in shown] + [_person_in(one) for one in shown])
    context = {
        "form": form,
        "is_filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
        "page": page,
        "page_url": f"?{urlencode({k: v for k, v in request.GET.items() if k != 'page'})}&page=",
        "rows": [_row(event, names) for event in shown],
        "query": request.GET.urlencode(),
        "head": _head(),
    }
    return render(request, "accounts/audit.html", context)


def _head() -> dict[str, Any] | None:
    """The newest link of the chain, as the page shows it."""
    link = head_of_chain()
    return {"link": link, "at": moment(link.closed_at)} if link else None


def _found(form: AuditFilter) -> QuerySet[AuditEvent]:
    return audit_events(**form.cleaned_data) if form.is_valid() else AuditEvent.objects.none()


def _row(event: AuditEvent, names: dict[UUID, str]) -> dict[str, Any]:
    about = _person_in(event)
    return {
        "event": event,
        "at": moment(event.at),
        "who": names.get(event.actor_id, "") if event.actor_id else "",
        "about": names.get(about, "") if about else "",
        "fields": event.fields[:FIELDS_SHOWN],
        "more": max(0, len(event.fields) - FIELDS_SHOWN),
    }


def _person_in(event: AuditEvent) -> UUID | None:
    return event.record_id if event.record_type == "accounts.user" else None


@never_cache
@staff("accounts.audit")
@require_POST
def as_csv(request: StaffRequest) -> HttpResponseBase:
    """The acts the page shows, all of them, as a file. Taking them away is itself noted."""
    form = AuditFilter(request.GET, record_types=recorded_types())
    found = _found(form)
    the_audit.record(request.user, "accounts.audit_exported", None, at=now())
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(found: QuerySet[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for events in _in_parts(found.iterator(chunk_size=EVENTS_AT_ONCE)):
        names = names_of_people(event.actor_id for event in events)
        for event in events:
            yield writer.writerow([_plain(cell) for cell in _cells(event, names)])


def _in_parts(events: Iterable[AuditEvent]) -> Iterator[list[AuditEvent]]:
    part: list[AuditEvent] = []
    for event in events:
        part.append(event)
        if len(part) == EVENTS_AT_ONCE:
            yield part
            part = []
    yield part


def _cells(event: AuditEvent, names: dict[UUID, str]) -> tuple[str, ...]:
    return (
        local_time(event.at).isoformat(timespec="seconds"),
        names.get(event.actor_id, "") if event.actor_id else "",
        str(event.actor_id or ""),
        event.action,
        event.record_type,
        str(event.record_id or ""),
        " ".join(event.fields),
        event.purpose,
    )


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
