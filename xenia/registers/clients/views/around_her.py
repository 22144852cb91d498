"""Who lives with her, and who acts for her."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.ids import new_id
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients import operations
from xenia.registers.clients.forms.around_her import FindForm, HelperForm, MoveInForm
from xenia.registers.clients.models import Client, Helper, HouseholdMember
from xenia.registers.clients.operations import AlreadyAdded, ClientGone, Home, LivesElsewhere, Said
from xenia.registers.clients.queries.finding import find
from xenia.registers.clients.queries.people import household_of, known_as
from xenia.registers.clients.views.shown import found, status_of, title_of, told_she_moved


@never_cache
@staff("clients.serve")
def household(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who lives with her; somebody moves in, known or new."""
    client = found(pk)
    if request.method == "POST" and request.POST.get("act") == "find":
        return _household_page(request, client, MoveInForm(initial={"number": new_id()}))
    form = MoveInForm(request.POST or None, initial={"number": new_id()})
    if request.method == "POST" and form.is_valid():
        return _move_in(request, client, form)
    return _household_page(request, client, form)


def _household_page(request: StaffRequest, client: Client, form: MoveInForm) -> HttpResponse:
    looked = FindForm(request.POST if request.POST.get("act") == "find" else None)
    text = looked.cleaned_data["text"].strip() if looked.is_valid() else ""
    members = household_of(client)
    there = {client.pk, *(member.client_id for member in members)}
    people = [one for one in find(text, by=request.user) if one.pk not in there] if text else []
    at = now()
    note_look(client, by=request.user, purpose="service", at=at)
    operations.note_found([member.client for member in members], by=request.user, at=at)
    operations.note_found(people, by=request.user, at=at)
    context = {
        "client": client,
        "title": title_of(client),
        "members": members,
        "form": form,
        "text": text,
        "people": people,
        "relations": form.fields["relation"],
    }
    return render(request, "clients/household.html", context, status=status_of(form.errors))


def _move_in(request: StaffRequest, client: Client, form: MoveInForm) -> HttpResponse:
    try:
        _join(request, client, form)
    except ClientGone:
        return told_she_moved(request, client)
    except LivesElsewhere:
        messages.error(
            request,
            _("This person is written down in another household. Take them out there first."),
        )
    else:
        messages.success(request, _("Written down: they live together."))
    return redirect("clients:household", pk=client.pk)


@transaction.atomic
def _join(request: StaffRequest, client: Client, form: MoveInForm) -> None:
    said, at = form.cleaned_data, now()
    if said["client"]:
        mover = found(said["client"])
    else:
        try:
            mover = operations.add_client(
                said=Said(
                    called=said["called"].strip(),
                    spoken_language=str(client.spoken_language),
                    written_language=str(client.written_language),
                    area=str(client.area),
                ),
                by=request.user,
                at=at,
                number=said["number"],
            )
        except AlreadyAdded as already:
            mover = already.client
    operations.live_together(
        client=mover, joins=client, home=Home(said["relation"]), by=request.user, at=at
    )


@require_POST
@staff("clients.serve")
def move_out(request: StaffRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Somebody lives there no more."""
    client = found(pk)
    there = {one.pk for one in household_of(client)}
    leaver: HouseholdMember = get_object_or_404(
        HouseholdMember.objects.filter(pk__in=there), pk=member
    )
    if operations.move_out(member=leaver, by=request.user, at=now()):
        messages.success(request, _("Written down: this person moved out."))
    return redirect("clients:household", pk=client.pk)


@never_cache
@staff("clients.serve")
def helpers(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who acts for her; she names somebody new."""
    client, today = found(pk), local_day(now())
    form = HelperForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            operations.let_help(client=client, helping=form.helping(), by=request.user, at=now())
        except ClientGone:
            return told_she_moved(request, client)
        messages.success(request, _("The helper is written down."))
        return redirect("clients:helpers", pk=client.pk)
    return _helpers_page(request, client, form)


def _helpers_page(request: StaffRequest, client: Client, form: HelperForm) -> HttpResponse:
    today = local_day(now())
    note_look(client, by=request.user, purpose="service", at=now())
    rows: list[Helper] = list(Helper.objects.filter(client__in=known_as(client)))
    standing = [one for one in rows if one.ended_at is None and one.until_on >= today]
    context: dict[str, Any] = {
        "client": client,
        "title": title_of(client),
        "form": form,
        "standing": standing,
        "ended": [one for one in rows if one not in standing],
    }
    return render(request, "clients/helpers.html", context, status=status_of(form.errors))


@require_POST
@staff("clients.serve")
def end_help(request: StaffRequest, pk: UUID, helper: UUID) -> HttpResponse:
    """The helper acts for her no more."""
    client = found(pk)
    rows = Helper.objects.filter(client__in=known_as(client))
    if operations.end_help(helper=get_object_or_404(rows, pk=helper), by=request.user, at=now()):
        messages.success(request, _("Ended. The helper acts for her no more."))
    return redirect("clients:helpers", pk=client.pk)
