"""Legal holds: records that may not be erased for now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.operations import hold as holds_of_the_vault
from xenia.ground.vault.overviews import HoldLine
from xenia.ground.vault.overviews import holds as standing_holds
from xenia.work.records.forms.retention import HoldForm
from xenia.work.records.inventory.words import words_for
from xenia.work.records.views.shown import names, page_of


@staff("vault.hold")
@require_safe
def holds(request: StaffRequest) -> HttpResponse:
    """Every standing hold, and how many people it covers."""
    found = standing_holds(now())
    context = page_of(request, found)
    context |= {
        "rows": [_row(request, line) for line in context["page"]],
        "names": names(
            one for line in found for one in (line.hold.placed_by_id, line.hold.lift_asked_by_id)
        ),
    }
    return render(request, "records/holds.html", context)


def _row(request: StaffRequest, line: HoldLine) -> dict[str, Any]:
    asked_by = line.hold.lift_asked_by_id
    return {
        "line": line,
        "scope": _scope_words(line.scope),
        "may_ask": asked_by is None,
        "may_lift": asked_by is not None and asked_by != request.user.pk,
    }


def _scope_words(scope: str) -> str:
    if scope == "person":
        return _("One person’s records")
    return _("Everything the office holds") if scope == "all" else str(words_for(scope).name)


@staff("vault.hold")
def place(request: StaffRequest) -> HttpResponse:
    """Place a hold."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            holds_of_the_vault.place_hold(by=request.user, at=now(), **form.scope_of())
        except holds_of_the_vault.NothingToHold:
            form.add_error("subject", _("Nothing of this person is left: it was erased before."))
        else:
            messages.success(
                request, _("The hold stands. Nothing in it is erased, and no year is sealed.")
            )
            return redirect("records:holds")
    return render(
        request, "records/place_hold.html", {"form": form}, status=422 if form.errors else 200
    )


@staff("vault.hold")
@require_POST
def ask_to_lift(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask that a hold be lifted."""
    hold = get_object_or_404(LegalHold, pk=pk)
    try:
        holds_of_the_vault.ask_to_lift(hold=hold, by=request.user, at=now())
        messages.success(request, _("Asked. Another person lifts it."))
    except holds_of_the_vault.AlreadyLifted:
        messages.info(request, _("Somebody asked before, or it is lifted."))
    return redirect("records:holds")


@staff("vault.hold")
@require_POST
def lift(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lift a hold that another person asked to lift."""
    hold = get_object_or_404(LegalHold, pk=pk)
    try:
        holds_of_the_vault.lift_hold(hold=hold, by=request.user, at=now())
        messages.success(request, _("Lifted. Terms run again, with notice."))
    except holds_of_the_vault.NeedsAnother:
        messages.error(request, _("One person asks to lift it, another lifts it."))
    except holds_of_the_vault.AlreadyLifted:
        messages.info(request, _("It was lifted before."))
    return redirect("records:holds")
