"""What was agreed with which organization."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.work.referrals import operations
from xenia.work.referrals.forms.agreement import NewAgreementForm, TermsForm, said_by
from xenia.work.referrals.forms.answering import VersionForm
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.views.shown import CROSSED

AGREE = "referrals.agree"
ON_A_PAGE = 50


@never_cache
@staff(AGREE)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """Every agreement, the newest first."""
    rows = Agreement.objects.select_related("organization")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    today = local_day(now())
    shown = [{"one": one, "stands": one.stands(today)} for one in page.object_list]
    return render(request, "referrals/agreements.html", {"page": page, "rows": shown})


@never_cache
@staff(AGREE)
def new(request: StaffRequest) -> HttpResponse:
    """A new agreement."""
    start = {"begins_on": local_day(now()), "organization": request.GET.get("organization")}
    form = NewAgreementForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            operations.make_agreement(
                organization=form.cleaned_data["organization"],
                terms=form.terms(),
                by=request.user,
                at=now(),
            )
        except operations.OneStandsAlready:
            form.add_error("begins_on", _overlap())
        else:
            messages.success(request, _("Written down. People can be sent there in these days."))
            return redirect("referrals:agreements")
    status = 422 if form.errors else 200
    return render(request, "referrals/agreement.html", {"form": form}, status=status)


@never_cache
@staff(AGREE)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Other terms."""
    agreement = _found(pk)
    form = TermsForm(request.POST or None, initial=said_by(agreement))
    context = {"form": form, "agreement": agreement}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "referrals/agreement.html", context, status=status)
    try:
        operations.change_agreement(
            agreement=agreement,
            terms=form.terms(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now(),
        )
    except operations.OneStandsAlready:
        form.add_error("begins_on", _overlap())
        return render(request, "referrals/agreement.html", context, status=422)
    except operations.AgreementCrossed:
        return _crossed(request, pk, form)
    messages.success(request, _("Changed. It holds from now on."))
    return redirect("referrals:agreements")


def _crossed(request: StaffRequest, pk: UUID, form: TermsForm) -> HttpResponse:
    """What was typed stands in the form; what a colleague wrote, beside it."""
    fresh = _found(pk)
    typed_again = request.POST.copy()
    typed_again["version"] = str(fresh.version)
    form.data = typed_again
    now_says = TermsForm(initial=said_by(fresh))
    crossings = [
        (field.label, form.initial.get(field.name), form.cleaned_data.get(field.name))
        for field in now_says.visible_fields()
    ]
    context = {
        "form": form,
        "agreement": fresh,
        "crossings": [(label, there, typed) for label, there, typed in crossings if there != typed],
        "was_crossed": True,
    }
    return render(request, "referrals/agreement.html", context, status=CROSSED)


@never_cache
@staff(AGREE)
@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It holds no more: they see none of their referrals from now on."""
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        operations.end_agreement(agreement=_found(pk), version=version, by=request.user, at=now())
    except operations.AgreementCrossed:
        messages.info(request, _("A colleague changed it meanwhile. Look at it once more."))
        return redirect("referrals:agreement", pk=pk)
    messages.success(request, _("Ended. They see none of their referrals any more."))
    return redirect("referrals:agreements")


def _found(pk: UUID) -> Agreement:
    return get_object_or_404(Agreement.objects.select_related("organization"), pk=pk)


def _overlap() -> str:
    return _("In these days another agreement with this organization holds. End that one first.")
