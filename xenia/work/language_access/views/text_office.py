"""The office gives texts out: the queue, and for each text who can translate it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access.forms.texts import OfficeFilter
from xenia.work.language_access.models import DocumentTranslation, Interpreter, MessageTranslation
from xenia.work.language_access.operations.text_work import (
    NotATranslator,
    Work,
    ask_translator,
    candidates,
    take_back_text,
)
from xenia.work.language_access.queries.text_people import readers_for
from xenia.work.language_access.queries.texts import TO_GIVE, office_documents, office_messages

ASSIGN: Final = "language_access.assign"
ON_A_PAGE: Final = 25
MOST_MESSAGES: Final = 50
DOCUMENT, MESSAGE = "document", "message"


@never_cache
@staff(ASSIGN)
@require_safe
def office(request: StaffRequest) -> HttpResponse:
    """What waits to be given out, what is with somebody, what is late. No words of any message."""
    form, today = OfficeFilter(request.GET), local_day(now())
    view = form.chosen()
    rows = office_documents(view, today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "view": view,
        "is_to_give": view == TO_GIVE,
        "page": page,
        "page_url": f"?view={view}&page=" if view else "?page=",
        "documents": page.object_list,
        "letters": list(office_messages(view, today)[:MOST_MESSAGES]),
        "today": today,
    }
    return render(request, "language_access/texts_office.html", context)


def _work(what: str, pk: UUID) -> Work:
    if what == MESSAGE:
        letter: MessageTranslation = get_object_or_404(MessageTranslation, pk=pk)
        return letter
    rows = DocumentTranslation.objects.select_related("request__organization", "translator")
    document: DocumentTranslation = get_object_or_404(rows, pk=pk)
    return document


@never_cache
@staff(ASSIGN)
@require_safe
def give(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """Who can translate one text: the best credential first, then the lightest load."""
    work, at = _work(what, pk), now()
    waits = work.status == "waiting"
    context: dict[str, Any] = {
        "work": work,
        "what": what,
        "is_document": isinstance(work, DocumentTranslation),
        "people": candidates(work, at) if waits else [],
        "waits": waits,
        "readers": readers_for(work, on=local_day(at))
        if isinstance(work, DocumentTranslation)
        else [],
        "can_take_back": work.status in ("asked", "taken", "sent_back"),
        "today": local_day(at),
    }
    return render(request, "language_access/text_give.html", context)


@staff(ASSIGN)
@require_POST
def ask(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """One of them is asked."""
    work = _work(what, pk)
    person = get_object_or_404(Interpreter.objects.active(), pk=request.POST.get("person") or None)
    try:
        ask_translator(work=work, translator=person, by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody was asked before you. Look at how it stands now."))
    except NotATranslator:
        messages.error(request, _("This person cannot be asked any more. Choose another one."))
    else:
        messages.success(request, _("Asked. You hear of it here."))
    return redirect(f"texts:give_{what}", pk=pk)


@staff(ASSIGN)
@require_POST
def take_back(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """Somebody else does it."""
    try:
        take_back_text(work=_work(what, pk), by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    else:
        messages.success(request, _("It can be given to another translator now."))
    return redirect(f"texts:give_{what}", pk=pk)
