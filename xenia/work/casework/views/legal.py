"""Legal matters: the list, the deadlines on paper, one matter, and a matter begun from a referral."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.models import User
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.operations.reading import note_look, note_looks
from xenia.work.casework import operations
from xenia.work.casework.forms.legal import CaseForm, OpenLegalForm
from xenia.work.casework.models import Matter
from xenia.work.casework.queries import legal
from xenia.work.casework.queries.holding import holds, organization_of
from xenia.work.casework.views.legal_shown import LEGAL, REFUSED, holder_name, page, refused
from xenia.work.casework.views.shown import CROSSED, UNTRUE, found_matter, reader
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries import sight

ON_A_PAGE: Final = 25
SHOWS: Final = ("", "all", "nobody", "stale", "closed")


@never_cache
@staff(LEGAL, somewhere=True)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """Legal matters of one's own house. Where it stands on the other side, not even the need is told."""
    show, today = request.GET.get("show", ""), local_day(now())
    show = show if show in SHOWS else ""
    found = legal.legal_matters(request.user, view=show, today=today)
    one_page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(one_page.object_list)
    note_looks(shown, by=request.user, purpose="service", at=now())
    context = {
        "show": show,
        "page": one_page,
        "page_url": f"?show={show}&page=",
        "rows": [_row(one) for one in shown],
        "names": names_of_people(one.taken_by_id for one in shown if one.taken_by_id),
        "deadlines": _deadlines(request),
        "keeps_credentials": _keeps_credentials(request.user, today),
    }
    return render(request, "casework/legal/every.html", context)


def _keeps_credentials(user: User, today: date) -> bool:
    return user.may(legal.KEEP) or bool(legal.houses_that_keep(user, today))


def _row(matter: Matter) -> dict[str, Any]:
    issue = "" if matter.has_conflict else label_of("needs", matter.issue, reader())
    return {"one": matter, "called": legal.name_of(matter), "issue": issue}


def _deadlines(request: StaffRequest) -> list[tuple[Any, bool, str]]:
    today = local_day(now())
    rows = legal.near_deadlines(request.user, today)[:ON_A_PAGE]
    return [(one, one.is_late(today), legal.name_of(one.matter)) for one in rows]


@never_cache
@staff(LEGAL, somewhere=True)
@require_safe
def deadlines_print(request: StaffRequest) -> HttpResponse:
    """Every deadline of one's own house, on paper. Codes stand for people."""
    today = local_day(now())
    rows = list(legal.deadlines_of(request.user, mine="mine" in request.GET))
    names = names_of_people(one.matter.taken_by_id for one in rows if one.matter.taken_by_id)
    context = {"rows": [(one, one.is_late(today)) for one in rows], "names": names}
    return render(request, "casework/legal/deadlines_print.html", context)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_safe
def matter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One legal matter. Whoever does not hold it reads with whom it is, and nothing else."""
    current = found_matter(pk)
    if not holds(request.user, current.holder):
        note_look(current, by=request.user, purpose="service", at=now())
        context = {"matter": current, "with_whom": holder_name(current.holder)}
        return render(request, "casework/legal/with_others.html", context)
    if not current.is_legal:
        context = {"matter": current, "form": CaseForm(reader=reader())}
        return render(request, "casework/legal/begin.html", context)
    return page(request, current)


@never_cache
@staff(LEGAL, organization_of=sight.organization_of)
def open_from_referral(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A provider that said yes begins the matter. The office does it on the page of one of its own."""
    referral = get_object_or_404(Referral, pk=pk)
    if sight.organization_of(pk) is None:
        raise Http404
    if not holds(request.user, str(referral.organization_id)):
        messages.info(request, _("The organization it was sent to begins the matter."))
        return redirect("referrals:one", pk)
    if there := legal.matter_of_referral(referral):
        return redirect("legal:matter", there.pk)
    if request.method != "POST":
        return _open_page(request, referral, OpenLegalForm(reader=reader()))
    return _opened(request, referral, OpenLegalForm(request.POST, reader=reader()))


def _opened(request: StaffRequest, referral: Referral, form: OpenLegalForm) -> HttpResponse:
    if not form.is_valid():
        return _open_page(request, referral, form, status=UNTRUE)
    try:
        made = operations.open_from_referral(
            referral=referral,
            case=form.case(),
            until=form.cleaned_data["until"],
            by=request.user,
            at=now(),
        )
    except operations.NotHeldHere:
        form.add_error(None, _("Say yes to the referral first. Then begin the matter."))
    except REFUSED as error:
        form.add_error(None, refused(error))
    else:
        messages.success(request, _("The matter is open. Look for conflicts first."))
        return redirect("legal:matter", made.pk)
    return _open_page(request, referral, form, status=CROSSED)


def _open_page(
    request: StaffRequest, referral: Referral, form: OpenLegalForm, *, status: int = 200
) -> HttpResponse:
    called = sight.called_by_organization(referral)
    context = {"referral": referral, "form": form, "called": called}
    return render(request, "casework/legal/open.html", context, status=status)
