"""With a person at the desk: choose a service, read her what is shared, send it. Three clicks from her record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.models import Client
from xenia.registers.directory.models import Service
from xenia.work.referrals import operations
from xenia.work.referrals.capacity import places_free
from xenia.work.referrals.forms.choosing import LookForm, WhoForm
from xenia.work.referrals.forms.sending import SendForm, said_in
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status, Way
from xenia.work.referrals.models.guards import gets_no_names
from xenia.work.referrals.queries.choosing import LookedFor, choices_for
from xenia.work.referrals.queries.partners import agreement_with, way_to
from xenia.work.referrals.views.asked import question_in
from xenia.work.referrals.views.shown import (
    CROSSED,
    REFUSED,
    client_found,
    found,
    reader,
    service_found,
    why_not,
)

SEND = "referrals.send"


@never_cache
@staff(SEND)
@require_POST
def who(request: StaffRequest) -> HttpResponse:
    """Somebody stands here: her code opens the choice of services. It is in no address."""
    form = WhoForm(request.POST)
    client: Client | None = None
    if form.is_valid():
        signs = "".join(sign for sign in form.cleaned_data["code"].upper() if sign.isalnum())
        client = Client.objects.standing().filter(code=f"{signs[:3]}-{signs[3:]}").first()
        if client is None:
            form.add_error("code", _("Nobody has this code. Look at each letter."))
    if client is None:
        return render(request, "referrals/who.html", {"form": form}, status=422)
    return redirect("referrals:choose", client=client.pk)


@never_cache
@staff(SEND)
@require_safe
def choose(request: StaffRequest, client: UUID) -> HttpResponse:
    """What the directory has for her: what is free, and how each is reached."""
    person, instead = client_found(client), _instead(request, client)
    note_look(person, by=request.user, purpose="service", at=now())
    given = request.GET if {"q", "need"} & set(request.GET) else None
    start = {"need": instead.need} if instead and given is None else None
    form = LookForm(given, reader=reader(), initial=start)
    said = form.said()
    spoken = _spoken(person)
    looked = LookedFor(said["q"], said["need"], spoken, bool(said["hers"]))
    is_asked = bool(said["q"] or said["need"])
    context = {
        "client": person,
        "form": form,
        "choices": choices_for(looked, at=now(), reader=reader()) if is_asked else [],
        "is_asked": is_asked,
        "instead": instead,
        "language": name_in(spoken, reader()) if spoken else "",
        "need": said["need"],
    }
    return render(request, "referrals/choose.html", context)


def _spoken(client: Client) -> str:
    code = "" if is_shredded(client.spoken_language) else str(client.spoken_language)
    return code if is_known(code) else ""


def _instead(request: HttpRequest, client: UUID) -> Referral | None:
    """The referral this one replaces, where the address names one of hers."""
    typed = (request.POST if request.method == "POST" else request.GET).get("instead", "")
    try:
        pk = UUID(typed)
    except ValueError:
        return None
    rows = Referral.objects.filter(pk=pk, client_id=client).select_related("organization")
    one: Referral | None = rows.first()
    return one


@never_cache
@staff(SEND)
def new(request: StaffRequest, client: UUID, service: UUID) -> HttpResponse:
    """Her consent and the referral on one page; a paper to hand over where nobody is sent by name."""
    person, chosen = client_found(client), service_found(service)
    today = local_day(now())
    assert chosen.organization
    if gets_no_names(chosen.organization, today):
        # Nothing of her goes along: not even in the address.
        return redirect("referrals:hand_off", service=chosen.pk)
    if request.method != "POST":
        note_look(person, by=request.user, purpose="service", at=now())
        return _new_page(request, person, chosen, _form(request, person, chosen))
    if request.POST.get("act") == "keep":
        return _keep(request, person, chosen)
    return _send(request, person, chosen)


def _form(request: StaffRequest, client: Client, service: Service, data: Any = None) -> SendForm:
    today = local_day(now())
    assert service.organization
    instead = _instead(request, client.pk)
    draft = Referral.objects.filter(client=client, service=service, status=Status.DRAFT).first()
    need = request.GET.get("need", "") or (instead.need if instead else "")
    start: dict[str, Any] = {"need": need, "version": instead.state_version if instead else None}
    if instead and draft is None:
        start["note"] = str(instead.note)
    return SendForm(
        data,
        service=service,
        agreement=agreement_with(service.organization, today),
        is_shared=way_to(service.organization, today) != Way.SLIP,
        reader=reader(),
        today=today,
        initial=start | said_in(draft),
    )


def _new_page(
    request: StaffRequest,
    client: Client,
    service: Service,
    form: SendForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    today = local_day(now())
    assert service.organization
    context = {
        "client": client,
        "service": service,
        "form": form,
        "way": way_to(service.organization, today).value,
        "agreement": agreement_with(service.organization, today),
        "free": places_free([service.pk], today).get(service.pk, []),
        "instead": _instead(request, client.pk),
        "language": name_in(_spoken(client), reader()) if _spoken(client) else "",
        "asked": question_in(_spoken(client), str(service.organization.name)),
    }
    return render(request, "referrals/new.html", context | more, status=status)


def _keep(request: StaffRequest, client: Client, service: Service) -> HttpResponse:
    """Everything else on the page is asked again: a consent is given once it is sent."""
    form = _form(request, client, service, request.POST)
    form.is_valid()
    words = form.words()
    said: dict[str, Any] = {"client": client, "service": service, "words": words}
    try:
        operations.keep_draft(by=request.user, at=now(), **said)
    except REFUSED as error:
        more = {"told_why": why_not(error), "there": None}
        return _new_page(request, client, service, form, status=CROSSED, **more)
    messages.success(request, _("Kept. Nothing was sent. You find it under “Being written”."))
    return redirect("referrals:new", client=client.pk, service=service.pk)


def _send(request: StaffRequest, client: Client, service: Service) -> HttpResponse:
    form = _form(request, client, service, request.POST)
    if not form.is_valid():
        return _new_page(request, client, service, form, status=422)
    instead = _instead(request, client.pk)
    try:
        referral = operations.send_with_consent(
            client=client,
            service=service,
            words=form.words(),
            yes=form.yes(),
            by=request.user,
            at=now(),
            instead=instead,
            version=form.cleaned_data["version"] if instead else None,
        )
    except REFUSED as error:
        there = getattr(error, "referral", None)
        more = {"told_why": why_not(error), "there": there}
        return _new_page(request, client, service, form, status=CROSSED, **more)
    context = {"referral": found(referral.pk), "client": client}
    return render(request, "referrals/sent.html", context)
