"""The list of referrals, one referral, and what a colleague does about it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.design.shell import PathStep
from xenia.ground.vault.operations.reading import note_look
from xenia.work.referrals import operations
from xenia.work.referrals.forms.answering import (
    AnswerForm,
    EndForm,
    OutcomeForm,
    VersionForm,
)
from xenia.work.referrals.forms.choosing import WhoForm
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status
from xenia.work.referrals.queries import lists
from xenia.work.referrals.queries.sight import told_to_organization
from xenia.work.referrals.views.acting import act_of
from xenia.work.referrals.views.shown import CROSSED, REFUSED, found, reader, why_not

SEND = "referrals.send"
ON_A_PAGE = 25
PATH = (Status.SENT, Status.ACCEPTED, Status.STARTED, Status.COMPLETED)


@never_cache
@staff(SEND)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """Referrals in their views: first what needs somebody."""
    today = local_day(now())
    view, mine = list_asked(request)
    rows = lists.referrals_in(view, today=today, mine=mine)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = f"view={view}{'&mine=1' if mine else ''}"
    context = {
        "page": page,
        "page_url": f"?{kept}&page=",
        "kept": kept,
        "rows": [{"one": one, "is_late": one.is_silent(today)} for one in page.object_list],
        "view": view,
        "is_mine": bool(mine),
        "views": _views(today),
        "who_form": WhoForm(),
        "may_agree": request.user.may("referrals.agree"),
    }
    return render(request, "referrals/every.html", context)


def list_asked(request: StaffRequest) -> tuple[str, UUID | None]:
    """The view the address names, and whose referrals: a colleague's own, or everybody's."""
    asked = request.GET.get("view", lists.TO_DO)
    view = asked if asked in lists.VIEWS else lists.TO_DO
    return view, request.user.pk if request.GET.get("mine") else None


def _views(today: Any) -> list[tuple[str, str, int | None]]:
    counts = lists.counts(today)
    words = {
        lists.TO_DO: _("Needs somebody"),
        lists.WAITING: _("Waits for an answer"),
        lists.RUNNING: _("Accepted"),
        lists.TO_ASK: _("Ask how it went"),
        lists.DRAFTS: _("Being written"),
        lists.ENDED: _("Ended"),
    }
    return [(view, words[view], counts.get(view)) for view in lists.VIEWS]


@never_cache
@staff(SEND)
@require_safe
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where a referral stands, and the next step. The look is noted."""
    referral = found(pk)
    note_look(referral, by=request.user, purpose="service", at=now())
    return show(request, referral)


def show(
    request: StaffRequest, referral: Referral, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one referral; `more` takes a form with its errors."""
    today, version = local_day(now()), {"version": referral.state_version}
    # A draft that was sent at once took two steps in one moment.
    steps = sorted(referral.steps_taken.all(), key=lambda step: (step.at, step.before != ""))
    context = {
        "referral": referral,
        "client": referral.client,
        "steps": [(step, Status(step.after).label) for step in steps],
        "names": names_of_people(step.by_id for step in steps if step.by_id),
        "path": _path(referral, [step.after for step in steps]),
        "told": told_to_organization(referral, reader()),
        "is_silent": referral.is_silent(today),
        "went_on": referral.rerouted_to.select_related("service", "organization").first(),
        "answer_form": AnswerForm(today=today, initial=version),
        "outcome_form": OutcomeForm(initial=version),
        "end_form": EndForm(initial=version),
        "version_form": VersionForm(initial=version),
    }
    return render(request, "referrals/one.html", context | more, status=status)


def _path(referral: Referral, reached: list[str]) -> list[PathStep]:
    """The way of a referral where it goes well: the steps it took since it was sent last, and those ahead."""
    if referral.status not in (*PATH, Status.ON_HOLD):
        return []
    sent_last = max((n for n, status in enumerate(reached) if status == Status.SENT), default=0)
    taken = [step for step in PATH if step in reached[sent_last:]]
    here = taken[-1] if referral.status == Status.ON_HOLD else Status(referral.status)
    at = PATH.index(here)
    return [
        PathStep(str(step.label), "done" if n < at else "here" if n == at else "ahead")
        for n, step in enumerate(PATH)
        if n >= at or step in taken
    ]


def _do(
    request: StaffRequest,
    pk: UUID,
    form: forms.Form,
    name: str,
    act: Callable[[Referral], Callable[..., Any]],
    well: str,
) -> HttpResponse:
    """Do one act with its form. What could not be done is told on the page, with what was typed."""
    referral = found(pk)
    if not form.is_valid():
        return show(request, referral, status=422, **{name: form})
    version = form.cleaned_data["version"]
    try:
        act(referral)(referral=referral, by=request.user, at=now(), version=version)
    except REFUSED as error:
        fresh = found(pk)
        return show(request, fresh, status=CROSSED, told_why=why_not(error), **{name: form})
    messages.success(request, well)
    return redirect("referrals:one", pk=pk)


@never_cache
@staff(SEND)
@require_POST
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague notes what the organization said on the phone."""
    form = AnswerForm(request.POST.dict(), today=local_day(now()))
    return _do(request, pk, form, "answer_form", lambda _one: act_of(form), _("Noted."))


@never_cache
@staff(SEND)
@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office ends it."""
    form = EndForm(request.POST.dict())
    return _do(
        request,
        pk,
        form,
        "end_form",
        lambda _one: partial(operations.cancel, why=form.cleaned_data["why"]),
        _("Ended. The organization sees nothing of it any more."),
    )


@never_cache
@staff(SEND)
@require_POST
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It goes to the same organization once more."""
    form = VersionForm(request.POST.dict())
    well = _("It is open again, and waits for their answer.")
    return _do(request, pk, form, "version_form", lambda _one: operations.reopen, well)


@never_cache
@staff(SEND)
@require_POST
def outcome(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She told a colleague how it went."""
    form = OutcomeForm(request.POST.dict())
    return _do(
        request,
        pk,
        form,
        "outcome_form",
        lambda _one: partial(
            operations.note_outcome,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["why"],
        ),
        _("Thank you. It is noted how it went."),
    )


@never_cache
@staff(SEND)
@require_POST
def asked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague asked how it went, and heard nothing."""
    form = VersionForm(request.POST.dict())
    well = _("Noted. After the third time, the outcome stays unknown.")
    return _do(request, pk, form, "version_form", lambda _one: operations.note_follow_up, well)


@never_cache
@staff(SEND)
@require_POST
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nothing more is to be done."""
    form = VersionForm(request.POST.dict())
    well = _("It left the list of what needs somebody.")
    return _do(request, pk, form, "version_form", lambda _one: operations.settle, well)
