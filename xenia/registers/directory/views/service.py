"""A service's page, adding and changing it, where it is given, and whose it is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import may_become
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory import operations
from xenia.registers.directory.forms.service import NEW_SERVICE, SERVICE, service_values
from xenia.registers.directory.forms.sheet import Sheet
from xenia.registers.directory.models import Listing, Location, Metadata, Organization, Service
from xenia.registers.directory.operations.proposals import changes_at_once
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.history import history_of, in_words
from xenia.registers.directory.queries.location import locations_seen_by, places_to_choose
from xenia.registers.directory.queries.merges import kept_instead
from xenia.registers.directory.queries.owner import owner_of_organization, owner_of_service
from xenia.registers.directory.queries.proposals import waiting_of
from xenia.registers.directory.queries.service import (
    terms_of,
)
from xenia.registers.directory.queries.translation import translation_counts
from xenia.registers.directory.queries.verification import is_stale
from xenia.registers.directory.views.lists import id_sent, reader_of
from xenia.registers.directory.views.proposing import (
    ask,
    ask_for_place,
    ask_with_sheet,
    asked_before,
    form_that_waits,
    why_of,
)
from xenia.registers.directory.views.sheets import fill_in
from xenia.registers.directory.views.status import ACTS

_LATEST = 5


@staff("directory.read")
def service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All that is known of a service, and what can be done with it."""
    found = get_object_or_404(Service.objects.select_related("organization"), pk=pk)
    may_edit = request.user.may("directory.edit", organization=found.organization_id)
    reader = reader_of(request)
    rows = details_of(found, SERVICE.rows)
    if not may_edit:
        rows = {
            name: [row for row in some if not row.get("is_confidential")]
            for name, some in rows.items()
        }
    return render(
        request,
        "directory/service.html",
        {
            "service": found,
            "rows": rows,
            "terms": [load_taxonomy().label(code, reader) for code in terms_of(found)],
            "places": _places(request, found),
            "counts": translation_counts(found),
            "latest": in_words(_latest(found), reader) if may_edit else [],
            "lacks_evidence": _lacks_evidence(found),
            "is_old": is_stale(found, on=local_day(now())),
            "may_edit": may_edit,
            "may_translate": request.user.may(
                "directory.translate", organization=found.organization_id
            ),
            "may_move": request.user.may("directory.add_organization"),
            "acts": [act for act in ACTS.values() if may_become(found, act.to)],
            "waiting": waiting_of(found, request.user) if may_edit else [],
            "absorbed_by": kept_instead("service", pk),
            "may_merge": changes_at_once(request.user),
        },
    )


def _places(request: StaffRequest, found: Service) -> list[Location]:
    here = locations_seen_by(request.user).filter(services_here__service=found)
    return list(here.prefetch_related("addresses").order_by("name"))


def _lacks_evidence(found: Service) -> bool:
    """Whether it is legal help that waits for evidence, hidden from residents."""
    return Listing.objects.filter(pk=found.pk, needs_evidence=True, legal_until=None).exists()


def _latest(found: Service) -> list[Metadata]:
    return list(history_of(found).filter(last_action_type="update")[:_LATEST])


@staff("directory.edit", organization_of=owner_of_organization)
def add_service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put a new service of an organisation into the directory."""
    organization = get_object_or_404(Organization, pk=pk)

    def save(sheet: Sheet) -> HttpResponse:
        at = now()
        fields = {
            name: value
            for name, value in sheet.form.cleaned_data.items()
            if name not in ("terms", "checked_today")
        }
        if sheet.is_marked("checked_today"):
            fields["assured_date"] = local_day(at)
        stands = changes_at_once(request.user)
        added = operations.add_service(
            organization=organization,
            by=request.user,
            at=at,
            terms=sheet.form.cleaned_data["terms"],
            details={name: rows.rows() for name, rows in sheet.rows.items()},
            status=Service.Status.ACTIVE if stands else Service.Status.INACTIVE,
            **fields,
        )
        if stands:
            messages.success(
                request, _("The service is in the directory. Now say where it is given.")
            )
        else:
            ask(
                request,
                added,
                {"status": str(Service.Status.ACTIVE)},
                note=why_of(request),
            )
        return redirect("directory:service_places", pk=added.pk)

    return fill_in(
        request,
        SERVICE,
        template="directory/service_form.html",
        now=lambda: NEW_SERVICE,
        save=save,
        kind="service",
        context={
            "title": _("New service"),
            "organization": organization,
            "back": reverse("directory:organization", args=[pk]),
            **form_that_waits(request),
        },
    )


@staff("directory.edit", organization_of=owner_of_service)
def edit_service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a service."""
    found = get_object_or_404(Service.objects.select_related("organization"), pk=pk)

    def save(sheet: Sheet) -> HttpResponse:
        at = now()
        if not changes_at_once(request.user):
            ask_with_sheet(request, found, sheet)
            return redirect("directory:service", pk=pk)
        changed = operations.change_service(
            service=found,
            fields=sheet.touched_fields(),
            terms=sheet.touched().get("terms"),
            details=sheet.touched_rows(),
            by=request.user,
            at=at,
            seen=sheet.seen,
        )
        if sheet.is_marked("checked_today"):
            operations.confirm_service(service=found, by=request.user, at=at)
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("directory:service", pk=pk)

    return fill_in(
        request,
        SERVICE,
        template="directory/service_form.html",
        now=lambda: service_values(Service.objects.get(pk=pk)),
        save=save,
        kind="service",
        asked=asked_before(request, found),
        context={
            "title": found.name,
            "organization": found.organization,
            "back": reverse("directory:service", args=[pk]),
            **form_that_waits(request, found),
        },
    )


@staff("directory.edit", organization_of=owner_of_service)
@require_POST
def confirm_service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Still right, nothing changed."""
    found = get_object_or_404(Service, pk=pk)
    operations.confirm_service(service=found, by=request.user, at=now())
    messages.success(request, _("Thank you. The page now says it was checked today."))
    return redirect("directory:service", pk=pk)


@staff("directory.edit", organization_of=owner_of_service)
def service_places(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say at which places a service is given."""
    found = get_object_or_404(Service.objects.select_related("organization"), pk=pk)
    if request.method == "POST":
        return _change_places(request, found)
    words = request.GET.get("q", "").strip()
    return render(
        request,
        "directory/service_places.html",
        {
            "service": found,
            "places": _places(request, found),
            "choices": places_to_choose(request.user, found, words=words),
            "words": words,
            "waits": not changes_at_once(request.user),
        },
    )


def _change_places(request: StaffRequest, found: Service) -> HttpResponse:
    acts: dict[str, Any] = {"add": operations.give_at, "remove": operations.no_longer_at}
    for name, act in acts.items():
        if name in request.POST:
            location = get_object_or_404(locations_seen_by(request.user), pk=id_sent(request, name))
            if changes_at_once(request.user):
                act(service=found, location=location, by=request.user, at=now())
                messages.success(request, _("Saved."))
            else:
                ask_for_place(request, found, location, is_added=name == "add")
    return redirect("directory:service_places", pk=found.pk)
