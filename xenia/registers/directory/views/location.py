"""Places: the list, the page of one, adding and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.directory import operations
from xenia.registers.directory.forms.filters import LocationFilter
from xenia.registers.directory.forms.location import LOCATION, location_values, parted
from xenia.registers.directory.forms.sheet import Sheet
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.operations.proposals import changes_at_once
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.location import locations_seen_by, locations_wanted
from xenia.registers.directory.queries.merges import kept_instead
from xenia.registers.directory.queries.owner import owner_of_location, owner_of_organization
from xenia.registers.directory.queries.proposals import waiting_of
from xenia.registers.directory.queries.translation import translation_counts
from xenia.registers.directory.views.lists import list_context, page_of
from xenia.registers.directory.views.proposing import (
    ask_for_place,
    ask_with_sheet,
    asked_before,
    form_that_waits,
)
from xenia.registers.directory.views.sheets import fill_in


@staff("directory.read")
def locations(request: StaffRequest) -> HttpResponse:
    """Every place a person may know of."""
    filters = LocationFilter(request.GET)
    said = filters.said()
    found = locations_wanted(request.user, words=said["q"], unused=bool(said["unused"]))
    page = page_of(request, found)
    count = page.paginator.count
    title = ngettext("%(count)s place", "%(count)s places", count) % {"count": count}
    return render(
        request, "directory/locations.html", list_context(request, filters, page) | {"title": title}
    )


@staff("directory.read")
def location(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A place: where it is, when it is open, what is given there."""
    places = locations_seen_by(request.user).select_related("organization")
    found = get_object_or_404(places.prefetch_related("addresses"), pk=pk)
    may_edit = request.user.may("directory.edit", organization=found.organization_id)
    rows = details_of(found, LOCATION.rows)
    if not may_edit:
        rows["phones"] = [row for row in rows["phones"] if not row["is_confidential"]]
    services = Service.objects.filter(places__location=found).select_related("organization")
    return render(
        request,
        "directory/location.html",
        {
            "location": found,
            "addresses": list(found.addresses.all()),
            "is_confidential": found.is_confidential
            or any(address.is_confidential for address in found.addresses.all()),
            "rows": rows,
            "services": services.order_by("name"),
            "counts": translation_counts(found),
            "may_edit": may_edit,
            "waiting": waiting_of(found, request.user) if may_edit else [],
            "absorbed_by": kept_instead("location", pk),
            "may_merge": changes_at_once(request.user),
            "may_move": request.user.may("directory.add_organization"),
            "may_translate": request.user.may(
                "directory.translate", organization=found.organization_id
            ),
        },
    )


@staff("directory.edit", organization_of=owner_of_organization)
def add_location(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put a place of an organisation into the directory; from a service's page, the service is given there at once."""
    organization = get_object_or_404(Organization, pk=pk)
    service = _service_waiting(request, organization)

    def save(sheet: Sheet) -> HttpResponse:
        at = now()
        fields, address = parted(sheet.form.cleaned_data)
        rows = {name: some.rows() for name, some in sheet.rows.items()}
        added = operations.add_location(
            by=request.user,
            at=at,
            organization=organization,
            address=address if any(address.values()) else None,
            accessibility=[row["description"] for row in rows["accessibility"]],
            phones=rows["phones"],
            schedules=rows["schedules"],
            **fields,
        )
        messages.success(request, _("The place is in the directory."))
        if service:
            if changes_at_once(request.user):
                operations.give_at(service=service, location=added, by=request.user, at=at)
            else:
                ask_for_place(request, service, added, is_added=True)
            return redirect("directory:service_places", pk=service.pk)
        return redirect("directory:location", pk=added.pk)

    return fill_in(
        request,
        LOCATION,
        template="directory/location_form.html",
        now=_blank,
        save=save,
        kind="location",
        context={
            "title": _("New place"),
            "organization": organization,
            "back": reverse("directory:organization", args=[pk]),
        },
    )


def _service_waiting(request: StaffRequest, organization: Organization) -> Service | None:
    """The service from whose page the person came, if it is this organisation's."""
    wanted = request.GET.get("service", "")
    return next((one for one in organization.services.all() if str(one.pk) == wanted), None)


def _blank() -> dict[str, Any]:
    return {"location_type": Location.Type.PHYSICAL.value}


@staff("directory.edit", organization_of=owner_of_location)
def edit_location(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a place."""
    found = get_object_or_404(Location.objects.select_related("organization"), pk=pk)

    def save(sheet: Sheet) -> HttpResponse:
        if not changes_at_once(request.user):
            ask_with_sheet(request, found, sheet)
            return redirect("directory:location", pk=pk)
        fields, address = parted(sheet.touched_fields())
        changed = operations.change_location(
            location=found,
            fields=fields,
            address=address or None,
            details=sheet.touched_rows(),
            by=request.user,
            at=now(),
            seen=sheet.seen,
        )
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("directory:location", pk=pk)

    return fill_in(
        request,
        LOCATION,
        template="directory/location_form.html",
        now=lambda: location_values(Location.objects.get(pk=pk)),
        save=save,
        kind="location",
        asked=asked_before(request, found),
        context={
            "title": found.name or _("Place"),
            "organization": found.organization,
            "back": reverse("directory:location", args=[pk]),
            **form_that_waits(request, found),
        },
    )
