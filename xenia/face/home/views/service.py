"""One service: what it is, who for, what to bring, how to get there."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from xenia.face.home import cards
from xenia.face.home.caching import same_for_everybody
from xenia.face.home.fixed_words import unit_words
from xenia.face.home.leaving import way_out
from xenia.face.home.posted import posted_today
from xenia.face.home.qr import qr_svg
from xenia.face.home.short import service_path
from xenia.face.home.texting import message_length, text_message
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import language
from xenia.ground.common.local_words import written_day
from xenia.ground.design import rows
from xenia.ground.translations.important import important_lines
from xenia.registers.directory.models import Listing
from xenia.registers.directory.queries.merges import kept_instead
from xenia.work.departments.queries.statements import ShownStatement, is_city_kind, shown_for


def shown_document(pk: UUID) -> cards.Document | None:
    """The listing of a service, if it is public."""
    found = Listing.objects.filter(pk=pk, is_public=True).values_list("document", flat=True)
    return found.first()


def elsewhere(pk: UUID, address: str) -> HttpResponse:
    """The way to the entry an old one became part of. Raises Http404 when there is none."""
    kept = kept_instead("service", pk)
    if kept is None:
        raise Http404("no such listing")
    return redirect(address, pk=kept)


@public
@same_for_everybody
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one service in the reader's language, the English name beneath."""
    document = shown_document(pk)
    if document is None:
        return elsewhere(pk, "home:service")
    return render(request, "home/service.html", everything_about(document, request))


@public
@same_for_everybody
def service_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet to take along: how to get there, what to bring, in the reader's language and English."""
    document = shown_document(pk)
    if document is None:
        return elsewhere(pk, "home:service_print")
    with override("en"):
        english = everything_about(document, request, reader="en")
    return render(
        request,
        "home/service_print.html",
        {**sheet_of(document, request), "english": english},
    )


def sheet_of(document: cards.Document, request: HttpRequest) -> dict[str, Any]:
    """A service's words for paper, and the code a phone's camera opens its page with."""
    words = everything_about(document, request)
    label = _("Code for a phone’s camera. It opens this page.")
    return {**words, "qr": qr_svg(words["short_address"], label)}


def everything_about(
    document: cards.Document, request: HttpRequest, *, reader: str = ""
) -> dict[str, Any]:
    """All the words of a service's page in one language."""
    reader = reader or get_language() or "en"
    today = local_day(now())
    card = cards.card_of(document, reader, today=today)
    address = short_address(document, reader, request)
    message = text_message(document, reader, address, today=today)
    # A safe house has no desk to show a card at: people call first.
    is_hidden = any(place.get("confidential") for place in document["places"])
    spoken = "" if reader == "en" or is_hidden else reader
    return {
        "card": card,
        "reader": reader,
        "document": document,
        "leave": way_out(document["terms"]),
        "places": cards.places_of(document, reader, today=today),
        "hours": cards.hours_html(cards.hours_in_words(document["schedules"], reader, today=today)),
        "rows": rows.labelled_rows(
            (icon, label, answer.text, answer.lang)
            for icon, label, answer in rows_of(document, reader)
        ),
        "posted": posted_today(document, reader, today=today),
        "facts": rows.fact_items(card.facts),
        "extra_rows": rows.labelled_rows(where_and_when(document, reader)),
        "spoken": cards.languages_of(document, reader),
        "interpreter": interpreter_words(document),
        "steps": _sentences(cards.field_of(document, "application_process", reader)),
        "calls": cards.calls_of(document["phones"]),
        "capacity": [one | {"words": unit_words(one["unit"])} for one in document["capacity"]],
        "checked_on": cards.checked_on(document, reader),
        "status_note": cards.field_of(document, "status_note", reader),
        "who_may_use": who_may_use(document, reader, today),
        "important": important_lines(reader),
        "only_english": reader != "en" and card.description.is_foreign,
        "partly_english": reader != "en" and has_english_words(document, reader),
        "is_draft": card.name.is_draft or card.description.is_draft,
        "request_own": cards.request_in(reader, str(card.name), spoken) if spoken else (),
        "request_english": cards.request_in("en", card.english_name, spoken) if spoken else (),
        "direction": language(reader).direction,
        "short_address": address,
        "share_text": share_text(document, reader, address),
        "message": message,
        "message_length": message_length(message),
    }


def who_may_use(document: cards.Document, reader: str, today: date) -> ShownStatement | None:
    """What a city service says of whom it serves; None where it is nobody's of the city."""
    kind = (document.get("organization") or {}).get("kind", "")
    return shown_for(UUID(document["id"]), reader, today) if is_city_kind(kind) else None


