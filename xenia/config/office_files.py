"""The small files that carry the office's own look."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.cache import cache_control

from xenia.ground.accounts.access import public
from xenia.ground.design.colours import stylesheet
from xenia.ground.reference.models import Office
from xenia.ground.reference.office import office_facts

A_YEAR = 60 * 60 * 24 * 365


@public
@cache_control(max_age=A_YEAR, public=True)
def colours(request: HttpRequest) -> HttpResponse:
    """The office's two colours as a stylesheet."""
    facts = office_facts()
    return HttpResponse(stylesheet(facts.wall_colour, facts.go_colour), content_type="text/css")


@public
@cache_control(max_age=A_YEAR, public=True)
def logo(request: HttpRequest) -> HttpResponse:
    """The office's logo."""
    office = Office.objects.only("logo", "logo_type").first()
    if not office or not office.logo_type:
        return HttpResponseNotFound()
    return HttpResponse(bytes(office.logo or b""), content_type=office.logo_type)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages, not the desks."""
    return HttpResponse("User-agent: *\nDisallow: /*/desk/\nDisallow: /*/account/\n", "text/plain")
