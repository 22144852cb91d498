"""Who may file through Open311, and where the city's own server is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.work.ombudsman.forms.city import AppKeyForm, CityServerForm
from xenia.work.ombudsman.models import AppKey
from xenia.work.ombudsman.operations import apps as operations
from xenia.work.ombudsman.operations import city_server
from xenia.work.ombudsman.queries import passed_on as queries
from xenia.work.ombudsman.views.shown import SETTINGS, UNTRUE, rooms


@never_cache
@staff(SETTINGS)
@require_safe
def open311(request: StaffRequest) -> HttpResponse:
    """The city's server, and the apps with a key."""
    return _page(request)


def _page(request: StaffRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    server = queries.city_server()
    context = {
        "server": server,
        "server_form": CityServerForm.showing(server),
        "key_form": AppKeyForm(),
        "keys": AppKey.objects.all(),
    }
    return render(request, "ombudsman/open311.html", context | rooms(request) | more, status=status)


@never_cache
@require_POST
@staff(SETTINGS)
def make_key(request: StaffRequest) -> HttpResponse:
    """A key for one app, shown this once: it stands in no address and is kept nowhere."""
    form = AppKeyForm(request.POST)
    if not form.is_valid():
        return _page(request, status=UNTRUE, key_form=form)
    made, secret = operations.make_app_key(by=request.user, at=now(), **form.cleaned_data)
    return _page(request, made=made, secret=secret)


@require_POST
@staff(SETTINGS)
def end_key(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The app files nothing more."""
    key = get_object_or_404(AppKey, pk=pk)
    try:
        operations.end_app_key(key=key, by=request.user, at=now())
        messages.success(request, _("The key is ended. What came with it stays."))
    except operations.AlreadyEnded:
        messages.info(request, _("The key was ended before."))
    return redirect("passed_on:open311")


@require_POST
@staff(SETTINGS)
def name_server(request: StaffRequest) -> HttpResponse:
    """From now on requests go there."""
    form = CityServerForm(request.POST)
    if not form.is_valid():
        return _page(request, status=UNTRUE, server_form=form)
    city_server.name_city_server(by=request.user, at=now(), **form.said())
    messages.success(request, _("Requests are passed on to this server from now on."))
    return redirect("passed_on:open311")


@require_POST
@staff(SETTINGS)
def forget_server(request: StaffRequest) -> HttpResponse:
    """Nothing is passed on any more."""
    city_server.forget_city_server(by=request.user, at=now())
    messages.success(request, _("Nothing is passed on any more. What waits is kept."))
    return redirect("passed_on:open311")
