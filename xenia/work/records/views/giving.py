"""The steps after counsel's decision: opening records, the answer, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.models import LegalHold
from xenia.work.records import operations
from xenia.work.records.forms.steps import AnswerForm
from xenia.work.records.models import RecordsRequest
from xenia.work.records.readable import as_zip
from xenia.work.records.views.shown import found, reader, too_late


@never_cache
@staff("records.release")
def extract(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Open the records counsel released; asked once more before it happens."""
    current = found(pk)
    if request.method != "POST":
        context = {"record": current, "people": current.people.count()}
        return render(request, "records/extract.html", context)
    at = now()
    try:
        bundles = operations.extract_all(request=current, by=request.user, at=at)
    except operations.NotReleased:
        messages.error(request, _("Counsel has not released anything for this request."))
    except operations.NotAsked:
        messages.error(request, _("The request names nobody: there is nothing to open."))
    except operations.SamePerson:
        messages.error(
            request, _("You decided about this request. Another person opens the records.")
        )
    else:
        content = as_zip(
            bundles,
            template="records/extraction.html",
            name=str(current.number),
            language=reader(),
            at=at,
            number=current.number,
        )
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{current.number}.zip"'
        return response
    return redirect("records:request", pk=pk)


@staff("records.read")
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that the answer went out."""
    current = found(pk)
    form = AnswerForm(request.POST or None, releases=current.releases)
    if request.method == "POST" and form.is_valid():
        _note_answer(request, current, form)
        return redirect("records:request", pk=pk)
    return render(
        request,
        "records/answer.html",
        {"form": form, "record": current},
        status=422 if form.errors else 200,
    )


def _note_answer(request: StaffRequest, current: RecordsRequest, form: AnswerForm) -> None:
    try:
        operations.answer_request(request=current, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("The answer is noted, and counted without a name."))
        _tell_of_hold(request, current)
    except operations.SamePerson:
        messages.error(
            request, _("You decided about this request. Another person gives the answer.")
        )
    except operations.CannotAnswer:
        messages.error(request, _("Nothing was opened yet. First open the records."))
    except WrongState:
        messages.info(request, too_late())


def _tell_of_hold(request: StaffRequest, current: RecordsRequest) -> None:
    """A settled request lifts no hold: two people do."""
    if LegalHold.objects.standing().filter(reference=current.number).exists():
        messages.info(
            request, _("The hold stands. Nothing in it is erased, and no year is sealed.")
        )


@staff("records.read")
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lay it away. Whoever only follows the address comes to the request."""
    current = found(pk)
    if request.method != "POST":
        return redirect("records:request", pk=pk)
    try:
        operations.close_request(request=current, by=request.user, at=now())
        messages.success(request, _("Closed. Its term begins today."))
        _tell_of_hold(request, current)
    except WrongState:
        messages.info(request, too_late())
    return redirect("records:request", pk=pk)


@staff("records.read")
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who asked takes it back; asked once more."""
    current = found(pk)
    if request.method != "POST":
        return render(request, "records/withdraw.html", {"record": current})
    try:
        operations.withdraw_request(request=current, by=request.user, at=now())
        messages.success(request, _("Noted as taken back, and closed."))
        _tell_of_hold(request, current)
    except WrongState:
        messages.info(request, too_late())
    return redirect("records:request", pk=pk)
