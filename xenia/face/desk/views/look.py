"""The office's logo and colours."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.forms.look import LookForm
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.design.colours import stylesheet, tokens
from xenia.ground.reference.models.office import COLOUR
from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.reference.operations import describe_office


@staff("reference.manage")
def look(request: StaffRequest) -> HttpResponse:
    """Choose logo and colours, or try them on this very page first."""
    forget_office()
    facts = office_facts()
    form = LookForm(
        request.POST or None,
        request.FILES or None,
        facts=facts,
        initial={"wall_colour": facts.wall_colour, "go_colour": facts.go_colour},
    )
    preview = ""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            preview = _preview_address(form)
        elif not facts.is_founded:
            form.add_error(None, _("Give the office its name first. Then come back to its look."))
        else:
            describe_office(by=request.user, at=now(), **form.values())
            messages.success(request, _("Saved. Every page shows it now."))
            return redirect("desk:settings_look")
    context = {
        "form": form,
        "facts": facts,
        "preview": preview,
        "ours": {name: tokens()[name][0] for name in ("wall", "go")},
    }
    return render(request, "desk/settings_look.html", context, status=422 if form.errors else 200)


def _preview_address(form: LookForm) -> str:
    """The stylesheet that shows the colours on this page alone."""
    colours = {name: form.cleaned_data[name] for name in ("wall_colour", "go_colour")}
    return f"{reverse('desk:settings_look_preview')}?{urlencode(colours)}"


@staff("reference.manage")
def look_preview(request: StaffRequest) -> HttpResponse:
    """The colours somebody is trying, as a stylesheet; anything else than a colour is left out."""
    wall, go = (
        said if COLOUR.regex.fullmatch(said) else ""  # type: ignore[union-attr]
        for said in (request.GET.get("wall_colour", ""), request.GET.get("go_colour", ""))
    )
    return HttpResponse(
        stylesheet(wall, go), content_type="text/css", headers={"Cache-Control": "no-store"}
    )
