"""Reports of refusals on the desk: the list, one report, what the office does about it; what a department is asked."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.departments.forms.filters import RefusalFilter
from xenia.work.departments.forms.refusal import AnswerForm, AskForm, CloseForm, ReplyForm
from xenia.work.departments.models import Refusal
from xenia.work.departments.operations import working
from xenia.work.departments.operations.statements import NotTheirDepartment
from xenia.work.departments.queries import refusals as queries
from xenia.work.departments.queries.statements import shown_for
from xenia.work.departments.views.shown import (
    CROSSED,
    ON_A_PAGE,
    REFUSALS,
    REPLY,
    UNTRUE,
    crossed_words,
    done,
    found_refusal,
    reader,
    version_in,
)


@never_cache
@staff(REFUSALS)
@require_safe
def refusals(request: StaffRequest) -> HttpResponse:
    """Who was refused where, by when we take the next step. The words open on the page of each."""
    today, form = local_day(now()), RefusalFilter(request.GET)
    page = Paginator(queries.queue(**form.said()), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = form.kept()
    context = {
        "form": form,
        "page": page,
        "page_url": f"?{urlencode(kept | {'page': ''})}",
        "is_filtered": bool(kept),
        "rows": [
            {
                "one": one,
                "told": queries.told_words(one),
                "language": queries.tongue_name(one, reader()),
                "is_late": one.is_overdue(today),
            }
            for one in page.object_list
        ],
        "late": queries.late(today),
    }
    return render(request, "departments/refusals.html", context)


@never_cache
@staff(REFUSALS)
@require_safe
def refusal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One report: her words, what the service says, what we did."""
    return _show(request, found_refusal(pk))


def _show(
    request: StaffRequest, current: Refusal, *, status: int = 200, **said: forms.Form
) -> HttpResponse:
    note_look(current, by=request.user, purpose="service", at=now())
    thread = list(current.words.all())
    today = local_day(now())
    context = {
        "refusal": current,
        "thread": thread,
        "names": names_of_people(one.by_id for one in thread if one.by_id),
        "told": queries.told_words(current),
        "language": queries.tongue_name(current, reader()),
        "shown": shown_for(current.service_id, reader(), today),
        "today": today,
        "is_open": current.status != "closed",
        "answer_form": AnswerForm(),
        "ask_form": AskForm(),
        "close_form": CloseForm(),
    }
    return render(request, "departments/refusal.html", context | said, status=status)


def _act(
    request: StaffRequest,
    pk: UUID,
    form: forms.Form,
    named: str,
    act: Callable[..., Any],
    well: str,
) -> HttpResponse:
    """Do what a form of the page asks for; nothing typed is lost when it cannot be done."""
    current = found_refusal(pk)
    if not form.is_valid():
        return _show(request, current, status=UNTRUE, **{named: form})
    version = version_in(request)
    try:
        act(
            refusal=current,
            version=-1 if version is None else version,
            by=request.user,
            at=now(),
            **form.cleaned_data,
        )
    except WrongState:
        form.add_error(None, crossed_words())
        return _show(request, found_refusal(pk), status=CROSSED, **{named: form})
    messages.success(request, well)
    return redirect("departments:refusal", pk=pk)


@never_cache
@staff(REFUSALS)
@require_POST
def answer_her(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Our words to her."""
    form, well = AnswerForm(request.POST), _("Sent. She reads it with her code.")
    return _act(request, pk, form, "answer_form", working.answer_her, well)


@never_cache
@staff(REFUSALS)
@require_POST
def ask_department(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A question to the department, in words that name nobody."""
    form, well = (
        AskForm(request.POST),
        _("Sent. The department reads this question, and nothing of hers."),
    )
    return _act(request, pk, form, "ask_form", working.ask_department, well)


@never_cache
@staff(REFUSALS)
@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of it."""
    form, well = CloseForm(request.POST), _("Closed. She reads with her code what became of it.")
    return _act(request, pk, form, "close_form", working.close_refusal, well)


@staff(REFUSALS)
@require_POST
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Taken up again."""
    version = version_in(request)
    act = partial(
        working.reopen_refusal,
        refusal=found_refusal(pk),
        version=-1 if version is None else version,
        by=request.user,
        at=now(),
    )
    done(request, act, _("It is open again."))
    return redirect("departments:refusal", pk=pk)


@never_cache
@staff(REPLY, somewhere=True)
@require_safe
def asked(request: StaffRequest) -> HttpResponse:
    """What the office asks one's own department."""
    rows = queries.asked_of(request.user.organizations())
    return render(request, "departments/asked.html", {"rows": rows})


@never_cache
@staff(REPLY, organization_of=queries.department_asked)
@require_http_methods(["GET", "HEAD", "POST"])
def asked_one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One question of the office, and the department's answer."""
    current = found_refusal(pk)
    form = ReplyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _asked_page(request, current, form)
    version = version_in(request)
    try:
        working.reply_for_department(
            refusal=current,
            words=form.cleaned_data["words"],
            version=-1 if version is None else version,
            by=request.user,
            at=now(),
        )
    except NotTheirDepartment:
        raise PermissionDenied from None
    except WrongState:
        form.add_error(None, crossed_words())
        return _asked_page(request, found_refusal(pk), form, status=CROSSED)
    messages.success(request, _("Sent to the office."))
    return redirect("departments:asked")


def _asked_page(
    request: StaffRequest, current: Refusal, form: ReplyForm, *, status: int = 0
) -> HttpResponse:
    note_look(current, by=request.user, purpose="service", at=now())
    context = {
        "refusal": current,
        "thread": queries.read_by_department(current),
        "form": form,
    }
    status = status or (UNTRUE if form.errors else 200)
    return render(request, "departments/asked_one.html", context, status=status)
