"""The list of questions, and one question."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.operations.reading import note_look
from xenia.work.enquiries.forms.asking import CodeForm
from xenia.work.enquiries.forms.working import (
    CloseForm,
    DraftForm,
    ForwardForm,
    HandOverForm,
    MeaningForm,
    PhraseForm,
    QueueFilter,
    TranslateForm,
)
from xenia.work.enquiries.models import AnswerText, Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.models.word import OWN
from xenia.work.enquiries.operations import draft_mark
from xenia.work.enquiries.queries import threads
from xenia.work.enquiries.queries.answer_texts import ENGLISH, in_language, matching
from xenia.work.enquiries.queries.fitting import nearest_first
from xenia.work.enquiries.views.shown import found, names_in, reader
from xenia.work.language_access.queries.set_phrases import phrases_in
from xenia.work.language_access.queries.texts import message_states

ON_A_PAGE = 25
FITTING = 8


@never_cache
@staff("enquiries.answer")
@require_safe
def questions(request: StaffRequest) -> HttpResponse:
    """The queue: the language, who asks, by when. Nobody's words."""
    today, every = local_day(now()), threads.queue(view="", mine=request.user.pk)
    form = QueueFilter(request.GET, tongues=threads.tongues(every), reader=reader())
    said = form.said()
    rows = threads.queue(mine=request.user.pk, **said) if any(said.values()) else every
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in said.items() if value}
    shown = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "page_url": f"?{urlencode(kept)}&page=" if kept else "?page=",
        "is_filtered": bool(kept),
        "rows": [_row(one, today) for one in shown],
        "names": names_of_people(one.taken_by_id for one in shown if one.taken_by_id),
        "counts": threads.counts(today, request.user.pk),
        "code_form": CodeForm(),
    }
    return render(request, "enquiries/questions.html", context)


def _row(enquiry: Enquiry, today: Any) -> dict[str, Any]:
    return {
        "one": enquiry,
        "language": threads.tongue_name(enquiry, reader()),
        "is_late": enquiry.is_overdue(today),
    }


@never_cache
@staff("enquiries.answer")
@require_POST
def by_code(request: StaffRequest) -> HttpResponse:
    """Somebody stands here with her code: open her question. The code is in no address."""
    form = CodeForm(request.POST)
    enquiry = threads.with_code(form.cleaned_data["code"]) if form.is_valid() else None
    if enquiry is None:
        return render(request, "enquiries/by_code.html", {"form": form}, status=422)
    return redirect("enquiries:enquiry", pk=enquiry.pk)


@never_cache
@staff("enquiries.answer")
@require_safe
def enquiry_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One question with its thread, and what can be done now. The look is noted."""
    current = found(pk)
    note_look(current, by=request.user, purpose="service", at=now())
    return show_enquiry(request, current)


def show_enquiry(
    request: StaffRequest, current: Enquiry, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one question; `more` takes a form with its errors."""
    thread = list(current.words.all())
    is_mine = current.status == Status.TAKEN and current.taken_by_id == request.user.pk
    context = {
        "enquiry": current,
        "today": local_day(now()),
        "thread": thread,
        "own": OWN,
        "names": names_in(current, thread),
        "language": threads.tongue_name(current, reader()),
        "direction": threads.direction(current),
        "is_english": str(current.language) == ENGLISH,
        "is_mine": is_mine,
        "may_reopen": current.status in (Status.ANSWERED, Status.ASKED_BACK, Status.CLOSED),
        "is_open": current.status not in (Status.CLOSED, Status.FORWARDED),
        "hand_over_form": HandOverForm(besides=current.taken_by_id),
        "close_form": CloseForm(),
        "meaning_of": _last_own(thread),
        "translations": message_states([current.pk, *(one.pk for one in thread)]),
        **(_draft_parts(request, current, thread) if is_mine else {}),
    }
    return render(request, "enquiries/enquiry.html", context | more, status=status)


def _last_own(thread: list[Word]) -> dict[str, Any]:
    """Her newest words, with a form for what they mean in English."""
    own = [one for one in thread if one.kind in OWN]
    if not own:
        return {}
    return {"word": own[-1], "form": MeaningForm(initial={"meaning": str(own[-1].english)})}


def _draft_parts(request: StaffRequest, current: Enquiry, thread: list[Word]) -> dict[str, Any]:
    words = request.GET.get("fitting", "")
    usable = in_language(list(AnswerText.objects.usable()), str(current.language))
    return {
        "form": draft_form(current),
        "forward_form": ForwardForm(),
        "phrase_form": PhraseForm(),
        "phrases": [one for one in phrases_in(str(current.language)) if one.text],
        "fitting": nearest_first(matching(usable, words), _asked(current, thread))[:FITTING],
        "fitting_words": words,
        "today": local_day(now()),
    }


def _asked(current: Enquiry, thread: list[Word]) -> list[tuple[str, str]]:
    """Her own words, and what colleagues say they mean."""
    own = [one for one in thread if one.kind in OWN]
    said = [(str(one.text), str(current.language)) for one in own]
    return said + [(str(one.english), ENGLISH) for one in own]


def draft_form(current: Enquiry, data: Any = None) -> DraftForm:
    """The draft as it stands, or as it was typed."""
    return DraftForm(
        data,
        tongue=threads.tongue_name(current, reader()) or _("her language"),
        is_english=str(current.language) == ENGLISH,
        initial={
            "english": str(current.draft_english),
            "words": str(current.draft_words),
            "seen": draft_mark(current),
        },
    )


def translate_form(current: Enquiry, data: Any = None) -> TranslateForm:
    """The translation as it stands, or as it was typed."""
    said = {"words": str(current.draft_words), "seen": draft_mark(current)}
    return TranslateForm(data, initial=said)
