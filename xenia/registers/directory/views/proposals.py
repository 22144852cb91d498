"""Proposals: what waits, side by side, accepted field by field, declined with a reason, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState, may_become
from xenia.registers.directory.forms.proposal import DeclineForm, seal_of, seen_of
from xenia.registers.directory.models import Location, Organization, Proposal, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import ChangedMeanwhile
from xenia.registers.directory.operations.proposals import (
    NoReason,
    NothingToReopen,
    OwnProposal,
    RecordGone,
    accept_changes,
    changes_at_once,
    close_proposed_place,
    decline_proposal,
    may_be_reopened,
    reopen_proposal,
    settle_words,
    withdraw_proposal,
)
from xenia.registers.directory.operations.standing import record_of, standing
from xenia.registers.directory.queries.owner import owner_of_proposal
from xenia.registers.directory.queries.proposals import (
    decided_proposals,
    lines_of,
    names_of_records,
    proposals_seen_by,
    waiting_proposals,
)
from xenia.registers.directory.views.lists import page_of, reader_of


@staff("directory.edit", somewhere=True)
def proposals(request: StaffRequest) -> HttpResponse:
    """What waits for an editor, or what was decided; people of an organisation see their own."""
    is_decided = request.GET.get("show") == "decided"
    read = decided_proposals if is_decided else waiting_proposals
    page = page_of(request, read(request.user).prefetch_related("changes"))
    count = page.paginator.count
    title = (
        _("Changes that were decided")
        if is_decided
        else ngettext("%(count)s change waits", "%(count)s changes wait", count) % {"count": count}
    )
    names = names_of_records(page.object_list)
    return render(
        request,
        "directory/proposals.html",
        {
            "title": title,
            "page": page,
            "page_url": "?show=decided&page=" if is_decided else "?page=",
            "is_decided": is_decided,
            "decides": changes_at_once(request.user),
            "rows": [{"proposal": one, "name": names.get(one.record_id, "")} for one in page],
        },
    )


@staff("directory.edit", organization_of=owner_of_proposal)
def proposal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One proposal: what stands, what is proposed, and what to do."""
    return _page(request, _found(request, pk))


def _found(request: StaffRequest, pk: UUID) -> Proposal:
    return get_object_or_404(proposals_seen_by(request.user), pk=pk)


def _page(request: StaffRequest, found: Proposal, form: DeclineForm | None = None) -> HttpResponse:
    record = record_of(found.record_type, found.record_id)
    waiting = [one.field for one in found.changes.all() if one.status == "waiting"]
    now_says = standing(record, waiting) if record else {}
    lines = lines_of(found, now_says, reader=reader_of(request), user=request.user)
    may_decide = changes_at_once(request.user) and found.by_id != request.user.pk
    is_waiting = found.status == Proposal.Status.WAITING
    context: dict[str, Any] = {
        "proposal": found,
        "record": record,
        "address": f"directory:{found.record_type}",
        "lines": lines,
        "seal": seal_of(now_says),
        "decides": may_decide and is_waiting and record is not None,
        "may_withdraw": found.by_id == request.user.pk and is_waiting,
        "crossed": sum(line.is_crossed for line in lines),
        "clear": sum(line.is_waiting and not line.is_crossed for line in lines),
        "form": form or DeclineForm(),
        "may_reopen": may_decide and record is not None and may_be_reopened(found),
        "way_to_close": _way_to_close(record) if not lines else "",
        "services_there": _services_at(record) if not lines else 0,
    }
    return render(request, "directory/proposal.html", context)


def _way_to_close(record: Record | None) -> str:
    """The page that asks whether an open entry closed, for a proposal of words alone; "" where there is none."""
    if isinstance(record, Service) and may_become(record, Service.Status.DEFUNCT):
        return reverse("directory:service_status", args=[record.pk, "close"])
    if isinstance(record, Organization) and may_become(record, Organization.Status.CLOSED):
        return reverse("directory:organization_status", args=[record.pk, "close"])
    return ""


