"""One person: what she said of herself, what belongs to her, who looked; changing it; forgetting her."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.vault.operations.reading import note_look
from xenia.ground.vault.subjects import UnderHold
from xenia.registers.clients import operations
from xenia.registers.clients.forms.person import PersonForm, shown
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import ClientCrossed, ClientGone
from xenia.registers.clients.queries.likeness import likely_by_address
from xenia.registers.clients.queries.people import (
    consents_of,
    helpers_of,
    household_of,
    paper_language,
    points_of,
    who_looked,
    who_opened_her_page,
)
from xenia.registers.clients.sections import LAST, sections_for
from xenia.registers.clients.views.shown import (
    CROSSED,
    found,
    reader,
    status_of,
    title_of,
    to_person,
)

ON_A_PAGE = 50
# Some sheets at most; the whole list stands on the page.
ON_PAPER = 200


@never_cache
@staff("clients.serve")
@require_safe
@keys_at_hand()
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything needed to help her now, and the next thing to do. The look is noted."""
    client, at = found(pk), now()
    if client.pk != pk:
        return to_person(client)
    looks = who_opened_her_page(client)
    note_look(client, by=request.user, purpose="service", at=at)
    today, sections = local_day(at), sections_for(client, request.user, at)
    context = {
        "client": client,
        "title": title_of(client),
        "points": points_of(client),
        "household": [one for one in household_of(client) if one.client_id != client.pk],
        "helpers": list(helpers_of(client, on=today)),
        "consents": list(consents_of(client).standing(today)),
        "sections": [one for one in sections if one.place < LAST],
        "last_sections": [one for one in sections if one.place >= LAST],
        "absorbed": list(Client.objects.filter(merged_into=client)),
        "suggested": _suggested(request, client),
        "looks": looks,
        "may_merge": request.user.may("clients.merge"),
        "may_forget": request.user.may("clients.forget"),
    }
    return render(request, "clients/person.html", context)


def _suggested(request: StaffRequest, client: Client) -> list[Any]:
    """Who shares her phone or e-mail and may be the same: for those who may say so. Names are looked at on a page of their own."""
    if not request.user.may("clients.merge"):
        return []
    pairs = likely_by_address(client)
    operations.note_found([pair.client for pair in pairs], by=request.user, at=now())
    return pairs


@never_cache
@staff("clients.serve")
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She says something else of herself."""
    client = found(pk)
    form = PersonForm(
        request.POST or None, reader=reader(), today=local_day(now()), initial=shown(client)
    )
    if request.method != "POST":
        note_look(client, by=request.user, purpose="service", at=now())
    if request.method != "POST" or not form.is_valid():
        return _change_page(request, client, form)
    try:
        _save(client, form, request)
    except (ClientCrossed, ClientGone):
        return _crossed(request, found(pk), form)
    except UnderHold:
        messages.error(request, _("A legal hold keeps how she is reached. It was not taken away."))
        return _change_page(request, client, form)
    messages.success(request, _("Saved."))
    return to_person(client)


@transaction.atomic
def _save(client: Client, form: PersonForm, request: StaffRequest) -> None:
    """Both or nothing: what she says of herself, and how she is reached."""
    at = now()
    current = operations.change_client(
        client=client,
        said=form.said(client),
        state_version=form.seen_version,
        by=request.user,
        at=at,
    )
    operations.say_ways(
        client=current,
        ways=form.ways(),
        state_version=current.state_version,
        by=request.user,
        at=at,
    )


def _crossed(request: StaffRequest, current: Client, form: PersonForm) -> HttpResponse:
    """A colleague was first. What was typed stays; saving once more writes it over what stands there now."""
    crossings = form.crossings(current)
    typed = request.POST.copy()
    typed["state_version"] = str(current.state_version)
    form.data = typed
    return _change_page(
        request, current, form, status=CROSSED, was_crossed=True, crossings=crossings
    )


def _change_page(
    request: StaffRequest, client: Client, form: PersonForm, *, status: int = 0, **more: Any
) -> HttpResponse:
    context = {"form": form, "client": client, "title": title_of(client)} | more
    status = status or status_of(form.errors)
    return render(request, "clients/change.html", context, status=status)


@never_cache
@staff("clients.serve")
@require_safe
def looks(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who looked at anything of hers: to be shown to her."""
    client = found(pk)
    page = Paginator(who_looked(client), ON_A_PAGE).get_page(request.GET.get("page"))
    note_look(client, by=request.user, purpose="own_data", at=now())
    tongue = paper_language(client, otherwise=reader())
    with override(tongue):
        paper = reverse("clients:looks_paper", args=[client.pk])
    context = {
        "client": client,
        "title": title_of(client),
        "page": page,
        "paper": paper,
        "tongue": tongue,
    }
    return render(request, "clients/looks.html", context)


@never_cache
@staff("clients.serve")
@require_safe
def looks_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same on paper, for her to take home. Its address begins with her language."""
    client = found(pk)
    note_look(client, by=request.user, purpose="own_data", at=now())
    context = {"client": client, "looks": who_looked(client, most=ON_PAPER), "most": ON_PAPER}
    return render(request, "clients/looks_paper.html", context)


@never_cache
@staff("clients.forget")
def forget(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She asks to be forgotten; asked once more, because there is no way back."""
    client = found(pk)
    context = {"client": client, "title": title_of(client)}
    if request.method != "POST":
        return render(request, "clients/forget.html", context)
    if request.POST.get("sure") != "yes":
        context |= {"is_unsure": True}
        return render(request, "clients/forget.html", context, status=422)
    try:
        operations.forget_client(client=client, by=request.user, at=now())
    except UnderHold:
        return render(request, "clients/forget.html", context | {"is_held": True}, status=CROSSED)
    messages.success(request, _("She is forgotten. What was counted stays, without her."))
    return redirect("clients:find")
