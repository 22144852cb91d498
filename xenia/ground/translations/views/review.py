"""The review queue: one text after the other, the English beside it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import Language, name_in
from xenia.ground.common.local_words import written_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations import operations
from xenia.ground.translations.exchange.rows import lost_holes
from xenia.ground.translations.forms.filters import QueueFilter
from xenia.ground.translations.forms.review import SEND_BACK, ReviewForm
from xenia.ground.translations.models import TextStep, TranslatedText
from xenia.ground.translations.queries.differences import differences
from xenia.ground.translations.queries.glossary import forgotten, terms_for, terms_met
from xenia.ground.translations.queries.waiting import (
    Queue,
    ToReview,
    drafts_waiting,
    last_step_of,
    next_to_review,
    to_review,
)
from xenia.ground.translations.views.lists import reader_of, tongue_of


def _queue_of(request: StaffRequest, language: str) -> tuple[Queue, int]:
    """Which texts she goes through, and how many she left for later."""
    said = QueueFilter(request.GET).said()
    skipped = request.GET.get("later", "")
    place = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 6 else 0
    return Queue(language, said["kind"], bool(said["vital"])), place


def _address(queue: Queue, skipped: int, pk: UUID | None = None) -> str:
    asked = {
        "kind": queue.kind,
        "vital": "on" if queue.vital_only else "",
        "later": str(skipped or ""),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    where = (
        reverse("translations:review_text", args=[queue.language, pk])
        if pk
        else reverse("translations:review", args=[queue.language])
    )
    return f"{where}?{query}" if query else where


@staff("translations.review")
def review(request: StaffRequest, language: str) -> HttpResponse:
    """The next text that waits for this person."""
    tongue = tongue_of(language)
    queue, skipped = _queue_of(request, tongue.code)
    found = next_to_review(queue, request.user, skipped=skipped)
    if found is None:
        return _all_done(request, tongue, queue, skipped)
    return _page(request, tongue, queue, skipped, found, _form_of(found, tongue))


def _all_done(request: StaffRequest, tongue: Language, queue: Queue, skipped: int) -> HttpResponse:
    context = {
        "tongue_name": name_in(tongue.code, reader_of(request)),
        "from_the_first": _address(queue, 0) if skipped else "",
        "undo": last_step_of(request.user),
    }
    return render(request, "translations/all_done.html", context)


@staff("translations.review")
def review_text(request: StaffRequest, language: str, pk: UUID) -> HttpResponse:
    """Answer for one text: as it is, put right, or sent back."""
    tongue = tongue_of(language)
    queue, skipped = _queue_of(request, tongue.code)
    text = TranslatedText.objects.filter(pk=pk, language=tongue.code).first()
    found = to_review(text) if text else None
    if found is None:
        messages.info(request, _("This text is no longer there. Here is the next one."))
        return redirect(_address(queue, skipped))
    if request.method != "POST":
        return _page(request, tongue, queue, skipped, found, _form_of(found, tongue))
    form = _form_of(found, tongue, request)
    if not form.is_valid():
        return _page(request, tongue, queue, skipped, found, form, status=422)
    if (form.cleaned_data["text_mark"], form.cleaned_data["source_mark"]) != (
        found.text_mark,
        found.source_mark,
    ):
        fresh = _form_of(found, tongue)
        return _page(request, tongue, queue, skipped, found, fresh, status=409, typed=form)
    if warnings := _warnings(found, form):
        form = _form_of(found, tongue, request, warned=form.cleaned_data["text"])
        return _page(request, tongue, queue, skipped, found, form, status=422, warnings=warnings)
    _answer(request, found, form)
    return redirect(_address(queue, skipped))


def _form_of(
    found: ToReview, tongue: Language, request: StaffRequest | None = None, *, warned: str = ""
) -> ReviewForm:
    """The form with the text as it stands, or as it was sent. warned: the wording she was warned about."""
    shown = {
        "text": found.text.text,
        "text_mark": found.text_mark,
        "source_mark": found.source_mark,
    }
    data = request.POST.copy() if request else None
    if data is not None and warned:
        data["warned"] = warned
    act = data.get("act", "") if data is not None else ""
    return ReviewForm(
        data, initial=shown, language=tongue.code, direction=tongue.direction, act=act
    )


def _warnings(found: ToReview, form: ReviewForm) -> dict[str, Any]:
    """What a new wording forgot; said once: who sends the same wording again means it."""
    said = form.cleaned_data
    if form.act == SEND_BACK or said["text"] in (found.text.text, said["warned"]):
        return {}
    warnings = {
        "holes": lost_holes(found.source, said["text"]),
        "terms": forgotten(found.source, said["text"], terms_for(found.text.language)),
    }
    return warnings if any(warnings.values()) else {}


def _answer(request: StaffRequest, found: ToReview, form: ReviewForm) -> None:
    """Do what she said, and tell her what came of it."""
    said, by, at = form.cleaned_data, request.user, now()
    try:
        if form.act == SEND_BACK:
            operations.send_back(text=found.text, reason=said["reason"], by=by, at=at)
            messages.success(request, _("Sent back. Residents read the English until then."))
            return
        step = operations.answer_for(
            text=found.text, by=by, at=at, source=found.source, correction=said["text"]
        )
    except operations.OwnWords:
        messages.info(request, _("You wrote this text yourself. Somebody else answers for it."))
    except operations.AlreadyRead:
        messages.info(request, _("You have read this text. It waits for a second person."))
    except (operations.TextChanged, WrongState):
        messages.info(request, _("Somebody was first. Here is the next text."))
    else:
        messages.success(request, _thanks(step))


def _thanks(step: TextStep) -> str:
    if (step.after or {})["status"] == TranslatedText.Status.REVIEWED:
        return _("Thank you. You answer for this text.")
    if step.act == TextStep.Act.CORRECTED:
        return _("Your wording is kept. People act on these words, so one more person reads them.")
    return _("Thank you. People act on these words, so one more person reads them.")


@require_POST
@staff("translations.review")
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take one's own last answer back."""
    step = get_object_or_404(TextStep, pk=pk, by=request.user, run=None)
    try:
        operations.undo_answer(step=step, by=request.user, at=now())
        messages.success(request, _("Taken back. The text is as it was before."))
    except operations.AlreadyUndone:
        messages.info(request, _("This was taken back before."))
    except operations.ChangedSince:
        messages.info(request, _("Somebody changed the text after you. It stays as it is now."))
        return redirect("translations:review", language=step.language)
    text = TranslatedText.objects.filter(
        record_type=step.record_type,
        record_id=step.record_id,
        field=step.field,
        language=step.language,
    ).first()
    if text is None:
        return redirect("translations:review", language=step.language)
    return redirect("translations:review_text", language=step.language, pk=text.pk)


def _page(
    request: StaffRequest,
    tongue: Language,
    queue: Queue,
    skipped: int,
    found: ToReview,
    form: ReviewForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    text, reader = found.text, reader_of(request)
    context = {
        "found": found,
        "text": text,
        "form": form,
        "filters": QueueFilter(request.GET),
        "tongue": tongue,
        "tongue_name": name_in(tongue.code, reader),
        "changes": differences(text.source, found.source)
        if found.state == "stale" and text.source
        else [],
        "terms": terms_met(found.source, text.text, terms_for(tongue.code)),
        "lost": lost_holes(found.source, text.text),
        "is_own": request.user.pk in (text.written_by_id, text.first_reader_id),
        "written_on": written_day(local_day(text.written_at), reader),
        "waiting": drafts_waiting(queue, request.user),
        "answer_url": _address(queue, skipped, text.pk),
        "later_url": _address(queue, skipped + 1),
        "undo": last_step_of(request.user),
    }
    return render(request, "translations/review.html", context | more, status=status)
