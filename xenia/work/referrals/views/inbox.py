"""What an organization sees: what was sent to it, with the fields she agreed to, until it ends."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.referrals import operations
from xenia.work.referrals.after_yes import pages_after_yes
from xenia.work.referrals.forms.answering import AnswerForm
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries import sight
from xenia.work.referrals.views.acting import act_of
from xenia.work.referrals.views.shown import CROSSED, found, reader, why_not

ANSWER = "referrals.answer"
ON_A_PAGE = 25
GONE: Final = 410


@never_cache
@staff(ANSWER, somewhere=True)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """What was sent to one's own organization, and has not ended."""
    today, own = local_day(now()), answering_for(request)
    page = Paginator(sight.inbox(own), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "one": one,
            "called": sight.called_by_organization(one),
            "is_late": one.is_silent(today),
        }
        for one in page.object_list
    ]
    context = {"rows": rows, "page": page, "is_agreed": sight.has_agreement(own)}
    return render(request, "referrals/inbox.html", context)


def answering_for(request: StaffRequest) -> list[UUID]:
    """Her organizations for which she may answer."""
    user = request.user
    return [one for one in user.organizations() if user.may(ANSWER, organization=one)]


@never_cache
@staff(ANSWER, organization_of=sight.organization_sent_to)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One referral: read it, answer it. The look is noted. Who had it and sees it no more is told so, and nothing else."""
    if not sight.organization_of(pk):
        return render(request, "referrals/inbox_over.html", status=GONE)
    referral = found(pk)
    if request.method == "POST":
        return _answer(request, referral)
    note_look(referral, by=request.user, purpose="service", at=now())
    return _show(request, referral)


def _show(
    request: StaffRequest, referral: Referral, *, status: int = 200, **more: Any
) -> HttpResponse:
    version = {"version": referral.state_version}
    context = {
        "referral": referral,
        "called": sight.called_by_organization(referral),
        "told": sight.told_to_organization(referral, reader()),
        "form": AnswerForm(today=local_day(now()), initial=version),
        "next_pages": pages_after_yes(referral, request.user),
    }
    return render(request, "referrals/inbox_one.html", context | more, status=status)


def _answer(request: StaffRequest, referral: Referral) -> HttpResponse:
    form = AnswerForm(request.POST.dict(), today=local_day(now()))
    if not form.is_valid():
        return _show(request, referral, status=422, form=form)
    version = form.cleaned_data["version"]
    try:
        act_of(form)(referral=referral, by=request.user, at=now(), version=version)
    except (WrongState, operations.NoMoreInSight) as error:
        return _too_late(request, form, found(referral.pk), error)
    if sight.organization_of(referral.pk):
        messages.success(request, _("Thank you. The office has your answer."))
        return redirect("inbox:one", pk=referral.pk)
    messages.success(request, _done(found(referral.pk)))
    return redirect("inbox:every")


def _done(referral: Referral) -> str:
    """What she said last: she cannot look at it again."""
    said = referral.get_partner_outcome_display() or referral.get_status_display()
    return _(
        "Thank you. The office has your answer: “%(said)s”. It has ended, and you no longer see it. "
        "Was it wrong? Call the office."
    ) % {"said": said}


def _too_late(
    request: StaffRequest, form: AnswerForm, fresh: Referral, error: Exception
) -> HttpResponse:
    """A colleague of hers was first; or it ended meanwhile, and is shown no more."""
    if not sight.organization_of(fresh.pk):
        messages.info(request, why_not(error))
        return redirect("inbox:every")
    return _show(request, fresh, status=CROSSED, told_why=why_not(error), form=form)
