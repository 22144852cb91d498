"""An organization's counts: typed into a table, or brought as a spreadsheet. The office may enter what somebody said on the phone."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.sentences import NotReadable
from xenia.insight.reports.count_sheets import (
    Read,
    as_csv,
    as_workbook,
    read_counts,
    template_rows,
)
from xenia.insight.reports.forms.counts import CountsFileForm, CountsForm, typed
from xenia.insight.reports.models import DataRequest
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.operations.call import CallClosed, Number
from xenia.insight.reports.queries.call import own_requests
from xenia.insight.reports.views.call_shown import (
    ANSWER,
    CROSSED,
    PREPARE,
    UNTRUE,
    asked_of,
    closed_words,
    crossed_words,
    done,
    reader,
    sent_words,
    version_in,
)

Status = DataRequest.Status
ANSWERED = (Status.ANSWERED, Status.NOTHING)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@staff(ANSWER, somewhere=True)
@require_safe
def own(request: StaffRequest) -> HttpResponse:
    """What one's own organizations are asked, and what they said in other years."""
    rows = list(own_requests(request.user))
    context = {"rows": rows, "may_prepare": request.user.may(PREPARE)}
    return render(request, "reports/counts_own.html", context)


@never_cache
@staff(ANSWER, organization_of=asked_of)
@require_http_methods(["GET", "HEAD", "POST"])
def counts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The table of one organization's counts: keep it, or send it."""
    asked = _found(pk)
    if request.method != "POST":
        return _page(request, asked)
    is_sent = request.POST.get("act") == "send"
    form = CountsForm(request.POST, reader=reader(), is_sent=is_sent)
    if not form.is_valid():
        return _page(request, asked, form, status=UNTRUE)
    return _kept(request, asked, form, is_sent=is_sent)


def _kept(
    request: StaffRequest, asked: DataRequest, form: CountsForm, *, is_sent: bool
) -> HttpResponse:
    said: dict[str, Any] = {
        "request": asked,
        "numbers": form.numbers(),
        "method": form.cleaned_data["method"],
        "version": version_in(request),
        "by": request.user,
        "at": now(),
    }
    try:
        if is_sent:
            operations.answer(**said)
            messages.success(request, _("Sent. Thank you."))
        else:
            is_from_file = request.POST.get("from") == "file"
            operations.save_begun(**said, is_from_file=is_from_file)
            messages.success(
                request, _("Kept. The office does not have it yet: send it when all is there.")
            )
    except CallClosed:
        form.add_error(None, closed_words())
    except WrongState:
        form.add_error(
            None, sent_words() if _found(asked.pk).status in ANSWERED else crossed_words()
        )
    else:
        return redirect("counts:counts", pk=asked.pk)
    return _page(request, _found(asked.pk), form, status=CROSSED)


@staff(ANSWER, organization_of=asked_of)
@require_POST
def bring(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A spreadsheet is read into the table; nothing is kept before somebody looked at it."""
    asked = _found(pk)
    file_form = CountsFileForm(request.POST, request.FILES)
    if not file_form.is_valid():
        return _page(request, asked, file_form=file_form, status=UNTRUE)
    try:
        file = file_form.cleaned_data["file"]
        read = read_counts(file.read(), file.name)
    except NotReadable as reason:
        file_form.add_error("file", str(reason.sentence))
        return _page(request, asked, file_form=file_form, status=UNTRUE)
    return _page(request, asked, read=read)


@staff(ANSWER, organization_of=asked_of)
@require_POST
def nothing(request: StaffRequest, pk: UUID) -> HttpResponse:
    """There is nothing to report."""
    return _act(request, pk, operations.nothing_to_report, _("Noted: nothing to report."))


@staff(ANSWER, organization_of=asked_of)
@require_POST
def again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was sent is opened to be corrected."""
    words = _("Open again. Correct it, and send it once more.")
    return _act(request, pk, operations.take_up_again, words)


@staff(ANSWER, organization_of=asked_of)
@require_POST
def file_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the last spreadsheet replaced stands there again."""
    words = _("Taken back. What stood here before stands here again.")
    return _act(request, pk, operations.take_file_back, words)


def _act(request: StaffRequest, pk: UUID, operation: Any, well: str) -> HttpResponse:
    act = partial(
        operation, request=_found(pk), version=version_in(request), by=request.user, at=now()
    )
    done(request, act, well)
    return redirect("counts:counts", pk=pk)


@staff(ANSWER, organization_of=asked_of)
@require_safe
def sheet_csv(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The template with what is there, as CSV."""
    asked = _found(pk)
    rows = template_rows(_numbers(asked), reader())
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="counts-{asked.call.year}.csv"'
    return response


@staff(ANSWER, organization_of=asked_of)
@require_safe
def sheet_xlsx(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same as a workbook."""
    asked = _found(pk)
    rows = template_rows(_numbers(asked), reader())
    response = HttpResponse(as_workbook(rows, is_rtl=get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="counts-{asked.call.year}.xlsx"'
    return response


def _found(pk: UUID) -> DataRequest:
    rows = DataRequest.objects.select_related("call", "organization")
    return get_object_or_404(rows.prefetch_related("figures"), pk=pk)


def _numbers(asked: DataRequest) -> list[Number]:
    return [
        Number(one.part, one.value, one.service_type, one.case_type) for one in asked.figures.all()
    ]


def _page(
    request: StaffRequest,
    asked: DataRequest,
    form: CountsForm | None = None,
    *,
    file_form: CountsFileForm | None = None,
    read: Read | None = None,
    status: int = 200,
) -> HttpResponse:
    numbers = read.numbers if read else _numbers(asked)
    first = typed(numbers, asked.method)
    steps = list(asked.steps_taken.order_by("-at"))
    kept = CountsForm(initial=first, reader=reader())
    context = {
        "asked": asked,
        "form": form or kept,
        # What the office has, and what somebody typed who came too late.
        "kept": kept,
        "typed": form,
        "file_form": file_form or CountsFileForm(),
        "read": read,
        "refused": [(number, str(why)) for number, why in read.refused] if read else [],
        "is_from_file": read is not None or request.POST.get("from") == "file",
        "is_answered": asked.status in ANSWERED,
        "is_closed": asked.call.closed_on is not None,
        "is_office": not request.user.organizations() & {asked.organization_id},
        "may_prepare": request.user.may(PREPARE),
        "steps": [{"one": one, "words": str(Status(one.after).label)} for one in steps],
        "names": names_of_people(one.by_id for one in steps if one.by_id),
    }
    return render(request, "reports/counts.html", context, status=status)
