"""Short addresses lead to the page they mean. No counter, no cookie: nobody learns who followed one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override

from xenia.face.home import cards
from xenia.face.home.short import Span, span_of, split_language
from xenia.face.home.views.saved import MOST
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.ground.design.rows import result_row
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Listing
from xenia.registers.directory.queries.resolve import services_between


@public
def short_service(request: HttpRequest, said: str) -> HttpResponse:
    """`/s/7k3m9qwxe-ht/`: the service's page in that language; when two begin alike, both are offered."""
    code, reader = _in_language(said)
    found = _services(span_of(code))
    if not found:
        raise Http404("no service begins with this code")
    with override(reader):
        if len(found) > 1:
            return redirect("home:which_one", code)
        return redirect("home:service", found[0])


@public
def which_one(request: HttpRequest, code: str) -> HttpResponse:
    """A short address that fits more than one service: the person chooses."""
    found = _services(span_of(code))
    if not found:
        raise Http404("no service begins with this code")
    words, reader, today = cards.row_words(), get_language() or "en", local_day(now())
    documents = Listing.objects.filter(pk__in=found, is_public=True)
    listed = [
        result_row(cards.result_row(cards.card_of(document, reader, today=today), words))
        for document in documents.values_list("document", flat=True)
    ]
    return render(request, "home/which_one.html", {"rows": listed})


@public
def short_list(request: HttpRequest, said: str) -> HttpResponse:
    """`/l/7k3m9qwxe.0zc44h1tb-ht/`: the list of these services; one that is not known any more is left out."""
    codes, reader = _in_language(said)
    found: dict[UUID, None] = {}
    for code in codes.split(".")[:MOST]:
        found |= dict.fromkeys(_services(span_of(code)))
    if not found:
        raise Http404("no service begins with any of these codes")
    with override(reader):
        response = redirect("home:saved")
    response["Location"] += f"?s={','.join(map(str, found))}"
    return response


def _in_language(said: str) -> tuple[str, str]:
    """A code, and the language it asks for where residents can still choose it; else the office's first."""
    code, reader = split_language(said)
    codes = office_facts().codes
    return code, reader if reader in codes else codes[0]


def _services(span: Span | None) -> list[UUID]:
    return services_between(span.first, span.last) if span else []
