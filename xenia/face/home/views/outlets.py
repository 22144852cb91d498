"""What others take with them: a sheet for a spreadsheet, a feed of changes, a list to stand on another page."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from xenia.face.home import cards, feed
from xenia.face.home.caching import FRESH_SECONDS, same_for_everybody
from xenia.face.home.finding import found_for
from xenia.face.home.question import Question, read_question, what_is_wrong
from xenia.face.home.sheet import file_name, sheet
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex

MOST_IN_A_SHEET: Final = 100_000
MOST_EMBEDDED: Final = 30
USUALLY_EMBEDDED: Final = 10


@public
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All public services, or those a filter of the search page leaves, as a spreadsheet opens them."""
    at = now()
    if wrong := what_is_wrong(request.GET):
        return HttpResponse(wrong, content_type="text/plain; charset=utf-8", status=400)
    question = replace(read_question(request.GET, ""), page=1, saved="")
    reader = get_language() or "en"
    ids = _found(question, reader, at, MOST_IN_A_SHEET) if question.query() else None
    response = StreamingHttpResponse(
        sheet(ids, reader, page=_host(request)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(local_day(at))}"'
    patch_cache_control(response, private=True, max_age=FRESH_SECONDS)
    return response


def _found(question: Question, reader: str, at: datetime, most: int) -> list[UUID]:
    try:
        return [hit.id for hit in found_for(question, reader, at=at, page_size=most).hits]
    except NoIndex:
        return []


def _host(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _feed_changed(request: HttpRequest) -> datetime | None:
    return feed.last_change()


def _feed_tag(request: HttpRequest) -> str | None:
    last = feed.last_change()
    return f'"{get_language()}-{last.timestamp()}-{office_facts().version}"' if last else None


@public
@require_safe
@condition(etag_func=_feed_tag, last_modified_func=_feed_changed)
def changes(request: HttpRequest) -> HttpResponse:
    """The feed of changes."""
    text = feed.atom(get_language() or "en", host=_host(request))
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, private=True, max_age=FRESH_SECONDS)
    return response


# --- On another page


@public
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@same_for_everybody
def embed_services(request: HttpRequest) -> HttpResponse:
    """A short list of services that may stand within a page of another site: no script, no cookie, no form."""
    reader = get_language() or "en"
    wrong = what_is_wrong(request.GET)
    listed = (
        {"cards": [], "title": _("Services")}
        if wrong
        else _embedded(request, reader, how_many(request))
    )
    return render(
        request, "home/embedded.html", {**listed, "wrong": wrong}, status=400 if wrong else 200
    )


def how_many(request: HttpRequest) -> int:
    """How many services are wanted, as far as they are shown."""
    said = request.GET.get("count", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else USUALLY_EMBEDDED
    return max(1, min(number, MOST_EMBEDDED))


def _embedded(request: HttpRequest, reader: str, most: int) -> dict[str, Any]:
    at = now()
    question = _question(request)
    ids = _found(question, reader, at, most)
    documents = dict(
        Listing.objects.filter(pk__in=ids, is_public=True).values_list("pk", "document")
    )
    shown = [
        cards.card_of(documents[pk], reader, today=local_day(at)) for pk in ids if pk in documents
    ]
    return {
        "cards": shown,
        "host": _host(request),
        "title": load_taxonomy().label(question.need, reader) if question.need else _("Services"),
        "all_url": f"{_host(request)}{reverse('home:find')}?{question.query()}",
        "office_name": office_facts().text("short_name", reader),
    }


def _question(request: HttpRequest) -> Question:
    """The need and the area an embedded list is for; other filters have no place there."""
    said = read_question(request.GET, "")
    near = request.GET.get("area", "").strip()[:60]
    return Question(need=said.need, near=near, languages=said.languages)


@public
@require_safe
@same_for_everybody
def embed(request: HttpRequest) -> HttpResponse:
    """How to put a list of services on another page, with the words to copy."""
    reader = get_language() or "en"
    wanted = request.GET.get("show", "")
    shown_in = wanted if wanted in {one.code for one in office_facts().languages} else reader
    count = how_many(request)
    question = _question(request)
    with override(shown_in):
        listed = _embedded(request, shown_in, count)
        address = _address(request, question, count)
        links = render_to_string("home/embedded_links.html", listed).strip()
    return render(
        request,
        "home/embed.html",
        {
            "question": question,
            "wrong": what_is_wrong(request.GET),
            "area": question.near,
            "count": count,
            "most": MOST_EMBEDDED,
            "shown_in": shown_in,
            "languages": office_facts().languages,
            "needs": [
                (code, load_taxonomy().label(code, reader)) for code in load_taxonomy().children("")
            ],
            "areas": [office_facts().area_name(code, reader) for code in office_facts().area_names],
            "address": address,
            "frame": _frame(address, listed["title"]),
            "links": links,
        },
    )


def _address(request: HttpRequest, question: Question, count: int) -> str:
    fields = {"need": question.need, "area": question.near, "count": str(count)}
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"{_host(request)}{reverse('home:embed_services')}?{query}"


def _frame(address: str, title: str) -> str:
    return render_to_string("home/_frame.html", {"address": address, "title": title}).strip()
