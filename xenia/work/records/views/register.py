"""The register: the list, a new paper, one request."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.operations.reading import note_look
from xenia.work.records import operations
from xenia.work.records.forms.paper import DescribeForm, PaperForm, described
from xenia.work.records.forms.steps import NoteForm, PersonForm, RequestFilter
from xenia.work.records.inventory.words import words_for
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import UNDECIDED, Status
from xenia.work.records.queries.requests import requests_wanted
from xenia.work.records.views.shown import found, names, page_of, steps_of, too_late


@staff("records.receive")
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """The list: numbers, kinds, days. Nobody's name."""
    form = RequestFilter(request.GET)
    said = form.said()
    context = page_of(request, requests_wanted(**said)) | {
        "form": form,
        "is_filtered": any(said.values()),
        "today": local_day(now()),
        "overdue_count": RecordsRequest.objects.overdue(local_day(now())).count(),
    }
    return render(request, "records/requests.html", context)


@never_cache
@staff("records.receive")
def new_request(request: StaffRequest) -> HttpResponse:
    """A paper came in."""
    form = PaperForm(request.POST or None, today=local_day(now()))
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.receive_request(paper=form.paper(), by=request.user, at=now())
        except YearIsClosed:
            form.add_error("received_on", _("The counts of that year are closed. Enter today."))
        else:
            messages.success(request, _("It is entered. Hand it to counsel now."))
            may_read = request.user.may("records.read")
            return redirect("records:request" if may_read else "records:noted", pk=made.pk)
    status = 422 if form.errors else 200
    return render(request, "records/new.html", {"form": form}, status=status)


@staff("records.receive")
@require_safe
def noted(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What whoever took a paper in sees of it afterwards: its number, and what to do next."""
    current = found(pk)
    return render(request, "records/noted.html", {"record": current, "steps": steps_of(current)})


@never_cache
@staff("records.read")
@require_safe
def request_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One request: what it says, where it stands, what comes next. The look is noted."""
    current = found(pk)
    note_look(current, by=request.user, purpose="order", at=now())
    return show_request(request, current)


def show_request(
    request: StaffRequest, current: RecordsRequest, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one request; `more` takes a form with its errors, or the notes that were opened."""
    extractions = list(current.extractions.all())
    people = list(current.people.all())
    colleagues = [current.received_by_id, current.decided_by_id, current.answered_by_id]
    context = {
        "record": current,
        "steps": steps_of(current),
        "today": local_day(now()),
        "people": people,
        "extractions": extractions,
        "names": names([*colleagues, *(one.by_id for one in extractions)]),
        "note_count": current.notes.count(),
        "holds": LegalHold.objects.standing().filter(reference=current.number).count(),
        "released": [str(words_for(label).name) for label in current.released_kinds],
        "refused": [str(words_for(label).name) for label in current.refused_kinds],
        "person_form": PersonForm(),
        "note_form": NoteForm(),
        "is_undecided": current.status in UNDECIDED,
        "next": _next_step(request, current, has_extraction=bool(extractions)),
        "may_hold": request.user.may("vault.hold"),
        "may_look_again": current.status == Status.DECIDED
        and not extractions
        and request.user.may("records.decide"),
    }
    return render(request, "records/request.html", context | more, status=status)


def _next_step(request: StaffRequest, current: RecordsRequest, *, has_extraction: bool) -> str:
    """What can be done now, and by whom: the code of one step."""
    if current.status == Status.RECEIVED:
        return "to_counsel"
    if current.status == Status.COUNSEL:
        return "decide" if request.user.may("records.decide") else "waits_for_counsel"
    if current.status == Status.ANSWERED:
        return "close"
    if current.closed_on:
        return ""
    return _after_decision(request, current, has_extraction=has_extraction)


def _after_decision(request: StaffRequest, current: RecordsRequest, *, has_extraction: bool) -> str:
    if not current.releases:
        return "answer"
    if request.user.pk == current.decided_by_id:
        return "needs_another"
    if not request.user.may("records.release"):
        return "waits_for_release"
    return "answer" if has_extraction or not current.people.exists() else "extract"


@never_cache
@staff("records.read")
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put right what was written down of a paper."""
    current = found(pk)
    if current.status not in UNDECIDED:
        messages.info(request, _("Counsel has decided. What the paper says stays as it is."))
        return redirect("records:request", pk=pk)
    form = DescribeForm(
        request.POST or None,
        today=local_day(now()),
        request=current,
        initial=described(current),
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = operations.describe_request(
                request=current, paper=form.paper(), by=request.user, at=now()
            )
        except WrongState:
            messages.info(request, too_late())
        except YearIsClosed:
            messages.error(request, _("The counts of that year are closed. Kind and judge stay."))
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("records:request", pk=pk)
    if request.method != "POST":
        note_look(current, by=request.user, purpose="correction", at=now())
    status = 422 if form.errors else 200
    return render(
        request, "records/describe.html", {"form": form, "record": current}, status=status
    )