def has_english_words(document: cards.Document, reader: str) -> bool:
    """Whether a reader of another language meets English words: notes on hours and languages, the way there."""
    notes = [row["note"] for row in document["languages"]]
    notes += [row["description"] for row in document["schedules"]]
    ways = [
        place["transportation"] for place in document["places"] if not place.get("confidential")
    ]
    return any(notes) or any(way and reader not in way for way in ways)


def where_and_when(document: cards.Document, reader: str) -> list[tuple[str, str, str, str]]:
    """Place, hours, languages and how to start as rows: the second language of a sheet."""
    today = local_day(now())
    places = [
        ", ".join(
            part for part in (place.name.text, *place.lines, place.transportation.text) if part
        )
        for place in cards.places_of(document, reader, today=today)
        if not place.is_confidential
    ]
    hours = [f"{one.days}, {one.times}" for one in cards.hours_of(document, reader)]
    spoken = [
        f"{one.name} ({one.note})" if one.note else one.name
        for one in cards.languages_of(document, reader)
    ]
    start = cards.field_of(document, "application_process", reader)
    found = [
        ("pin", _("Where"), "; ".join(places), reader),
        ("clock", _("When"), "; ".join(hours), reader),
        ("chat", _("Languages"), ", ".join(spoken), reader),
        ("check", _("How to start"), start.text, start.lang),
    ]
    return [row for row in found if row[2]]


def rows_of(document: cards.Document, reader: str) -> list[tuple[str, str, cards.Words]]:
    """“Before you go”: icon, label, answer."""
    found = [
        ("people", _("Who it is for"), cards.field_of(document, "eligibility_description", reader)),
        ("pin", _("Where you live"), cards.Words(cards.serves_words(document, reader), reader)),
        ("person", _("Age"), cards.Words(cards.ages_of(document), reader)),
        ("no-papers", _("Papers"), cards.Words(papers_of(document), reader)),
        ("folder", _("Bring"), cards.field_of(document, "bring", reader)),
        ("coin", _("Cost"), cards.fees_of(document, reader)),
        ("scales", _("Who gives legal help"), cards.Words(legal_words(document, reader), reader)),
    ]
    return [row for row in found if row[2]]


def legal_words(document: cards.Document, reader: str) -> str:
    """Who gives legal help there, as the office saw it on an official list, and on which day."""
    legal = document.get("legal")
    if not legal:
        return ""
    who = {
        "attorney": _("A licensed attorney. We looked it up on %(day)s."),
        "recognized": _(
            "Recognized by the U.S. Department of Justice. We looked it up on %(day)s."
        ),
        "no_advice": _("No legal advice is given here. We asked on %(day)s."),
    }[legal["by"]]
    return who % {"day": written_day(date.fromisoformat(legal["checked_on"]), reader)}


def papers_of(document: cards.Document) -> str:
    """What the service asks for, said plainly."""
    said = []
    if document["needs_id"] == "no":
        said.append(_("No ID needed."))
    elif document["needs_id"] == "yes":
        said.append(_("Bring an ID."))
    if document["asks_status"] == "no":
        said.append(_("They do not ask about immigration status."))
    elif document["asks_status"] == "yes":
        said.append(_("They ask about immigration status. You can ask us why before you go."))
    if document["documents"]:
        said.append(" ".join(document["documents"]))
    return " ".join(said)


def interpreter_words(document: cards.Document) -> str:
    """Whether an interpreter comes."""
    if document["interpreter"]:
        return _("For other languages, ask for an interpreter. You do not pay.")
    if document["interpreter"] is False:
        return _("No interpreter there. Ask us, we help you find one.")
    return ""


def _sentences(words: cards.Words) -> list[cards.Words]:
    """The steps to start, one sentence each."""
    text = words.text.replace("。", "。\n").replace(". ", ".\n").replace("؟ ", "؟\n")
    return [
        cards.Words(part.strip(), words.lang, words.is_foreign)
        for part in text.split("\n")
        if part.strip()
    ]


def share_text(document: cards.Document, reader: str, address: str) -> str:
    """A text to send by phone: own language first, English beside it, number, place, short address."""
    name = cards.field_of(document, "name", reader)
    english = document["name"].get("en", "")
    calls = cards.calls_of(document["phones"])
    place = next((one for one in document["places"] if not one.get("confidential")), None)
    parts = [name.text if name.text == english else f"{name.text} / {english}"]
    if place and place["address"]:
        parts.append(", ".join([*place["address"], place["city"]]))
    if calls:
        parts.append(calls[0].shown)
    parts.append(address)
    return "\n".join(parts)


def short_address(document: cards.Document, reader: str, request: HttpRequest) -> str:
    """The whole short address of a service's page in a language."""
    return request.build_absolute_uri(service_path(document["id"], reader))
