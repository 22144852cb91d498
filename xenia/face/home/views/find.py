"""The search page: words by POST, so that they stand in no address; tiles and filters have addresses to share."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xenia.face.home import cards
from xenia.face.home.branches import branches
from xenia.face.home.finding import found_for, learn_from, reason_words, title_of
from xenia.face.home.leaving import LIKELY, way_out
from xenia.face.home.near import near_which
from xenia.face.home.question import (
    GOOD,
    PAGE_SIZE,
    WHEN,
    Chip,
    Question,
    chips,
    good_words,
    read_question,
    when_words,
)
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.design import rows
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.request import Hit, Relaxed, SearchResult

# Languages offered as boxes before "More languages".
FIRST_LANGUAGES = 6
# What a filter is called in the search's answer.
COUNTED_AS = {"now": "open_at", "free": "cost_free"}


@public
@csrf_exempt
def find(request: HttpRequest) -> HttpResponse:
    """Find services by words, need, and what matters to the person.

    No proof of origin is asked of the form: it changes nothing, and asking would need a cookie.
    """
    is_form = request.method == "POST"
    data = request.POST if is_form else request.GET
    question = read_question(data, request.POST.get("q", "") if is_form else "")
    if has_an_address(request, question):
        return HttpResponseRedirect(f"{reverse('home:find')}?{question.query()}")
    response = render(request, "home/find.html", _answer(question, get_language() or "en"))
    if is_form:
        # Kept by this browser alone, for its Back button: `no-store` would make Back ask to send the form again.
        response["Cache-Control"] = "private, no-cache"
    return response


def has_an_address(request: HttpRequest, question: Question) -> bool:
    """A question without words belongs in the address, without the button that was pressed."""
    return (request.method == "POST" and not question.words) or "drop" in request.GET


def _answer(question: Question, reader: str) -> dict[str, Any]:
    at = now()
    near = near_which(question.near, question.branch, reader)
    try:
        found = found_for(question, reader, at=at)
    except NoIndex:
        found = SearchResult()
    else:
        learn_from(question, found, reader, at=at)
    pages = max(1, -(-found.total // PAGE_SIZE))
    return {
        "question": question,
        "reader": reader,
        "near": near,
        "total": found.total,
        "title": title_of(question, found, reader),
        "leave": way_out(_terms_of(question, found)),
        "looked_for": found.looked_for,
        "relaxed": _relaxed(found.relaxed),
        "elsewhere": _elsewhere(question, found),
        **_rows(found, question, reader, at),
        "other_languages": [one for one in office_facts().languages if one.code != reader],
        "chips": chips(question),
        "languages": _languages(question, found, reader),
        "when": [_box("when", one, when_words(one), question.when, found) for one in WHEN],
        "good": [_box("good", one, good_words(one), question.good, found) for one in GOOD],
        "areas": [office_facts().area_name(code, reader) for code in office_facts().area_names],
        "branches": [(branch.id, branch.name(reader)) for branch in branches()],
        "narrower": _narrower(question, found, reader),
        "ways_out": _ways_out(question, found),
        "page": question.page,
        "pages": pages,
        "carried": question.fields(),
        "can_sort": near.point is not None,
    }


def _terms_of(question: Question, found: SearchResult) -> list[str]:
    likely = [match.code for match in found.matches if match.weight >= LIKELY]
    return [question.need, *likely]


def _relaxed(how: Relaxed) -> str:
    return {
        Relaxed.NO: "",
        Relaxed.SPELLING: _("We tried other spellings of your words."),
        Relaxed.SOME_WORDS: _("No place matches all your words. These match some of them."),
        Relaxed.RELATED: _("We have nothing for exactly this. These are near it."),
        Relaxed.HELPERS: _("We do not know these words. These places help with many things."),
    }[how]


def _elsewhere(question: Question, found: SearchResult) -> str:
    """How many places fit but serve only neighborhoods in which the person does not live."""
    if not found.elsewhere:
        return ""
    if question.anywhere:
        said = ngettext(
            "%(count)d place here serves other neighborhoods only.",
            "%(count)d places here serve other neighborhoods only.",
            found.elsewhere,
        )
    else:
        said = ngettext(
            "%(count)d more place serves other neighborhoods only.",
            "%(count)d more places serve other neighborhoods only.",
            found.elsewhere,
        )
    return said % {"count": found.elsewhere}


def _rows(
    found: SearchResult, question: Question, reader: str, at: datetime
) -> dict[str, list[SafeString]]:
    """The places asked for, and apart from them those that are only near it."""
    words = cards.row_words()
    shown = [
        rows.result_row(cards.result_row(card, words, kept=question.saved))
        for card in _cards(found.hits, reader, at)
    ]
    asked_for = max(0, found.total - found.near - (question.page - 1) * PAGE_SIZE)
    return {"rows": shown[:asked_for], "near_rows": shown[asked_for:]}


def _cards(hits: tuple[Hit, ...], reader: str, at: datetime) -> list[cards.Card]:
    """The found listings as rows; one query for all."""
    documents = dict(
        Listing.objects.filter(pk__in=[hit.id for hit in hits], is_public=True).values_list(
            "pk", "document"
        )
    )
    today = local_day(at)
    return [
        replace(
            cards.card_of(documents[hit.id], reader, today=today),
            distance=distance_words(hit.miles),
            why=tuple(words for reason in hit.why if (words := reason_words(reason))),
        )
        for hit in hits
        if hit.id in documents
    ]


def distance_words(miles: float | None) -> str:
    return "" if miles is None else _("%(miles)s mi") % {"miles": f"{miles:.1f}"}


def _box(
    name: str, code: str, words: str, chosen: tuple[str, ...], found: SearchResult
) -> SafeString:
    """One filter as a box to tick, with how many places it would leave."""
    count = found.total if code in chosen else found.counts.get(COUNTED_AS.get(code, code), 0)
    return rows.check_box(name, code, words, count, is_on=code in chosen)


def _languages(question: Question, found: SearchResult, reader: str) -> dict[str, list[SafeString]]:
    """Languages spoken there: those in force and the most frequent first, the others behind "More languages"."""
    counted = {
        name.removeprefix("lang:"): count
        for name, count in found.counts.items()
        if name.startswith("lang:") and is_known(name.removeprefix("lang:"))
    }
    counted |= {code: counted.get(code, 0) for code in question.languages}
    order = sorted(
        counted,
        key=lambda code: (code not in question.languages, code != reader, -counted[code], code),
    )
    boxes = [
        rows.check_box(
            "lang",
            code,
            _language_words(code, reader),
            counted[code],
            is_on=code in question.languages,
        )
        for code in order
    ]
    return {"first": boxes[:FIRST_LANGUAGES], "more": boxes[FIRST_LANGUAGES:]}


def _language_words(code: str, reader: str) -> str:
    own, name = cards.own_language_name(code), name_in(code, reader)
    return own if own.casefold() == name.casefold() else f"{own} · {name}"


@dataclass(frozen=True, slots=True)
class Narrower:
    """A kind of help within the chosen need."""

    url: str
    words: str
    count: int


def _narrower(question: Question, found: SearchResult, reader: str) -> list[Narrower]:
    """The kinds of help under the chosen tile, to choose one in a tap."""
    if not question.need or question.words:
        return []
    taxonomy = load_taxonomy()
    return [
        Narrower(
            f"{reverse('home:find')}?{replace(question, need=code, page=1).query()}",
            taxonomy.label(code, reader),
            found.counts.get(f"term:{code}", 0),
        )
        for code in taxonomy.children(question.need)
        if found.counts.get(f"term:{code}", 0)
    ]


def _ways_out(question: Question, found: SearchResult) -> list[tuple[Chip, int]]:
    """When nothing is left: each filter with how many places there would be without it."""
    if found.total:
        return []
    names = {"lang": "languages", "near": "within_miles"}
    ways = []
    for chip in chips(question):
        kind, _colon, value = chip.drop.partition(":")
        name = COUNTED_AS.get(value) or names.get(kind) or value
        if count := found.without.get(name, 0):
            ways.append((chip, count))
    return ways
