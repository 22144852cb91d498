"""Requests that are passed on to the city's own server, and what became of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.forms.city import ArrivedForm, PassOnForm
from xenia.work.ombudsman.models import Complaint, ServiceRequest
from xenia.work.ombudsman.operations import passing_on
from xenia.work.ombudsman.operations.city_server import (
    NoCityServer,
    services_of_the_city,
    wants_more,
)
from xenia.work.ombudsman.operations.her_words import NamesSomebody
from xenia.work.ombudsman.operations.passing_on import AlreadyPassedOn
from xenia.work.ombudsman.operations.thread import NotYours
from xenia.work.ombudsman.queries import passed_on as queries
from xenia.work.ombudsman.views.shown import (
    CROSSED,
    HANDLE,
    ON_A_PAGE,
    UNTRUE,
    rooms,
    version_in,
)
from xenia.work.ombudsman.views.why_not import why_unfit


@never_cache
@staff(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was a request and no complaint goes to the city; the complaint closes."""
    from xenia.work.ombudsman.open311.client import CityProblem

    complaint: Complaint = get_object_or_404(Complaint.objects.let_in(), pk=pk)
    context: dict[str, Any] = {"complaint": complaint, "is_open": not complaint.is_ended}
    try:
        services = services_of_the_city()
    except NoCityServer:
        return _page(request, context | {"is_unnamed": True})
    except CityProblem as problem:
        return _page(request, context | {"problem": str(problem)})
    form = PassOnForm(request.POST or None, complaint=complaint, services=services)
    context |= {"form": form, "version": complaint.state_version}
    if request.method != "POST":
        return _page(request, context)
    if form.is_valid() and _is_enough(form):
        return _passed_on(request, complaint, form, context)
    return _page(request, context, status=UNTRUE)


def _page(request: StaffRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, "ombudsman/pass_on.html", context, status=status)


def _is_enough(form: PassOnForm) -> bool:
    """Whether the city wants nothing more for this service than words and a place."""
    from xenia.work.ombudsman.open311.client import CityProblem

    try:
        if not wants_more(form.cleaned_data["service"]):
            return True
        told = _("The city asks more about this service than we can send. Use the city's own page.")
        form.add_error("service", told)
    except (CityProblem, NoCityServer):
        form.add_error(None, _("The city's server does not answer now. Try again later."))
    return False


def _passed_on(
    request: StaffRequest, complaint: Complaint, form: PassOnForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        passing_on.pass_on(
            complaint=complaint,
            version=version_in(request),
            by=request.user,
            at=now(),
            **form.said(),
        )
    except WrongState:
        form.add_error(None, _crossed())
        return _page(request, _as_it_stands(complaint, context), status=CROSSED)
    except NotYours:
        form.add_error(
            None, _("Another colleague works on this complaint. Ask her, or take it first.")
        )
        return _page(request, context, status=CROSSED)
    except NamesSomebody as error:
        form.add_error(None, why_unfit(error))
        return _page(request, context, status=UNTRUE)
    except AlreadyPassedOn:
        form.add_error(None, _("This was passed on before. Close it with another reason."))
        return _page(request, context, status=CROSSED)
    messages.success(request, _("It goes to the city within minutes. The complaint is closed."))
    return redirect("passed_on:passed_on")


def _as_it_stands(complaint: Complaint, context: dict[str, Any]) -> dict[str, Any]:
    complaint.refresh_from_db()
    return context | {"version": complaint.state_version, "is_open": not complaint.is_ended}


@never_cache
@staff(HANDLE)
@require_safe
def passed_on(request: StaffRequest) -> HttpResponse:
    """What went to the city, and what became of it."""
    return _list(request)


def _list(
    request: StaffRequest, *, status: int = 200, wrong: dict[UUID, ArrivedForm] | None = None
) -> HttpResponse:
    page = Paginator(queries.passed_on(), ON_A_PAGE).get_page(request.GET.get("page"))
    forms = wrong or {}
    rows = [(one, forms.get(one.pk) or _arrived_form(one.pk)) for one in page.object_list]
    context = {"page": page, "rows": rows, "not_taken": queries.not_taken()}
    return render(request, "ombudsman/passed_on.html", context | rooms(request), status=status)


def _arrived_form(pk: UUID, typed: Any = None) -> ArrivedForm:
    """One form among several on a page."""
    return ArrivedForm(typed, auto_id=f"{pk.hex}_%s")


@require_POST
@staff(HANDLE)
def send_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It did not arrive: once more."""
    one: ServiceRequest = get_object_or_404(ServiceRequest, pk=pk)
    said: dict[str, Any] = {"version": version_in(request), "by": request.user, "at": now()}
    try:
        passing_on.send_again(request=one, **said)
        messages.success(request, _("It is sent again within minutes."))
    except WrongState:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    return redirect("passed_on:passed_on")


@require_POST
@staff(HANDLE)
def arrived(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The city has it, under this number."""
    one: ServiceRequest = get_object_or_404(ServiceRequest, pk=pk)
    form = _arrived_form(pk, request.POST)
    if not form.is_valid():
        return _list(request, status=UNTRUE, wrong={pk: form})
    said: dict[str, Any] = {"version": version_in(request), "by": request.user, "at": now()}
    try:
        passing_on.arrived(request=one, number=form.cleaned_data["number"], **said)
        messages.success(request, _("We follow it under this number."))
    except WrongState:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    return redirect("passed_on:passed_on")


def _crossed() -> str:
    return _(
        "Somebody else changed this while you wrote. Your words are below, not kept yet. Compare, and send again."
    )
