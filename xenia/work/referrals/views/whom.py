"""From a service of the directory: who is sent there? One look for her, one click, and her consent is asked."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import note_found
from xenia.registers.clients.queries.finding import by_code, find
from xenia.work.referrals.capacity import places_free
from xenia.work.referrals.forms.choosing import WhomForm
from xenia.work.referrals.models.guards import gets_no_names
from xenia.work.referrals.queries.partners import agreement_with, way_to
from xenia.work.referrals.views.shown import service_found


@never_cache
@staff("referrals.send")
def to(request: StaffRequest, service: UUID) -> HttpResponse:
    """Find her by name, phone, e-mail or code. What is typed stands in no address; her code alone opens the form."""
    chosen, today = service_found(service), local_day(now())
    assert chosen.organization
    if gets_no_names(chosen.organization, today):
        return redirect("referrals:hand_off", service=chosen.pk)
    form = WhomForm(request.POST or None)
    text = form.cleaned_data["text"].strip() if form.is_valid() else ""
    if her := by_code(text):
        return redirect("referrals:new", client=her[0].pk, service=chosen.pk)
    people = _found(request, text)
    context = {
        "service": chosen,
        "form": form,
        "text": text,
        "people": people,
        "way": way_to(chosen.organization, today).value,
        "agreement": agreement_with(chosen.organization, today),
        "free": places_free([chosen.pk], today).get(chosen.pk, []),
    }
    return render(request, "referrals/whom.html", context, status=422 if form.errors else 200)


def _found(request: StaffRequest, text: str) -> list[Client]:
    people = find(text, by=request.user) if text else []
    note_found(people, by=request.user, at=now())
    return people
