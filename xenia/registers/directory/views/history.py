"""What changed of a record, and putting an earlier value back."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.directory import operations
from xenia.registers.directory.models import (
    Address,
    Location,
    Metadata,
    Notice,
    Organization,
    Service,
)
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.proposals import changes_at_once
from xenia.registers.directory.operations.standing import standing_in
from xenia.registers.directory.queries.history import history_of, in_words
from xenia.registers.directory.queries.owner import owner_of_change, owner_of_record
from xenia.registers.directory.queries.wording import field_name
from xenia.registers.directory.views.lists import page_of, reader_of
from xenia.registers.directory.views.proposing import ask

KINDS: Final[dict[str, type[Record]]] = {
    "service": Service,
    "organization": Organization,
    "location": Location,
    "notice": Notice,
}


def record_of(kind: str, pk: UUID) -> Record:
    """A record by the kind that stands in its address. Raises Http404."""
    if kind not in KINDS:
        raise Http404(kind)
    return get_object_or_404(KINDS[kind]._default_manager.all(), pk=pk)


@staff("directory.edit", organization_of=owner_of_record)
def history(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Who changed what, when, from what to what."""
    record = record_of(kind, pk)
    page = page_of(request, history_of(record))
    changes = in_words(list(page.object_list), reader_of(request))
    return render(
        request,
        "directory/history.html",
        {
            "record": record,
            "kind": kind,
            "page": page,
            "changes": [
                {"line": one, "may_be_put_back": operations.may_be_put_back(one.change)}
                for one in changes
            ],
            "address": f"directory:{kind}",
        },
    )


@require_POST
@staff("directory.edit", organization_of=owner_of_change)
def put_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let a field say again what it said before."""
    change = get_object_or_404(Metadata, pk=pk)
    if not changes_at_once(request.user) and "." not in change.field_name:
        return _ask_to_put_back(request, change)
    try:
        record = operations.put_back(change=change, by=request.user, at=now())
    except operations.ChangedMeanwhile as meanwhile:
        record = meanwhile.record
        words = _(
            "“%(field)s” was changed again since. Nothing was put back: look at the newest line first."
        )
        messages.warning(
            request, words % {"field": field_name(change.field_name, reader_of(request))}
        )
    except operations.NothingToPutBack:
        raise Http404(str(pk)) from None
    except ValidationError as wrong:
        record = record_of(change.resource_type, change.resource_id)
        messages.warning(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("The earlier value stands again."))
    kind = str(record._meta.model_name)
    return redirect("directory:history", kind=kind, pk=record.pk)


def _ask_to_put_back(request: StaffRequest, change: Metadata) -> HttpResponse:
    """Propose that a field says again what it said before."""
    if not operations.may_be_put_back(change):
        raise Http404(str(change.pk))
    record = _shown_at(change)
    wanted = change.previous_value
    if change.field_name == "places":
        here = set(standing_in(record, "places").split(",")) - {"", change.replacement_value}
        wanted = ",".join(sorted(here | ({wanted} - {""})))
    ask(request, record, {change.field_name: wanted})
    return redirect("directory:history", kind=str(record._meta.model_name), pk=record.pk)


def _shown_at(change: Metadata) -> Record:
    """The record whose page shows a line of history: an address stands on its place's."""
    if change.resource_type != "address":
        return record_of(change.resource_type, change.resource_id)
    address = get_object_or_404(Address.objects.select_related("location"), pk=change.resource_id)
    if address.location is None:
        raise Http404(str(change.pk))
    return address.location
