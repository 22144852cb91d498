"""What the office asks a department about complaints. The department reads the office's words, never hers."""

import csv
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.vault.operations.reading import note_look, note_looks
from xenia.work.ombudsman.forms.asked import ReplyForm
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.queries import asked as queries
from xenia.work.ombudsman.queries.asked import Asked
from xenia.work.ombudsman.queries.people import REPLY

CROSSED: Final = 409
UNTRUE: Final = 422
ON_A_PAGE: Final = 25
COLUMNS: Final = (
    "complaint",
    "department",
    "service",
    "about",
    "asked_on",
    "answer_due_on",
    "answered_on",
    "state",
)


@never_cache
@staff(REPLY, somewhere=True)
@require_safe
def asked(request: StaffRequest) -> HttpResponse:
    """What waits for one's own department, what it answered, and what the office recommends to it."""
    today, own = local_day(now()), queries.departments_of(request.user)
    page = Paginator(queries.answered(own, today), ON_A_PAGE).get_page(request.GET.get("page"))
    before = page.object_list
    assert isinstance(before, QuerySet)
    context = {
        "due": queries.due_now(own, today),
        "page": page,
        "answered": queries.seen(before, today),
        "recommended": queries.recommended_to(own),
    }
    return render(request, "ombudsman/asked.html", context)


@never_cache
@staff(REPLY, organization_of=queries.department_asked)
@require_http_methods(["GET", "HEAD", "POST"])
def asked_one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One complaint: the office's question, what she lets the department know, the department's answer."""
    today = local_day(now())
    current, form = _found(pk, today), ReplyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, current, form)
    try:
        _reply(request, current, form.cleaned_data)
    except working.NotTheirDepartment:
        raise PermissionDenied from None
    except WrongState as wrong:
        form.add_error(None, _crossed() if isinstance(wrong, Crossed) else _over())
        return _page(request, _found(pk, today), form, status=CROSSED)
    messages.success(request, _("Sent to the office."))
    return redirect("complaints_asked:asked")


def _reply(request: StaffRequest, current: Asked, said: dict[str, str]) -> None:
    """Send the department's words, unless a colleague or the office wrote since. Raises Crossed, WrongState.

    What she writes meanwhile counts for nothing here: no department learns of it by a reply that was crossed.
    """
    complaint = current.complaint
    if request.POST.get("last") != str(current.last):
        raise Crossed(complaint, complaint.status, complaint.status)
    version = complaint.state_version
    try:
        working.reply_for_department(
            complaint=complaint, version=version, by=request.user, at=now(), **said
        )
    except Crossed:
        _reply(request, _found(complaint.pk, local_day(now())), said)


def _found(pk: UUID, today: date) -> Asked:
    own = queries.department_asked(pk)
    rows = queries.seen(queries.shown_to([own] if own else []).filter(pk=pk), today)
    if not rows:
        raise Http404(pk)
    return rows[0]


def _page(
    request: StaffRequest, current: Asked, form: ReplyForm, *, status: int = 0
) -> HttpResponse:
    complaint, at = current.complaint, now()
    let_known = queries.let_known(complaint, local_day(at))
    note_look(complaint, by=request.user, purpose="service", at=at)
    note_looks(let_known, by=request.user, purpose="service", at=at)
    context = {
        "asked": current,
        "complaint": complaint,
        "thread": queries.words_with(complaint),
        "let_known": let_known,
        "form": form,
    }
    status = status or (UNTRUE if form.errors else 200)
    return render(request, "ombudsman/asked_one.html", context, status=status)


def _crossed() -> str:
    return _(
        "Somebody else wrote here while you did. Your words are below, not sent yet. Compare, and send again."
    )


def _over() -> str:
    return _(
        "The office does not wait for an answer any more. If you want to add something, call the office."
    )


@never_cache
@staff(REPLY, somewhere=True)
@require_safe
def asked_csv(request: StaffRequest) -> HttpResponse:
    """One's own list as a spreadsheet: what and on which day, without anybody's words."""
    today, own = local_day(now()), queries.departments_of(request.user)
    rows = queries.seen(queries.shown_to(own), today)
    note_looks((one.complaint for one in rows), by=request.user, purpose="service", at=now())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="complaints-asked.csv"'
    writer = csv.writer(response, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in sorted(rows, key=lambda one: (one.asked_on, one.complaint.pk)):
        writer.writerow(_row(one))
    return response


def _row(one: Asked) -> tuple[object, ...]:
    complaint = one.complaint
    state = "late" if one.is_late else "due" if one.is_due else "over"
    return (
        complaint.label,
        _plain(complaint.department.name if complaint.department else ""),
        _plain(complaint.service.name if complaint.service else ""),
        complaint.kind,
        one.asked_on,
        one.due_on,
        one.answered_on or "",
        state,
    )


def _plain(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in "=+-@" and words else words
