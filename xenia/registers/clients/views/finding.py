"""The desk finds a person, or brings her in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.ids import new_id
from xenia.ground.common.languages import is_known
from xenia.registers.clients import operations
from xenia.registers.clients.forms.around_her import FindForm, NumberForm
from xenia.registers.clients.forms.person import PersonForm
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import AlreadyAdded, Said
from xenia.registers.clients.queries.finding import MOST, find
from xenia.registers.clients.queries.likeness import Likely, likely
from xenia.registers.clients.views.shown import reader, status_of, to_person

SEEN = "seen"


@never_cache
@staff("clients.serve")
def find_people(request: StaffRequest) -> HttpResponse:
    """Type what is known. The words come by a form, so that they stand in no address."""
    form = FindForm(request.POST or None)
    text = form.cleaned_data["text"].strip() if form.is_valid() else ""
    people = find(text, by=request.user) if text else []
    operations.note_found(people, by=request.user, at=now())
    context = {"text": text, "people": people, "is_full": len(people) == MOST, "number": new_id()}
    return render(request, "clients/find.html", context)


@never_cache
@staff("clients.serve")
def new_person(request: StaffRequest) -> HttpResponse:
    """She comes for the first time. Who may be the same is shown before she is added twice."""
    form = PersonForm(
        request.POST or None,
        reader=reader(),
        today=local_day(now()),
        initial={"number": new_id(), "called": ""},
    )
    if request.method != "POST" or not form.is_valid():
        return _new_page(request, form)
    number = form.own_number
    if number and (added := Client.objects.filter(pk=number).first()):
        return to_person(added)
    suggested = _not_seen(request, form)
    if suggested:
        return _new_page(request, form, suggested)
    return _add(request, form)


def _add(request: StaffRequest, form: PersonForm) -> HttpResponse:
    try:
        client = operations.add_client(
            said=form.said(), by=request.user, at=now(), number=form.own_number
        )
    except AlreadyAdded as already:
        return to_person(already.client)
    ways = form.ways()
    if ways.phone or ways.email:
        operations.say_ways(
            client=client, ways=ways, state_version=client.state_version, by=request.user, at=now()
        )
    messages.success(request, _("She is written down. Her code is %s.") % client.code)
    return to_person(client)


def _not_seen(request: StaffRequest, form: PersonForm) -> list[Likely]:
    """People who may be the same, unless every one of them was looked at on this very form."""
    said = form.cleaned_data
    found = likely(form.said(), phone=said["phone"], email=said["email"])
    seen = set(request.POST.getlist(SEEN))
    return [] if {str(pair.client.pk) for pair in found} <= seen else found


def _new_page(
    request: StaffRequest, form: PersonForm, suggested: list[Likely] | None = None
) -> HttpResponse:
    pairs = suggested or []
    operations.note_found([pair.client for pair in pairs], by=request.user, at=now())
    context: dict[str, Any] = {"form": form, "suggested": pairs}
    return render(request, "clients/new.html", context, status=status_of(form.errors or pairs))


@require_POST
@staff("clients.serve")
def without_name(request: StaffRequest) -> HttpResponse:
    """She gives no name, and is served all the same."""
    tongue = request.POST.get("spoken_language", "")
    said = Said(spoken_language=tongue if is_known(tongue) else "")
    form = NumberForm(request.POST)
    number = form.cleaned_data["number"] if form.is_valid() else None
    try:
        client = operations.add_client(said=said, by=request.user, at=now(), number=number)
    except AlreadyAdded as already:
        return to_person(already.client)
    messages.success(
        request,
        _("She is served without a name. Her code is %s: she can say it next time.") % client.code,
    )
    return redirect("clients:person", pk=client.pk)
