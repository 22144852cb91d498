"""What a person does with an import: bring it in, go on, leave it, undo it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports import operations
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.queries import sheet_of, tallies
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.views.shown import moment, run_of


@never_cache
@staff("imports.run")
@require_POST
def bring_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Bring in what the preview showed. What is handed over, such as links of invitations, is shown once, here."""
    found = run_of(request, pk)
    try:
        handed = operations.bring_in(run=found, by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody brought this file in a moment ago. Here is its report."))
        return redirect("imports:run", pk)
    except NotReadable as reason:
        messages.error(request, str(reason.sentence))
        return redirect("imports:run", pk)
    if not handed:
        return redirect("imports:run", pk)
    links = [(one.who, request.build_absolute_uri(one.path)) for one in handed]
    return render(request, "imports/handed.html", {"run": found, "links": links})


@staff("imports.run")
@require_POST
def go_on(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go on with an import that stands still."""
    try:
        operations.go_on(run=run_of(request, pk), by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody went on with this import a moment ago."))
    except NotReadable as reason:
        messages.error(request, str(reason.sentence))
    return redirect("imports:run", pk)


@staff("imports.run")
@require_POST
def leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Throw the file away; nothing changes."""
    try:
        operations.leave_import(run=run_of(request, pk), by=request.user, at=now())
        messages.success(request, _("The file is thrown away. Nothing changed."))
    except WrongState:
        messages.info(request, _("Somebody went on with this import a moment ago."))
        return redirect("imports:run", pk)
    return redirect("imports:runs")


@staff("imports.run")
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a whole import back; asked once more before it happens."""
    found = run_of(request, pk)
    if found.status != SheetRun.Status.APPLIED:
        return redirect("imports:run", pk)
    if request.method != "POST":
        tally = tallies([found])[found.pk]
        context = {
            "run": found,
            "sheet": sheet_of(found),
            "came_in": tally["added"] + tally["merged"],
            "applied": moment(found.applied_at),
        }
        return render(request, "imports/undo.html", context)
    try:
        operations.undo_import(run=found, by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody undid this import a moment ago."))
    except operations.TooLate:
        messages.error(request, _("An import can be undone for 30 days. This one is older."))
    return redirect("imports:run", pk)
