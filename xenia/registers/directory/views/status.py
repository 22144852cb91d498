"""Closing, for a time or for good, and opening again."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory import operations
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.operations.proposals import changes_at_once
from xenia.registers.directory.queries.owner import owner_of_service
from xenia.registers.directory.queries.wording import FIELD_NAMES
from xenia.registers.directory.views.proposing import ask


@dataclass(frozen=True, slots=True)
class Act:
    """One step of a record's state. title: the question; means: what follows; done: what was done."""

    code: str
    to: str
    verb: object
    title: object
    means: object
    done: object
    icon: str = "door"
    is_grave: bool = False


ACTS: Final = {
    act.code: act
    for act in (
        Act(
            "reopen",
            Service.Status.ACTIVE,
            gettext_lazy("Open again"),
            gettext_lazy("Is this service open again?"),
            gettext_lazy("Residents find it again, from this moment on."),
            gettext_lazy("The service is open again."),
        ),
        Act(
            "hide",
            Service.Status.INACTIVE,
            gettext_lazy("Take off the public list"),
            gettext_lazy("Take this service off the public list?"),
            gettext_lazy("Residents no longer find it. You can put it back at any time."),
            gettext_lazy("The service is off the public list."),
            icon="eye",
        ),
        Act(
            "close",
            Service.Status.DEFUNCT,
            gettext_lazy("Close for good"),
            gettext_lazy("Is this service closed for good?"),
            gettext_lazy(
                "Residents no longer find it. Its history stays, and you can open it again if this was a mistake."
            ),
            gettext_lazy("The service is closed for good. “Open again” takes it back."),
            icon="close",
            is_grave=True,
        ),
    )
}


@staff("directory.edit", organization_of=owner_of_service)
def service_status(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """Ask once, then close a service or open it again."""
    if code not in ACTS:
        raise Http404(code)
    act = ACTS[code]
    found = get_object_or_404(Service.objects.select_related("organization"), pk=pk)
    back = reverse("directory:service", args=[pk])
    if request.method != "POST":
        about = found.organization.name if found.organization else ""
        return _ask(request, act, name=found.name, about=about, back=back)
    if not changes_at_once(request.user):
        ask(request, found, {"status": act.to})
        return redirect(back)
    try:
        operations.change_service_status(service=found, to=act.to, by=request.user, at=now())
        messages.success(request, str(act.done))
    except WrongState as wrong:
        _tell(request, str(Service.Status(wrong.status).label))
    return redirect(back)


def _ask(request: StaffRequest, act: Act, *, name: str, about: str, back: str) -> HttpResponse:
    context = {
        "act": act,
        "name": name,
        "about": about,
        "back": back,
        "waits": not changes_at_once(request.user),
    }
    return render(request, "directory/status.html", context)


def _tell(request: StaffRequest, status: str) -> None:
    words = _("Somebody was first. %(field)s is now “%(status)s”. Nothing was changed.")
    messages.warning(request, words % {"field": FIELD_NAMES["status"], "status": status})


_ORGANIZATION_ACTS: Final = {
    "close": Act(
        "close",
        Organization.Status.CLOSED,
        gettext_lazy("Close"),
        gettext_lazy("Did this organization close?"),
        gettext_lazy("None of its services is shown to residents any more. You can open it again."),
        gettext_lazy("The organization is closed. “Open again” takes it back."),
        is_grave=True,
    ),
    "reopen": Act(
        "reopen",
        Organization.Status.ACTIVE,
        gettext_lazy("Open again"),
        gettext_lazy("Is this organization open again?"),
        gettext_lazy("Its open services are shown to residents again."),
        gettext_lazy("The organization is open again."),
    ),
}


@staff("directory.add_organization")
def organization_status(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """Ask once, then close an organisation or open it again."""
    if code not in _ORGANIZATION_ACTS:
        raise Http404(code)
    act = _ORGANIZATION_ACTS[code]
    found = get_object_or_404(Organization, pk=pk)
    back = reverse("directory:organization", args=[pk])
    if request.method != "POST":
        return _ask(request, act, name=found.name, about="", back=back)
    try:
        operations.change_organization_status(
            organization=found, to=act.to, by=request.user, at=now()
        )
        messages.success(request, str(act.done))
    except WrongState as wrong:
        _tell(request, str(Organization.Status(wrong.status).label))
    return redirect(back)
