"""Organisations: the list, the page of one, adding and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.common.dates import local_day, now
from xenia.registers.directory import operations
from xenia.registers.directory.forms.filters import OrganizationFilter
from xenia.registers.directory.forms.organization import ORGANIZATION, organization_values
from xenia.registers.directory.forms.sheet import Sheet
from xenia.registers.directory.memberships import members_of
from xenia.registers.directory.models import Organization
from xenia.registers.directory.operations.proposals import changes_at_once
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.evidence import legal_services_of
from xenia.registers.directory.queries.location import places_of
from xenia.registers.directory.queries.merges import kept_instead
from xenia.registers.directory.queries.organization import organizations_wanted
from xenia.registers.directory.queries.owner import owner_of_organization
from xenia.registers.directory.queries.proposals import waiting_of
from xenia.registers.directory.queries.translation import translation_counts
from xenia.registers.directory.queries.verification import (
    entries_of,
    finds_nobody,
    freshness_of,
    last_request,
)
from xenia.registers.directory.views.lists import list_context, page_of
from xenia.registers.directory.views.proposing import (
    ask_with_sheet,
    asked_before,
    form_that_waits,
)
from xenia.registers.directory.views.sheets import fill_in


@staff("directory.read")
def organizations(request: StaffRequest) -> HttpResponse:
    """Every organisation and city department."""
    filters = OrganizationFilter(request.GET)
    said = filters.said()
    page = page_of(
        request, organizations_wanted(words=said["q"], kind=said["kind"], status=said["status"])
    )
    count = page.paginator.count
    title = ngettext("%(count)s organization", "%(count)s organizations", count) % {"count": count}
    context = list_context(request, filters, page) | {
        "title": title,
        "may_add": request.user.may("directory.add_organization"),
    }
    return render(request, "directory/organizations.html", context)


@staff("directory.read")
def organization(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is known of an organisation: its services, its places, how to reach it."""
    found = get_object_or_404(Organization.objects.select_related("parent_organization"), pk=pk)
    may_edit = request.user.may("directory.edit", organization=pk)
    rows = details_of(found, ORGANIZATION.rows)
    if not may_edit:
        rows = {
            name: [row for row in some if not row["is_confidential"]] for name, some in rows.items()
        }
    return render(
        request,
        "directory/organization.html",
        {
            "organization": found,
            "rows": rows,
            "services": found.services.order_by("name"),
            "places": places_of(found, request.user),
            "parts": found.parts.order_by("name"),
            "people": _people(found) if may_edit else [],
            "counts": translation_counts(found),
            "may_edit": may_edit,
            "may_close": request.user.may("directory.add_organization"),
            "may_translate": request.user.may("directory.translate", organization=pk),
            **_upkeep_of(found, request.user),
            "is_open": found.status == Organization.Status.ACTIVE,
            "waiting": waiting_of(found, request.user) if may_edit else [],
            "absorbed_by": kept_instead("organization", pk),
            "may_merge": changes_at_once(request.user),
        },
    )


def _upkeep_of(found: Organization, user: User) -> dict[str, Any]:
    """How its entries stand, what it was asked last, and whether legal help of its is hidden."""
    may_look_up = user.may("directory.evidence")
    legal = legal_services_of(found) if may_look_up else []
    asked = last_request(found.pk)
    return {
        "freshness": freshness_of(entries_of(found), on=local_day(now())),
        "asked": asked,
        "finds_nobody": finds_nobody(found) if asked else "",
        "may_look_up": may_look_up,
        "hidden_legal": sum(one.listing.legal_until is None for one in legal),
    }


def _people(found: Organization) -> QuerySet[User]:
    """Who belongs to it now, each with the roles held there."""
    here = RoleGrant.objects.filter(ended_at=None, organization_id=found.pk)
    return members_of(found).prefetch_related(Prefetch("role_grants", here))


@staff("directory.add_organization")
def add_organization(request: StaffRequest) -> HttpResponse:
    """Put an organisation or a city department into the directory."""

    def save(sheet: Sheet) -> HttpResponse:
        added = operations.add_organization(
            by=request.user,
            at=now(),
            details={name: rows.rows() for name, rows in sheet.rows.items()},
            **sheet.form.cleaned_data,
        )
        messages.success(request, _("The organization is in the directory. Now add its services."))
        return redirect("directory:organization", pk=added.pk)

    return fill_in(
        request,
        ORGANIZATION,
        template="directory/organization_form.html",
        now=lambda: {"kind": Organization.Kind.COMMUNITY.value},
        save=save,
        kind="organization",
        context={"title": _("New organization"), "back": reverse("directory:organizations")},
    )


@staff("directory.edit", organization_of=owner_of_organization)
def edit_organization(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what is said of an organisation."""
    found = get_object_or_404(Organization, pk=pk)

    def save(sheet: Sheet) -> HttpResponse:
        if not changes_at_once(request.user):
            ask_with_sheet(request, found, sheet)
            return redirect("directory:organization", pk=pk)
        changed = operations.change_organization(
            organization=found,
            fields=sheet.touched_fields(),
            details=sheet.touched_rows(),
            by=request.user,
            at=now(),
            seen=sheet.seen,
        )
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("directory:organization", pk=pk)

    return fill_in(
        request,
        ORGANIZATION,
        template="directory/organization_form.html",
        now=lambda: organization_values(Organization.objects.get(pk=pk)),
        save=save,
        kind="organization",
        asked=asked_before(request, found),
        context={
            "title": found.name,
            "back": reverse("directory:organization", args=[pk]),
            **form_that_waits(request, found),
        },
    )
