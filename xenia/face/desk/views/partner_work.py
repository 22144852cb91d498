"""Our work here: what an organization has to answer, offers, and has room for."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.face.desk.number_words import kind_of_place
from xenia.face.desk.queries.partner_work import inbox_now, offerings_now, services_now
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.registers.directory.models import Organization
from xenia.work.programs.models import Offering
from xenia.work.referrals.queries.sight import has_agreement

PARTNER = "desk.partner"


def own_organizations(request: StaffRequest) -> list[Organization]:
    """The organizations she works for, by name."""
    user = request.user
    own = [one for one in user.organizations() if user.may(PARTNER, organization=one)]
    return list(Organization.objects.filter(pk__in=own).order_by("name", "pk"))


def chosen_organization(request: StaffRequest, own: list[Organization]) -> Organization:
    """The one the page asks for, else the first of hers. Refuses who has none, and another's."""
    if not own:
        raise PermissionDenied
    asked = request.POST.get("organization") or request.GET.get("organization", "")
    if not asked:
        return own[0]
    found = next((one for one in own if str(one.pk) == asked), None)
    if found is None:
        raise PermissionDenied
    return found


@never_cache
@staff(PARTNER, somewhere=True)
@require_safe
def our_work(request: StaffRequest) -> HttpResponse:
    """One organization's inbox, services and places on one page."""
    own, today, reader = own_organizations(request), local_day(now()), get_language() or "en"
    organization = chosen_organization(request, own)
    context = {
        "organization": organization,
        "choices": own,
        "inbox": _inbox(organization.pk, today) if request.user.may_somewhere("referrals.answer") else None,
        "services": services_now(organization.pk, today),
        "offerings": [
            _offering(one, reader) for one in offerings_now(organization.pk, today)
        ],
    }  # fmt: skip
    return render(request, "desk/our_work.html", context)


def _inbox(organization: UUID, today: date) -> dict[str, Any]:
    return {
        "counts": inbox_now(organization, today),
        "is_agreed": has_agreement([organization]),
    }


def _offering(one: Offering, reader: str) -> dict[str, Any]:
    return {
        "one": one,
        "kind": kind_of_place(one.capacity_type),
        "until": written_day(one.ends_on, reader),
        "waiting": one.waiting,  # type: ignore[attr-defined]
    }
