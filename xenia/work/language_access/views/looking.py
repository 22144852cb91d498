"""What is open, soonest first, and one request with everybody who could go."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access.forms.looking import AskThemForm, QueueFilter, UnfilledForm
from xenia.work.language_access.matching import Favour, Lever
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import WAITING, Mode, Priority, Status
from xenia.work.language_access.queries.in_words import STANDING
from xenia.work.language_access.queries.looking import Candidate, Filling, look, offers_of
from xenia.work.language_access.queries.requests import (
    languages_asked,
    organizations_of,
    queue,
    with_offers,
)
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.terms import is_late
from xenia.work.language_access.views.asked import reader_of
from xenia.work.language_access.views.asked_words import (
    coming,
    languages,
    may_read_topic,
    moment,
    words_for,
)
from xenia.work.language_access.views.why_words import FAVOURS, LEVERS, against_words

ASSIGN: Final = "language_access.assign"
ON_A_PAGE: Final = 25
LOOKED_FOR: Final = (*WAITING, Status.UNFILLED)


@never_cache
@staff(ASSIGN)
@require_safe
def open_requests(request: StaffRequest) -> HttpResponse:
    """What nobody comes to yet: the soonest first."""
    at, rows = now(), queue(now())
    form = QueueFilter(
        request.GET,
        languages=languages_asked(rows),
        organizations=organizations_of(request.user),
        reader=reader_of(),
    )
    found = with_offers(form.narrowed().of(rows), at).order_by("preferred_at", "-priority", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = urlencode(form.said())
    context = {
        "form": form,
        "is_filtered": bool(kept),
        "page": page,
        "page_url": f"?{kept}&page=" if kept else "?page=",
        "rows": [_row(one, at) for one in page.object_list],
    }
    return render(request, "language_access/queue.html", context)


def _row(one: Any, at: datetime) -> dict[str, Any]:
    return {
        "one": one,
        "languages": languages(one, reader_of()),
        "when": moment(one.preferred_at, reader_of()),
        "is_near": is_late(one.preferred_at, at),
        "is_high": one.priority > Priority.USUAL,
        "until": moment(one.answers_until, reader_of()) if one.answers_until else "",
    }


def found_request(pk: UUID) -> InterpreterRequest:
    """The request, or no page."""
    rows = InterpreterRequest.objects.select_related("organization", "area", "asked_by")
    found: InterpreterRequest = get_object_or_404(rows, pk=pk)
    return found


@never_cache
@staff(ASSIGN)
@require_safe
def look_for(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who can go and who cannot, and why; who was asked; what would fill it. The look is noted."""
    return look_page(request, found_request(pk))


def look_page(
    request: StaffRequest, current: InterpreterRequest, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The request before a colleague who looks for somebody."""
    at = now()
    note_look(current, by=request.user, purpose="service", at=at)
    is_open = current.status in LOOKED_FOR and current.latest_at - current.length >= at
    context = {
        "one": current,
        **_about(current, at),
        "reads_topic": may_read_topic(current, request.user),
        "is_open": is_open,
        "coming": coming(current, reader_of(), at),
        "offers": [_offer(one) for one in offers_of(current)],
        "ask_form": AskThemForm(),
        "unfilled_form": UnfilledForm(initial={"cause": current.cause}),
        "ticked": [],
    }
    if is_open:
        context |= _looked(current, at)
    return render(request, "language_access/look_for.html", context | more, status=status)


def _about(current: InterpreterRequest, at: datetime) -> dict[str, Any]:
    reader = reader_of()
    return {
        "languages": languages(current, reader),
        "when": moment(current.preferred_at, reader),
        "earliest": moment(current.earliest_at, reader),
        "latest": moment(current.latest_at - current.length, reader),
        "words": words_for(current, at, reader),
        "week": week_start(current.preferred_at),
        "today": local_day(at),
    }


def _looked(current: InterpreterRequest, at: datetime) -> dict[str, Any]:
    found = look(current, at)
    shared = _shared(found.fits)
    return {
        "fits": [_candidate(one, shared) for one in found.fits],
        "shared": [FAVOURS[one] for one in Favour if one in shared],
        "against": [_candidate(one) for one in found.against],
        "others": found.others,
        "fillings": list(_fillings(found.fillings, found.line is not None)),
        "line": found.line,
        "is_call_new": Mode.PHONE not in current.modes,
        "unfilled_form": UnfilledForm(initial={"cause": current.cause or found.cause}),
    }


def _shared(fits: Sequence[Candidate]) -> frozenset[Favour]:
    """What speaks for all of several alike: it is said once."""
    if len(fits) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(one.beside.in_favour) for one in fits))


def _candidate(one: Candidate, shared: Collection[Favour] = ()) -> dict[str, Any]:
    start = one.beside.start_at
    return {
        "person": one.person,
        "was_asked": one.was_asked,
        "when": moment(start, reader_of()) if start else "",
        "credential": STANDING[one.rank],
        "reasons": [FAVOURS[each] for each in one.beside.in_favour if each not in shared],
        "against": [against_words(each) for each in one.beside.against],
    }


def _offer(one: Any) -> dict[str, Any]:
    return {"one": one, "until": moment(one.answer_by, reader_of())}


def _fillings(found: Iterable[Filling], has_line: bool) -> Iterable[dict[str, Any]]:
    """What would fill it. can: whether a button here does it."""
    for one in found:
        is_ours = one.lever in (Lever.SHIFT, Lever.VIDEO, Lever.PHONE)
        yield {
            "lever": one.lever.value,
            "words": LEVERS[one.lever],
            "people": one.people,
            "start": one.start_at.isoformat() if one.start_at else "",
            "when": moment(one.start_at, reader_of()) if one.start_at else "",
            "can": is_ours or (one.lever == Lever.VENDOR and has_line),
            "url": reverse("interpreting:gaps") if one.lever == Lever.RECRUIT else "",
        }
