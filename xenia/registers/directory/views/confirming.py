"""Confirming from the desk that entries are still right, and asking an organisation by letter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.directory import operations
from xenia.registers.directory.models import Location, Organization
from xenia.registers.directory.operations.asking import (
    AskedAlready,
    NobodyToAsk,
    ReaderLeft,
    ask_organization,
)
from xenia.registers.directory.queries.owner import owner_of_location, owner_of_organization


@require_POST
@staff("directory.edit", organization_of=owner_of_organization)
def confirm_organization(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The organisation is still as it is said; with "all", its places and open services too."""
    found = get_object_or_404(Organization, pk=pk)
    if "all" in request.POST:
        count = operations.confirm_organization_entries(
            organization=found, by=request.user, at=now()
        )
    else:
        count = operations.confirm_entry(entry=found, by=request.user, at=now())
    words = ngettext(
        "Thank you. %(count)s entry now says it was confirmed today.",
        "Thank you. %(count)s entries now say they were confirmed today.",
        count,
    )
    messages.success(request, words % {"count": int(count)})
    return redirect("directory:organization", pk=pk)


@require_POST
@staff("directory.edit", organization_of=owner_of_location)
def confirm_location(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The place is still as it is said."""
    found = get_object_or_404(Location, pk=pk)
    operations.confirm_entry(entry=found, by=request.user, at=now())
    messages.success(request, _("Thank you. The place now says it was confirmed today."))
    return redirect("directory:location", pk=pk)


@require_POST
@staff("directory.add_organization")
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the organisation now, by a letter with a link."""
    found = get_object_or_404(Organization, pk=pk)
    try:
        ask_organization(organization=found, by=request.user, at=now())
        messages.success(request, _("The letter is on its way. You see here what it answers."))
    except NobodyToAsk:
        words = _("This organization has no e-mail address. Add one, then ask again.")
        messages.warning(request, words)
    except ReaderLeft:
        words = _(
            "The reader at this address told us that she no longer works there. Change the e-mail address, then ask again."
        )
        messages.warning(request, words)
    except AskedAlready:
        messages.info(request, _("It was asked already. Nothing was sent twice."))
    return redirect("directory:organization", pk=pk)
