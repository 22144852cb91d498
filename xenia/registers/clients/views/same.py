"""Two records side by side: one person, or two?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.clients import operations
from xenia.registers.clients.forms.around_her import FindForm
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import (
    CannotBecome,
    ClientCrossed,
    ClientGone,
    NotMerged,
    Pair,
)
from xenia.registers.clients.queries.finding import find
from xenia.registers.clients.queries.likeness import likely
from xenia.registers.clients.queries.people import points_of
from xenia.registers.clients.views.shown import CROSSED, found, title_of, to_person


@never_cache
@staff("clients.merge")
def likeness(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who may be the same as she; or look for somebody."""
    client = found(pk)
    form = FindForm(request.POST or None)
    text = form.cleaned_data["text"].strip() if form.is_valid() else ""
    people = [one for one in find(text, by=request.user) if one.pk != client.pk] if text else []
    pairs = likely(client)
    shown = [client, *people, *(pair.client for pair in pairs)]
    operations.note_found(shown, by=request.user, at=now())
    context = {
        "client": client,
        "title": title_of(client),
        "text": text,
        "people": people,
        "suggested": pairs,
    }
    return render(request, "clients/same.html", context)


@never_cache
@staff("clients.merge")
def compare(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Both side by side; which record stays is chosen, and can be taken back."""
    rows = {row.pk: row for row in Client.objects.filter(pk__in=(pk, other))}
    if len(rows) != 2:
        raise Http404
    one, two = rows[pk], rows[other]
    if one.merged_into_id or two.merged_into_id:
        return to_person(found(pk))
    if request.method == "POST":
        return _merge(request, one, two)
    return _compare_page(request, one, two)


def _merge(request: StaffRequest, one: Client, two: Client) -> HttpResponse:
    pair = _chosen(request, one, two)
    try:
        kept = operations.merge_clients(pair=pair, by=request.user, at=now())
    except (ClientCrossed, ClientGone):
        one.refresh_from_db()
        two.refresh_from_db()
        return _compare_page(request, one, two, status=CROSSED, was_crossed=True)
    except CannotBecome:
        return _compare_page(request, one, two, status=CROSSED, cannot=True)
    messages.success(request, _("They are one person now. You can take it back on this page."))
    return to_person(kept)


def _chosen(request: StaffRequest, one: Client, two: Client) -> Pair:
    kept, absorbed = (two, one) if request.POST.get("kept") == str(two.pk) else (one, two)
    return Pair(
        kept=kept,
        absorbed=absorbed,
        kept_version=_seen(request, kept),
        absorbed_version=_seen(request, absorbed),
    )


def _seen(request: StaffRequest, client: Client) -> int:
    typed = request.POST.get(f"version_{client.pk}", "")
    return int(typed) if typed.isdecimal() else -1


def _compare_page(
    request: StaffRequest, one: Client, two: Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    operations.note_found([one, two], by=request.user, at=now())
    context = {
        "one": one,
        "two": two,
        "title": title_of(one),
        "sides": [(client, title_of(client), points_of(client)) for client in (one, two)],
    }
    return render(request, "clients/compare.html", context | more, status=status)


@require_POST
@staff("clients.merge")
def apart(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """They are two people: never suggested again."""
    one, two = found(pk), found(other)
    if one.pk != two.pk:
        operations.say_not_the_same(one=one, other=two, by=request.user, at=now())
        messages.success(request, _("They are two people. We do not ask again."))
    return to_person(one)


@require_POST
@staff("clients.merge")
def unmerge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They are two people after all."""
    absorbed: Client = get_object_or_404(Client.objects.select_related("merged_into"), pk=pk)
    try:
        current = operations.unmerge_client(absorbed=absorbed, by=request.user, at=now())
    except NotMerged:
        messages.info(request, _("Somebody took this back before you."))
        return redirect("clients:person", pk=pk)
    messages.success(request, _("They are two people again. Each record is as it was."))
    return to_person(current)