def _services_at(record: Record | None) -> int:
    """How many services are given at a place."""
    return record.services_here.count() if isinstance(record, Location) else 0


@require_POST
@staff("directory.edit")
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let one proposed field stand, or all that nobody changed meanwhile."""
    found = _found(request, pk)
    seen = seen_of(request.POST.get("seen", ""))
    fields = _fields_wanted(request, found, seen)
    try:
        if fields:
            accept_changes(proposal=found, fields=fields, seen=seen, by=request.user, at=now())
        else:
            settle_words(proposal=found, by=request.user, at=now())
        messages.success(request, _("Accepted. Residents read it from now on."))
    except (ChangedMeanwhile, OwnProposal, RecordGone, ValidationError, WrongState) as reason:
        messages.warning(request, _why_not(reason))
    return _on(request, found)


def _fields_wanted(request: StaffRequest, found: Proposal, seen: dict[str, str]) -> list[str]:
    one = request.POST.get("field", "")
    if one:
        return [one]
    waiting = found.changes.filter(status="waiting")
    return [change.field for change in waiting if seen.get(change.field) == change.before]


def _why_not(reason: Exception) -> str:
    if isinstance(reason, OwnProposal):
        return _("You proposed this yourself. Somebody else decides about it.")
    if isinstance(reason, NothingToReopen):
        return _("What was declined is no longer kept. Ask for it once more.")
    if isinstance(reason, RecordGone):
        return _("This entry is no longer in the directory. Nothing was changed.")
    if isinstance(reason, ValidationError):
        return " ".join(reason.messages)
    if isinstance(reason, ChangedMeanwhile):
        return _("The entry changed while you were looking. Look at it again, then decide.")
    return _("Somebody was first. Nothing was changed. This is what stands now.")


def _on(request: StaffRequest, found: Proposal) -> HttpResponse:
    """Back to the proposal while something of it waits, else to the list."""
    found.refresh_from_db()
    if found.status == Proposal.Status.WAITING:
        return redirect("directory:proposal", pk=found.pk)
    return redirect("directory:proposals")


@require_POST
@staff("directory.edit")
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Decline what still waits, and say why."""
    found = _found(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        decline_proposal(
            proposal=found, reason=form.cleaned_data["reason"], by=request.user, at=now()
        )
        told = _("Declined. We tell the person who asked by e-mail, and she reads why.")
        nobody = _("Declined. Nobody is told: it came without an account.")
        messages.success(request, told if found.by else nobody)
    except (NoReason, OwnProposal, WrongState) as reason:
        messages.warning(request, _why_not(reason))
    return _on(request, found)


@require_POST
@staff("directory.edit")
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was declined by mistake: it waits again."""
    found = _found(request, pk)
    try:
        reopen_proposal(proposal=found, by=request.user, at=now())
        messages.success(request, _("It waits again."))
    except (NothingToReopen, OwnProposal, WrongState) as reason:
        messages.warning(request, _why_not(reason))
    return redirect("directory:proposal", pk=pk)


@require_POST
@staff("directory.edit")
def close_place(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The place of a proposal closed: no service is given there any more, and the proposal is dealt with."""
    found = _found(request, pk)
    try:
        close_proposed_place(proposal=found, by=request.user, at=now())
        messages.success(
            request, _("No service is given there any more. Residents no longer see the place.")
        )
    except (OwnProposal, RecordGone, WrongState) as reason:
        messages.warning(request, _why_not(reason))
    return _on(request, found)


@require_POST
@staff("directory.edit", organization_of=owner_of_proposal)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take back what one asked for oneself."""
    found = _found(request, pk)
    if found.by_id != request.user.pk:
        messages.warning(request, _("Only the person who asked takes it back."))
        return redirect("directory:proposal", pk=pk)
    try:
        withdraw_proposal(proposal=found, by=request.user, at=now())
        messages.success(request, _("Taken back. The entry stays as it is."))
    except WrongState as reason:
        messages.warning(request, _why_not(reason))
    return redirect("directory:proposal", pk=pk)
