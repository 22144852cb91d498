"""What a colleague does with a question: one form, one act."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.vault.operations.reading import note_look
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms.working import CloseForm, ForwardForm, HandOverForm, MeaningForm
from xenia.work.enquiries.models import AnswerText, Word
from xenia.work.enquiries.operations import NobodyThere
from xenia.work.enquiries.queries import threads
from xenia.work.enquiries.views.queue import draft_form, show_enquiry, translate_form
from xenia.work.enquiries.views.shown import done, found, reader

ANSWER = "enquiries.answer"


@staff(ANSWER)
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I do it."""
    act = partial(operations.take, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It is with you now."))


@staff(ANSWER)
@require_POST
def release(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody else does it."""
    act = partial(operations.release, enquiry=found(pk), by=request.user, at=now())
    return done(request, pk, act, _("It waits for somebody again. The draft is kept."))


@staff(ANSWER)
@require_POST
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague goes on with it."""
    current, form = found(pk), HandOverForm(request.POST)
    if not form.is_valid():
        return show_enquiry(request, current, hand_over_form=form, status=422)
    act = partial(
        operations.hand_over,
        enquiry=current,
        to=form.cleaned_data["to"],
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("Handed over."))


@never_cache
@staff(ANSWER)
@require_POST
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep the draft, ask for its translation, send it, or ask back with it: as the button says."""
    current = found(pk)
    form = draft_form(current, request.POST)
    if not form.is_valid():
        return show_enquiry(request, current, form=form, status=422)
    said: dict[str, Any] = {"enquiry": current, "by": request.user, "at": now()}
    said |= form.said()
    act = request.POST.get("act", "save")
    if act == "send":
        return done(request, pk, partial(_say, said, back=False), _("The answer is out."))
    if act == "ask_back":
        return done(request, pk, partial(_say, said, back=True), _("You asked back."))
    if act == "translate":
        return done(request, pk, partial(_want, said), _("Your colleagues see that it waits."))
    return done(request, pk, partial(operations.save_draft, **said), _("The draft is kept."))


def _say(said: dict[str, Any], *, back: bool) -> None:
    """What was typed is kept as a draft first, so that nothing is lost when it cannot go out."""
    current = operations.save_draft(**said)
    act = operations.ask_back if back else operations.send_answer
    act(**(said | {"enquiry": current, "seen": None}))


def _want(said: dict[str, Any]) -> None:
    current = operations.save_draft(**said)
    operations.ask_for_translation(enquiry=current, by=said["by"], at=said["at"])


@never_cache
@staff(ANSWER)
def translate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague who writes the language puts the answer into it."""
    current = found(pk)
    form = translate_form(current, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = partial(
            operations.translate_draft,
            enquiry=current,
            words=said["words"],
            seen=said["seen"],
            by=request.user,
            at=now(),
        )
        return done(request, pk, act, _("Thank you. The colleague who answers can send it now."))
    if request.method != "POST":
        note_look(current, by=request.user, purpose="service", at=now())
    context = {
        "enquiry": current,
        "form": form,
        "thread": threads.read_by_asker(current),
        "language": threads.tongue_name(current, reader()),
        "direction": threads.direction(current),
    }
    return render(request, "enquiries/translate.html", context, status=422 if form.errors else 200)


@staff(ANSWER)
@require_POST
def meaning(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What her newest words say in English, for whoever answers."""
    current, form = found(pk), MeaningForm(request.POST)
    word: Word | None = current.words.filter(pk=_number(request.POST.get("word", ""))).first()
    if word is None or not form.is_valid():
        raise Http404
    act = partial(
        operations.note_meaning,
        word=word,
        english=form.cleaned_data["english"],
        by=request.user,
        at=now(),
    )
    return done(request, pk, act, _("Kept beside her words."))


@staff(ANSWER)
@require_POST
def insert(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An answer given before goes into the draft."""
    usable = AnswerText.objects.usable()
    chosen = get_object_or_404(usable, pk=_number(request.POST.get("answer", "")))
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


def _number(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None
