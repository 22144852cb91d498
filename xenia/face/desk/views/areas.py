"""Areas of the city or county, and their ZIP codes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.face.desk import operations
from xenia.face.desk.forms.areas import AreaForm, written
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts
from xenia.ground.translations.queries import texts_of


@staff("reference.manage")
def areas(request: StaffRequest) -> HttpResponse:
    """Every area with its ZIP codes."""
    found = Area.objects.prefetch_related("zips")
    return render(
        request, "desk/settings_areas.html", {"areas": found, "reader": get_language() or "en"}
    )


@staff("reference.manage")
def area_new(request: StaffRequest) -> HttpResponse:
    """Draw a new area."""
    form = AreaForm(request.POST or None, languages=office_facts().languages)
    return _edit(request, form, None)


@staff("reference.manage")
def area_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Redraw an area."""
    area = get_object_or_404(Area, pk=pk)
    form = AreaForm(
        request.POST or None,
        languages=office_facts().languages,
        area=area,
        initial=_as_it_is(area),
    )
    return _edit(request, form, area)


def _as_it_is(area: Area) -> dict[str, str | float | None]:
    names = texts_of(Area, [area.pk])[area.pk].get("name", {})
    return {
        "name": area.name,
        "zips": written(area.zips.all()),
        "latitude": area.latitude,
        "longitude": area.longitude,
        "position": area.position,
    } | {f"name_{code}": row.text for code, row in names.items()}


def _edit(request: StaffRequest, form: AreaForm, area: Area | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        drawn = operations.redraw_area(by=request.user, at=now(), **form.values())
        messages.success(request, _("%(area)s is saved.") % {"area": drawn.name})
        return redirect("desk:settings_areas")
    return render(
        request,
        "desk/settings_area.html",
        {"form": form, "area": area},
        status=422 if form.errors else 200,
    )


@staff("reference.manage")
@require_POST
def area_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an area off the list."""
    area = Area.objects.filter(pk=pk).first()
    if area is None:
        messages.info(request, _("Somebody removed this area before."))
    else:
        operations.give_up_area(area=area, by=request.user, at=now())
        messages.success(request, _("%(area)s is removed.") % {"area": area.name})
    return redirect("desk:settings_areas")
