"""What the pages about people have in common."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.registers.clients.models import Client
from xenia.registers.clients.queries.people import kept

CROSSED: Final = 409
UNFIT: Final = 422


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def found(pk: UUID) -> Client:
    """The record that stands for the person behind a number. Raises Http404."""
    rows = Client.objects.select_related("merged_into", "contact")
    client: Client = get_object_or_404(rows, pk=pk)
    return kept(client)


def title_of(client: Client) -> str:
    """What the office calls her: as she wants, or by her code."""
    return str(client.called) or _("Person %(code)s") % {"code": client.code}


def to_person(client: Client) -> HttpResponse:
    """Back to her page."""
    return redirect("clients:person", pk=client.pk)


def told_she_moved(request: HttpRequest, client: Client) -> HttpResponse:
    """Her record was joined with another while somebody wrote on it: the other one opens."""
    messages.error(request, _("Her record was joined with another meanwhile. Write it down here."))
    return to_person(found(client.pk))


def status_of(form_has_errors: object) -> int:
    """How a page with a form answers."""
    return UNFIT if form_has_errors else 200
