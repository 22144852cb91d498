"""Choosing the organisation a record belongs to."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.directory import operations
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.queries.organization import organizations_to_choose
from xenia.registers.directory.views.lists import id_sent

Choose = Callable[[Organization], object]


@staff("directory.edit", somewhere=True)
def new_service(request: StaffRequest) -> HttpResponse:
    """A new service begins with the organisation that gives it."""
    if request.method == "POST":
        return redirect("directory:add_service", pk=id_sent(request, "organization"))
    words = request.GET.get("q", "").strip()
    anywhere = request.user.may("directory.edit")
    own = None if anywhere else request.user.organizations()
    context = {
        "title": _("Which organization gives it?"),
        "name": _("New service"),
        "back": reverse("directory:services"),
        "words": words,
        "choices": organizations_to_choose(words, only=own),
    }
    return render(request, "directory/choose_organization.html", context)


@staff("directory.add_organization")
def move_service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another organisation gives this service from now on."""
    found = get_object_or_404(Service, pk=pk)
    return _choose(
        request,
        lambda to: operations.move_service(service=found, to=to, by=request.user, at=now()),
        name=found.name,
        title=_("Who gives this service now?"),
        address="directory:service",
        pk=pk,
    )


@staff("directory.add_organization")
def move_location(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another organisation has this place from now on."""
    found = get_object_or_404(Location, pk=pk)
    return _choose(
        request,
        lambda to: operations.change_location(
            location=found, fields={"organization": to}, by=request.user, at=now()
        ),
        name=found.name,
        title=_("Whose place is this now?"),
        address="directory:location",
        pk=pk,
    )


@staff("directory.add_organization")
def part_of(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An organisation is part of another, such as a branch of the library."""
    found = get_object_or_404(Organization, pk=pk)
    return _choose(
        request,
        lambda to: operations.change_organization(
            organization=found,
            fields={"parent_organization": None if to == found else to},
            by=request.user,
            at=now(),
        ),
        name=found.name,
        title=_("Which organization is it part of?"),
        address="directory:organization",
        pk=pk,
    )


def _choose(
    request: StaffRequest, choose: Choose, *, name: str, title: str, address: str, pk: UUID
) -> HttpResponse:
    if request.method == "POST":
        choose(get_object_or_404(Organization, pk=id_sent(request, "organization")))
        messages.success(request, _("Saved."))
        return redirect(address, pk=pk)
    words = request.GET.get("q", "").strip()
    context = {
        "name": name,
        "title": title,
        "back": reverse(address, args=[pk]),
        "words": words,
        "choices": organizations_to_choose(words),
    }
    return render(request, "directory/choose_organization.html", context)
