"""The evidence of who gives legal help: what stands, recording more, withdrawing."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.forms.evidence import EvidenceForm
from xenia.registers.directory.models import LegalEvidence, Organization
from xenia.registers.directory.operations.evidence import (
    EndedAlready,
    StandsAlready,
    WithdrawnAlready,
    record_evidence,
    restore_evidence,
    withdraw_evidence,
)
from xenia.registers.directory.queries.evidence import legal_services_of


@staff("directory.evidence")
def evidence(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What stands, what ended, and a form for what a colleague just saw."""
    found = get_object_or_404(Organization, pk=pk)
    today = local_day(now())
    services = legal_services_of(found)
    form = EvidenceForm(request.POST or None, services=services, today=today)
    if request.method == "POST" and form.is_valid():
        record_evidence(organization=found, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Recorded. What it opens is shown to residents from now on."))
        return redirect("directory:evidence", pk=pk)
    context = {
        "organization": found,
        "form": form,
        "rows": _rows(found, today),
        "services": services,
    }
    status = 422 if form.errors else 200
    return render(request, "directory/evidence.html", context, status=status)


def _rows(found: Organization, today: date) -> list[dict[str, object]]:
    rows: QuerySet[LegalEvidence] = found.legal_evidence.select_related("service")
    people = User.objects.in_bulk({row.checked_by for row in rows if row.checked_by})
    return [
        {
            "evidence": row,
            "holds": row.holds_on(today),
            "may_come_back": row.withdrawn_at is not None and today < row.expires_on,
            "who": people.get(row.checked_by) if row.checked_by else None,
        }
        for row in rows.order_by("-expires_on", "pk")
    ]


@require_POST
@staff("directory.evidence")
def put_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was withdrawn by mistake."""
    found = get_object_or_404(LegalEvidence, pk=pk)
    try:
        restore_evidence(evidence=found, by=request.user, at=now())
        messages.success(request, _("It stands again. What it opens is shown to residents."))
    except StandsAlready:
        messages.info(request, _("Somebody put it back before you. Nothing was changed."))
    except EndedAlready:
        messages.warning(
            request, _("It ended meanwhile. Look it up again and record what you see.")
        )
    return redirect("directory:evidence", pk=found.organization_id)


@require_POST
@staff("directory.evidence")
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It no longer holds, or was a mistake: what stood on it is hidden at once."""
    found = get_object_or_404(LegalEvidence, pk=pk)
    try:
        withdraw_evidence(evidence=found, by=request.user, at=now())
        messages.success(request, _("Withdrawn. Legal help without other evidence is hidden now."))
    except WithdrawnAlready:
        messages.info(request, _("Somebody withdrew it before you. Nothing was changed."))
    return redirect("directory:evidence", pk=found.organization_id)
