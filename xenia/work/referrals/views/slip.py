"""The papers: the slip she takes along in her language, and the one for a victim service, which nobody's name is on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known
from xenia.ground.reference.office import office_facts
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.directory.models import Service
from xenia.work.referrals import operations
from xenia.work.referrals.codes import code_of
from xenia.work.referrals.forms.choosing import HandOffForm
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries.lists import agreed_with
from xenia.work.referrals.queries.slip import slip_of
from xenia.work.referrals.views.shown import code_address, found, reader, service_found

SEND = "referrals.send"


def language_of_paper(said: str) -> str:
    """Her language where the office has its words; else the reader's own."""
    return said if said in office_facts().codes else reader()


@never_cache
@staff(SEND)
@require_safe
def slip(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where, when, what to bring, and her code. No name: whoever finds it learns nothing of her."""
    referral = found(pk)
    note_look(referral, by=request.user, purpose="service", at=now())
    asked = request.GET.get("language", "") or _reads(referral)
    return _paper(request, referral.service, asked, referral=referral)


def _reads(referral: Referral) -> str:
    for said in (referral.client.written_language, referral.client.spoken_language):
        if not is_shredded(said) and is_known(str(said)):
            return str(said)
    return ""


def _paper(
    request: StaffRequest, service: Service, asked: str, *, referral: Referral | None = None
) -> HttpResponse:
    language = language_of_paper(asked)
    is_sent = referral is not None and referral.sent_at is not None
    with override(language):
        context: dict[str, Any] = {
            "slip": slip_of(service, language, referral.location if referral else None),
            "service": service,
            "referral": referral,
            "code": code_of(referral.pk) if referral and is_sent else "",
            "agreed": agreed_with(referral, local_day(now())) if referral and is_sent else [],
            "code_address": code_address(),
        }
        return render(request, "referrals/slip.html", context)


@never_cache
@staff(SEND)
def hand_off(request: StaffRequest, service: UUID) -> HttpResponse:
    """A victim service: two choices, a paper, and nothing kept of who it is for."""
    chosen = service_found(service)
    form = HandOffForm(request.POST or None, reader=reader(), initial={"language": reader()})
    context: dict[str, Any] = {"service": chosen, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "referrals/hand_off.html", context, status=status)
    said = form.cleaned_data
    try:
        operations.hand_off(service=chosen, need=said["need"], language=said["language"], at=now())
    except operations.NotOnPaper:
        form.add_error(None, _("This organization takes referrals. Choose it from her record."))
        return render(request, "referrals/hand_off.html", context, status=422)
    return _paper(request, chosen, said["language"])
