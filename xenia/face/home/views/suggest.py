"""Somebody tells us that an entry is wrong, or of a place we do not have. No account, no cookie, no address is kept."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xenia.face.home import cards
from xenia.face.home.rates import may_send
from xenia.face.home.views.service import elsewhere, shown_document
from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.registers.directory.forms.suggestion import (
    MissingForm,
    PublicForm,
    SuggestionForm,
    is_in_time,
    seal_again,
)
from xenia.registers.directory.models import Service
from xenia.registers.directory.operations.suggestions import Received, receive_suggestion


@public
@csrf_exempt
def suggest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """“Something wrong here?”: what is wrong with one entry.

    No proof of origin is asked of the form: anybody may tell us anything, and asking would need a cookie.
    """
    document = shown_document(pk)
    if document is None:
        return elsewhere(pk, "home:suggest")
    name = cards.field_of(document, "name", get_language() or "en")
    return _answer(request, SuggestionForm, {"card_id": str(pk), "about": name}, pk)


@public
@csrf_exempt
def suggest_missing(request: HttpRequest) -> HttpResponse:
    """A place we do not have."""
    return _answer(request, MissingForm, {}, None)


def _answer(
    request: HttpRequest, kind: type[PublicForm], about: dict[str, Any], pk: UUID | None
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, kind(), about)
    form, at = kind(request.POST), now()
    if not form.is_valid():
        return _page(request, form, about)
    if not is_in_time(form.cleaned_data["opened"], at):
        return _page(request, form, about, asks_again=True)
    if not may_send(request):
        return _page(request, form, about, too_many=True, status=429)
    became = receive_suggestion(
        kind=form.cleaned_data["kind"],
        service=_service(pk),
        words=form.cleaned_data["words"],
        looks_automatic=bool(form.cleaned_data["website"]),
        at=at,
    )
    if became == Received.TOO_MANY:
        return _page(request, form, about, too_many=True, status=429)
    return _fresh(render(request, "home/suggested.html", about | {"title": _("Thank you")}))


def _service(pk: UUID | None) -> Service | None:
    if pk is None:
        return None
    found = Service.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("no such service")
    return found


def _page(
    request: HttpRequest,
    form: PublicForm,
    about: dict[str, Any],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    opened = seal_again(form.data.get("opened", ""), now())
    context = about | more | {"form": form, "opened": opened}
    return _fresh(render(request, "home/suggest.html", context, status=status))


def _fresh(response: HttpResponse) -> HttpResponse:
    """What somebody wrote stays in no browser's store."""
    response["Cache-Control"] = "no-store"
    return response
