"""The steps up to counsel's decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import MayNotOpen
from xenia.work.records import operations
from xenia.work.records.forms.steps import DecideForm, NoteForm, PersonForm
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Status
from xenia.work.records.operations.holding import hold_for_request
from xenia.work.records.views.register import show_request
from xenia.work.records.views.shown import found, names, too_late


@staff("records.read")
@require_POST
def name_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say whose records are meant."""
    current = found(pk)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return show_request(request, current, person_form=form, status=422)
    try:
        operations.name_person(
            request=current, subject=form.cleaned_data["number"], by=request.user, at=now()
        )
    except operations.NobodyKnown:
        form.add_error("number", _("No record has this number. Look at it again."))
        return show_request(request, current, person_form=form, status=422)
    except WrongState:
        messages.info(request, too_late())
    return redirect("records:request", pk=pk)


@staff("records.read")
@require_POST
def unname_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not about this person after all."""
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            operations.unname_person(
                request=found(pk), subject=form.cleaned_data["number"], by=request.user, at=now()
            )
        except WrongState:
            messages.info(request, too_late())
    return redirect("records:request", pk=pk)


@staff("records.read")
@require_POST
def add_note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A note in confidence."""
    current = found(pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_request(request, current, note_form=form, status=422)
    operations.add_note(request=current, text=form.cleaned_data["text"], by=request.user, at=now())
    messages.success(request, _("The note is sealed."))
    return redirect("records:request", pk=pk)


@never_cache
@staff("records.read")
def open_notes(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Open the notes; who did is noted. Whoever only follows the address comes to the request."""
    current = found(pk)
    if request.method != "POST":
        return redirect("records:request", pk=pk)
    try:
        notes = operations.read_notes(request=current, by=request.user, at=now())
    except MayNotOpen:
        messages.error(request, _("Your role does not open these notes. Ask counsel."))
        return redirect("records:request", pk=pk)
    authors = names(note.written_by_id for note in notes)
    shown = [{"note": note, "who": authors.get(note.written_by_id, "")} for note in notes]
    return show_request(request, current, notes=shown)


@staff("records.receive")
@require_POST
def to_counsel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lay it before counsel."""
    try:
        operations.hand_to_counsel(request=found(pk), by=request.user, at=now())
        messages.success(
            request, _("It lies with counsel now. Nothing is given before counsel decides.")
        )
    except WrongState:
        messages.info(request, too_late())
    may_read = request.user.may("records.read")
    return redirect("records:request" if may_read else "records:noted", pk=pk)


@staff("records.decide")
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Counsel's decision."""
    current = found(pk)
    if current.status == Status.RECEIVED:
        messages.info(
            request,
            _("Give it to counsel. Nothing is opened or given before counsel decides."),
        )
        return redirect("records:request", pk=pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_done(request, current, form):
        return redirect("records:request", pk=pk)
    people = current.people.count()
    return render(
        request,
        "records/decide.html",
        {"form": form, "record": current, "people": people},
        status=422 if form.errors else 200,
    )


def _is_done(request: StaffRequest, current: RecordsRequest, form: DecideForm) -> bool:
    """Decide. False when something has to be settled first: the form says what."""
    try:
        operations.decide_request(request=current, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Decided."))
    except WrongState:
        messages.info(request, too_late())
    except operations.SignatureUnclear:
        form.add_error("decision", _("First find out whether a judge signed it, and put it right."))
    except operations.NobodyNamed:
        form.add_error("decision", _("First say whose records are meant."))
    return not form.errors


@staff("records.decide")
@require_POST
def look_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Counsel takes the decision back."""
    try:
        operations.look_again(request=found(pk), by=request.user, at=now())
        messages.success(request, _("The decision is taken back. It lies with counsel again."))
    except operations.AlreadyExtracted:
        messages.error(request, _("Records were opened under this decision. It stands."))
    except WrongState:
        messages.info(request, too_late())
    return redirect("records:request", pk=pk)


@staff("vault.hold")
@require_POST
def hold(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep the records it is about until it is settled."""
    try:
        placed = hold_for_request(request=found(pk), by=request.user, at=now())
    except operations.NobodyNamed:
        messages.error(request, _("First say whose records are meant."))
    else:
        held = ngettext(
            "%(count)s person is held: nothing of hers is erased.",
            "%(count)s people are held: nothing of theirs is erased.",
            len(placed),
        )
        messages.success(request, held % {"count": len(placed)})
    return redirect("records:request", pk=pk)
