"""The steps after counsel's decision: opening records, the answer, closing."""

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
from xenia.work.records import operations
from xenia.work.records.forms.steps import AnswerForm
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
        _note_answer(request, pk, form)
        return redirect("records:request", pk=pk)
    return render(
        request,
        "records/answer.html",
        {"form": form, "record": current},
        status=422 if form.errors else 200,
    )


def _note_answer(request: StaffRequest, pk: UUID, form: AnswerForm) -> None:
    try:
        operations.answer_request(request=found(pk), by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("The answer is noted, and counted without a name."))
    except operations.SamePerson:
        messages.error(
            request, _("You decided about this request. Another person gives the answer.")
        )
    except operations.CannotAnswer:
        messages.error(request, _("Nothing was opened yet. First open the records."))
    except WrongState:
        messages.info(request, too_late())


@staff("records.read")
@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lay it away."""
    try:
        operations.close_request(request=found(pk), by=request.user, at=now())
        messages.success(request, _("Closed. Its term begins today."))
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
    except WrongState:
        messages.info(request, too_late())
    return redirect("records:request", pk=pk)
