"""A list of one's own, kept on the device only; without JavaScript it is an address."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from xenia.face.home import cards
from xenia.face.home.caching import same_for_everybody
from xenia.face.home.short import list_path
from xenia.face.home.texting import list_message, message_length
from xenia.face.home.views.service import everything_about, sheet_of
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.design.rows import result_row
from xenia.registers.directory.models import Listing
from xenia.registers.directory.queries.merges import all_kept_instead

# More than anybody carries home on paper; it also bounds the address.
MOST = 30


def ids_in(text: str) -> list[UUID]:
    """The services an address names, in its order, each once; what is no id is left out."""
    found: dict[UUID, None] = {}
    for part in text.split(","):
        try:
            found[UUID(part.strip())] = None
        except ValueError:
            continue
    return list(found)[:MOST]


def documents_in(request: HttpRequest) -> list[cards.Document]:
    """The listings the address names, in its order; what became part of another entry is that one."""
    ids = ids_in(request.GET.get("s", ""))
    found = _shown(ids)
    kept = all_kept_instead("service", [one for one in ids if one not in found])
    found |= _shown(list(kept.values()))
    wanted = dict.fromkeys(kept.get(one, one) for one in ids)
    return [found[one] for one in wanted if one in found]


def _shown(ids: list[UUID]) -> dict[UUID, cards.Document]:
    if not ids:
        return {}
    return dict(Listing.objects.filter(pk__in=ids, is_public=True).values_list("pk", "document"))


@public
@same_for_everybody
def saved(request: HttpRequest) -> HttpResponse:
    """The services the person keeps. Nothing of the list is stored here."""
    reader = get_language() or "en"
    today = local_day(now())
    documents = documents_in(request)
    kept = [one["id"] for one in documents]
    words = cards.row_words()
    shown = [cards.card_of(document, reader, today=today) for document in documents]
    return render(
        request,
        "home/saved.html",
        {
            "rows": [
                result_row(
                    cards.result_row(
                        card,
                        words,
                        kept=",".join(one for one in kept if one != card.id),
                        removable=True,
                    )
                )
                for card in shown
            ],
            "kept": ",".join(kept),
            "addresses": [card.url for card in shown],
            "kept_on": _("Kept on %(day)s. You are reading it without the internet.")
            % {"day": written_day(today, reader)},
            **_message(shown, kept, reader, request),
        },
    )


def _message(
    shown: list[cards.Card], kept: list[str], reader: str, request: HttpRequest
) -> dict[str, Any]:
    """The list as a text message, with its short address."""
    if not kept:
        return {}
    address = request.build_absolute_uri(list_path(kept, reader))
    message = list_message([card.name.text for card in shown], address)
    return {"message": message, "message_length": message_length(message)}


@public
@same_for_everybody
def saved_print(request: HttpRequest) -> HttpResponse:
    """The whole list on paper, in the person's language and English."""
    sheets = []
    for document in documents_in(request):
        with override("en"):
            english = everything_about(document, request, reader="en")
        sheets.append({**sheet_of(document, request), "english": english})
    return render(
        request, "home/saved_print.html", {"sheets": sheets, "kept": request.GET.get("s", "")}
    )
