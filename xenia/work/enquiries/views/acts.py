"""What a colleague does with a question: one form, one act."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms.working import (
    CloseForm,
    ForwardForm,
    HandOverForm,
    MeaningForm,
    TranslateForm,
)
from xenia.work.enquiries.models import AnswerText, Enquiry, Word
from xenia.work.enquiries.operations import DraftChanged, NobodyThere, draft_mark, mark_of
from xenia.work.enquiries.queries import threads
from xenia.work.enquiries.views.drafts import keeping_draft
from xenia.work.enquiries.views.queue import draft_form, show_enquiry, translate_form
from xenia.work.enquiries.views.shown import done, found, number_in, reader, too_late

ANSWER = "enquiries.answer"


@staff(ANSWER)
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I do it."""
    act = partial(operations.take, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It is with you now."))


@staff(ANSWER)
@require_POST
@keeping_draft
def release(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody else does it."""
    act = partial(operations.release, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It waits for somebody again. The draft is kept."))


@staff(ANSWER)
@require_POST
@keeping_draft
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague goes on with it."""
    current = found(pk)
    form = HandOverForm(request.POST, besides=current.taken_by_id)
    if not form.is_valid():
        return show_enquiry(request, current, hand_over_form=form, status=422)
    act = partial(
        operations.hand_over,
        enquiry=current,
        to=form.cleaned_data["colleague"],
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("Handed over."))


@never_cache
@staff(ANSWER)
@require_POST
@keeping_draft
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was typed is kept; then it is sent, asked back with, translated, or a word is looked for: as the button says."""
    act = request.POST.get("act", "save")
    if act == "show":
        words = urlencode({"fitting": request.POST.get("fitting", "")})
        return redirect(f"{reverse('enquiries:enquiry', args=[pk])}?{words}#fitting-answers")
    current = found(pk)
    form = draft_form(current, request.POST)
    if not form.is_valid():
        return show_enquiry(request, current, form=form, status=422)
    said: dict[str, Any] = form.said()
    said["seen"] = mark_of(said["english"], said["words"])
    known: dict[str, Any] = {"enquiry": current, "by": request.user, "at": now()}
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "send": (partial(operations.send_answer, **known, **said), _("The answer is out.")),
        "ask_back": (partial(operations.ask_back, **known, **said), _("You asked back.")),
        "translate": (
            partial(operations.have_answer_translated, **known),
            _("A translator is asked, and your colleagues see that it waits."),
        ),
    }
    kept = (partial(operations.save_draft, **known, **said), _("The draft is kept."))
    return done(request, pk, *acts.get(act, kept))


@never_cache
@staff(ANSWER)
def translate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague who writes the language puts the answer into it."""
    current = found(pk)
    form = translate_form(current, request.POST or None)
    if request.method != "POST":
        note_look(current, by=request.user, purpose="service", at=now())
    if request.method != "POST" or not form.is_valid():
        return _translate_page(request, current, form)
    said = form.cleaned_data
    try:
        operations.translate_draft(
            enquiry=current, words=said["words"], seen=said["seen"], by=request.user, at=now()
        )
    except DraftChanged:
        return _translated_meanwhile(request, found(pk))
    except WrongState:
        lost = {"why": too_late(), "typed": [(form["words"].label, said["words"])]}
        return _translate_page(request, found(pk), form, not_kept=lost)
    messages.success(request, _("Thank you. The colleague who answers can send it now."))
    return redirect("enquiries:enquiry", pk=pk)


def _translated_meanwhile(request: StaffRequest, current: Enquiry) -> HttpResponse:
    """The answer changed while it was translated: the page shows it as it is now, and both translations."""
    data, now_says = request.POST.copy(), str(current.draft_words)
    data["seen"] = draft_mark(current)
    form = translate_form(current, data)
    crossing = {"field": form["words"].label, "now": now_says, "typed": data.get("words", "")}
    crossings = [crossing] if now_says else []
    return _translate_page(request, current, form, crossings=crossings, was_crossed=True)


def _translate_page(
    request: StaffRequest, current: Enquiry, form: TranslateForm, **more: Any
) -> HttpResponse:
    context = {
        "enquiry": current,
        "form": form,
        "thread": threads.read_by_asker(current),
        "language": threads.tongue_name(current, reader()),
        "direction": threads.direction(current),
    }
    status = 409 if more else 422 if form.errors else 200
    return render(request, "enquiries/translate.html", context | more, status=status)


@staff(ANSWER)
@require_POST
@keeping_draft
def meaning(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What her newest words say in English, for whoever answers."""
    current, form = found(pk), MeaningForm(request.POST)
    word: Word | None = current.words.filter(pk=number_in(request.POST.get("word", ""))).first()
    if word is None or not form.is_valid():
        raise Http404
    act = partial(
        operations.note_meaning,
        word=word,
        english=form.cleaned_data["meaning"],
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("Kept beside her words."))


@staff(ANSWER)
@require_POST
@keeping_draft
def insert(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An answer given before goes into the draft."""
    usable = AnswerText.objects.usable()
    chosen = get_object_or_404(usable, pk=number_in(request.POST.get("answer", "")))
    act = partial(
        operations.insert_answer_text,
        enquiry=found(pk),
        answer=chosen,
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("It is in your draft. Read it before you send it."))


@never_cache
@staff(ANSWER)
@require_POST
@keeping_draft
def forward(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another organization is asked."""
    current, form = found(pk), ForwardForm(request.POST)
    if not form.is_valid():
        return show_enquiry(request, current, forward_form=form, status=422)
    said = {"to": form.cleaned_data["to"], "note": form.cleaned_data["note"]}
    act = partial(operations.forward, enquiry=current, by=request.user, at=now(), **said)
    try:
        return done(request, pk, act, _("Forwarded. They see the question, and not who asks."))
    except NobodyThere:
        form.add_error("to", _("Nobody there has a way in. Call or write to them."))
        return show_enquiry(request, current, forward_form=form, status=422)


@staff(ANSWER)
@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We no longer wait for the other organization."""
    act = partial(operations.take_back, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It is with you again. They no longer see it."))


@never_cache
@staff(ANSWER)
@require_POST
@keeping_draft
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nothing more is to be done."""
    current, form = found(pk), CloseForm(request.POST)
    if not form.is_valid():
        return show_enquiry(request, current, close_form=form, status=422)
    act = partial(
        operations.close_enquiry,
        enquiry=current,
        why=form.cleaned_data["why"],
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("Closed. You can undo this below."))


@staff(ANSWER)
@require_POST
def undo_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was closed by mistake."""
    act = partial(operations.undo_close, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It stands as before."))


@staff(ANSWER)
@require_POST
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """There is more to say."""
    act = partial(operations.reopen, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It is open again, and with you."))
