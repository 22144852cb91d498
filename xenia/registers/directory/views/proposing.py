"""What people of an organisation write of their own entries: it waits for an editor of the office."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.forms.sheet import Sheet, Values
from xenia.registers.directory.models import Location, Proposal, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations import confirm_service
from xenia.registers.directory.operations.details import completed
from xenia.registers.directory.operations.history import shown
from xenia.registers.directory.operations.proposals import (
    NothingProposed,
    changes_at_once,
    propose,
)
from xenia.registers.directory.operations.standing import standing_in, value_from
from xenia.registers.directory.queries.details import DETAILS, write_rows
from xenia.registers.directory.queries.proposals import own_waiting

MOST_LETTERS = 2000


def asked_before(request: StaffRequest, record: Record) -> Values:
    """What this person asked to change of the record, as its sheet shows it, while nobody has decided."""
    waiting = own_waiting(record, request.user)
    if waiting is None:
        return {}
    changes = waiting.changes.filter(status="waiting")
    return {one.field: value_from(record, one.field, one.after) for one in changes}


def why_of(request: StaffRequest, record: Record | None = None) -> str:
    """Why she asks, in her words: what she types now, else what she wrote with what still waits."""
    if request.method == "POST":
        return request.POST.get("why", "").replace("\r\n", "\n").strip()[:MOST_LETTERS]
    waiting = own_waiting(record, request.user) if record else None
    return waiting.note if waiting else ""


def form_that_waits(request: StaffRequest, record: Record | None = None) -> dict[str, object]:
    """What a form says to somebody whose changes the office reads first."""
    waits = not changes_at_once(request.user)
    return {"waits": waits, "why": why_of(request, record) if waits else ""}


def ask_with_sheet(request: StaffRequest, record: Record, sheet: Sheet) -> None:
    """Propose what the person changed on a sheet, and tell her that it waits."""
    touched = sheet.touched()
    reverted = [name for name in asked_before(request, record) if name in sheet.seen]
    seen = {name: _text(record, name, sheet.seen.get(name)) for name in {*touched, *reverted}}
    wanted = seen | {name: _text(record, name, value) for name, value in touched.items()}
    note = _note(request, record, has_changes=bool(touched))
    if isinstance(record, Service) and sheet.is_marked("checked_today"):
        if not touched and not note:
            confirm_service(service=record, by=request.user, at=now())
            messages.success(request, _("Thank you. The page now says it was checked today."))
            return
        wanted["assured_date"] = local_day(now()).isoformat()
    ask(request, record, wanted, seen=seen, note=note)


def _note(request: StaffRequest, record: Record, *, has_changes: bool) -> str:
    """Her words; not those she wrote before, when she took back all they were about."""
    said = why_of(request)
    waiting = own_waiting(record, request.user)
    is_old = waiting is not None and waiting.note == said and waiting.changes.exists()
    return "" if is_old and not has_changes else said


def _text(record: Record, name: str, value: Any) -> str:
    if name in DETAILS:
        rows = completed(record, name, value or ())
        return write_rows(rows) if rows else ""
    if name == "terms":
        return ",".join(sorted(value or ()))
    return shown(value)


def ask(
    request: StaffRequest,
    record: Record,
    wanted: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None = None,
    note: str | None = None,
) -> None:
    """Propose some texts in this person's name, and tell her what becomes of it.

    note: why, in her words; without any, those she wrote with what still waits stay.
    """
    if note is None:
        waiting = own_waiting(record, request.user)
        note = waiting.note if waiting else ""
    try:
        propose(
            record=record,
            changes=wanted,
            origin=Proposal.Origin.PARTNER,
            by=request.user,
            at=now(),
            note=note,
            seen=seen,
        )
    except NothingProposed:
        messages.success(request, _("Nothing was changed."))
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
    else:
        messages.success(
            request,
            _(
                "Thank you. An editor of the office looks at it. Until then, residents read what stood before."
            ),
        )


def ask_for_place(
    request: StaffRequest, service: Service, place: Location, *, is_added: bool
) -> None:
    """Propose that a service is given at one place more, or at one less, beside what she asked before."""
    stands = standing_in(service, "places")
    earlier = own_waiting(service, request.user)
    change = earlier.changes.filter(field="places").first() if earlier else None
    wanted = set((change.after if change else stands).split(",")) - {""}
    wanted = wanted | {str(place.pk)} if is_added else wanted - {str(place.pk)}
    ask(request, service, {"places": ",".join(sorted(wanted))})
