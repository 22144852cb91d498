"""A list of one's own, kept on the device only; without JavaScript it is an address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from xenia.face.home import cards
from xenia.face.home.caching import same_for_everybody
from xenia.face.home.views.service import everything_about
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.design.rows import result_row
from xenia.registers.directory.models import Listing

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
    """The listings the address names, in its order."""
    ids = ids_in(request.GET.get("s", ""))
    found = dict(Listing.objects.filter(pk__in=ids, is_public=True).values_list("pk", "document"))
    return [found[one] for one in ids if one in found]


@public
@same_for_everybody
def saved(request: HttpRequest) -> HttpResponse:
    """The services the person keeps. Nothing of the list is stored here."""
    reader = get_language() or "en"
    today = local_day(now())
    documents = documents_in(request)
    kept = [one["id"] for one in documents]
    words = cards.row_words()
    return render(
        request,
        "home/saved.html",
        {
            "rows": [
                result_row(
                    cards.result_row(
                        cards.card_of(document, reader, today=today),
                        words,
                        kept=",".join(one for one in kept if one != document["id"]),
                        removable=True,
                    )
                )
                for document in documents
            ],
            "kept": ",".join(kept),
        },
    )


@public
@same_for_everybody
def saved_print(request: HttpRequest) -> HttpResponse:
    """The whole list on paper, in the person's language and English."""
    sheets = []
    for document in documents_in(request):
        with override("en"):
            english = everything_about(document, request, reader="en")
        sheets.append({**everything_about(document, request), "english": english})
    return render(
        request, "home/saved_print.html", {"sheets": sheets, "kept": request.GET.get("s", "")}
    )
