"""The places found, on a map drawn here: the same question, the same order, numbers that match the list."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xenia.face.home import cards
from xenia.face.home.finding import found_for, title_of
from xenia.face.home.mapping import Drawing, Pin, draw
from xenia.face.home.near import near_which
from xenia.face.home.question import PAGE_SIZE, Question, chips, read_question
from xenia.face.home.views.find import distance_words, has_an_address
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.request import Hit, SearchResult


@dataclass(frozen=True, slots=True)
class MapRow:
    """A line of the list beside the map. where: what is to know about its place on the map."""

    number: int
    card: cards.Card
    where: str


@public
@csrf_exempt
def find_map(request: HttpRequest) -> HttpResponse:
    """The same services as the results page shows, drawn as numbered markers. Words come by form alone."""
    is_form = request.method == "POST"
    data = request.POST if is_form else request.GET
    question = read_question(data, request.POST.get("q", "") if is_form else "")
    if has_an_address(request, question):
        return HttpResponseRedirect(f"{reverse('home:find_map')}?{question.query()}")
    response = render(request, "home/map.html", _answer(question, get_language() or "en"))
    if is_form:
        response["Cache-Control"] = "private, no-cache"
    return response


def _answer(question: Question, reader: str) -> dict[str, Any]:
    at = now()
    try:
        found = found_for(question, reader, at=at)
    except NoIndex:
        found = SearchResult()
    near = near_which(question.near, question.branch, reader)
    documents = _documents(found.hits)
    first = (question.page - 1) * PAGE_SIZE + 1
    numbered = [
        (number, hit, documents[hit.id])
        for number, hit in enumerate(found.hits, start=first)
        if hit.id in documents
    ]
    pins = [pin for number, _hit, document in numbered for pin in _pins(number, document, reader)]
    drawing = draw(pins, near.point, reader)
    today = local_day(at)
    rows = [
        MapRow(
            number,
            replace(
                cards.card_of(document, reader, today=today), distance=distance_words(hit.miles)
            ),
            _where(number, pins, drawing),
        )
        for number, hit, document in numbered
    ]
    return {
        "question": question,
        "title": title_of(question, found, reader),
        "rows": rows,
        "drawing": drawing,
        "start_name": near.label,
        "chips": chips(question),
        "carried": question.fields(),
        "page": question.page,
        "pages": max(1, -(-found.total // PAGE_SIZE)),
    }


def _documents(hits: tuple[Hit, ...]) -> dict[UUID, cards.Document]:
    found = Listing.objects.filter(pk__in=[hit.id for hit in hits], is_public=True)
    return dict(found.values_list("pk", "document"))


def _pins(number: int, document: cards.Document, reader: str) -> list[Pin]:
    """The places of a service that may be drawn: never a confidential one, never a virtual one."""
    name = str(cards.field_of(document, "name", reader))
    return [
        Pin(number, name, (place["latitude"], place["longitude"]), place.get("approximate", False))
        for place in document["places"]
        if not place.get("confidential") and not place["virtual"] and place["latitude"] is not None
    ]


def _where(number: int, pins: list[Pin], drawing: Drawing | None) -> str:
    own = [pin for pin in pins if pin.number == number]
    if not own:
        return _("Not on the map.")
    if drawing is None or number in drawing.outside:
        return _("Outside this map.")
    return _("About here: only the ZIP code is on the map.") if own[0].is_about else ""
