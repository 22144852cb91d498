"""Answers for next time: the list, writing, reading by a second person, other languages."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import language as language_of
from xenia.ground.common.languages import name_in
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.office import office_facts
from xenia.ground.translations.operations import write_translations
from xenia.ground.translations.queries import state_of, texts_of
from xenia.ground.vault.operations.reading import note_look
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms.working import AnswerInForm, AnswerTextForm, answer_as_written
from xenia.work.enquiries.models import AnswerText, Enquiry, Word
from xenia.work.enquiries.queries.answer_texts import ENGLISH, FIELDS
from xenia.work.enquiries.views.shown import reader


@staff("enquiries.answer")
@require_safe
def answer_texts(request: StaffRequest) -> HttpResponse:
    """Every answer that is kept; those whose day has passed stand on top."""
    today = local_day(now())
    rows = sorted(
        AnswerText.objects.all(),
        key=lambda one: (one.status == AnswerText.Status.RETIRED, not one.is_old(today)),
    )
    context = {"rows": [{"one": one, "is_old": one.is_old(today)} for one in rows]}
    return render(request, "enquiries/answer_texts.html", context)


@never_cache
@staff("enquiries.answer")
def new_answer_text(request: StaffRequest) -> HttpResponse:
    """Write an answer for next time; from a question, her answer stands there to be written afresh."""
    form = AnswerTextForm(request.POST or None, initial=_from_question(request))
    if request.method == "POST" and form.is_valid():
        made = operations.write_answer_text(
            said=form.answer(), names_nobody=True, by=request.user, at=now()
        )
        messages.success(request, _("Kept. A second person reads it before it is used."))
        return redirect("enquiries:answer_text", pk=made.pk)
    return _form_page(request, form, None)


def _from_question(request: StaffRequest) -> dict[str, str]:
    """The newest answer of a question in English, where one is named in the address by its random number."""
    try:
        enquiry = Enquiry.objects.filter(pk=UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return {}
    if enquiry is None:
        return {}
    note_look(enquiry, by=request.user, purpose="service", at=now())
    last = enquiry.words.filter(kind=Word.Kind.ANSWER).order_by("-number").first()
    return {"text": str(last.english or last.text)} if last else {}


def _form_page(
    request: StaffRequest, form: AnswerTextForm, answer: AnswerText | None
) -> HttpResponse:
    context = {"form": form, "answer": answer, "is_from": "from" in request.GET}
    status = 422 if form.errors else 200
    return render(request, "enquiries/answer_text_form.html", context, status=status)


@staff("enquiries.answer")
@require_safe
def answer_text(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One answer, who stands behind it, and its languages."""
    answer = get_object_or_404(AnswerText, pk=pk)
    people = names_of_people(one for one in (answer.written_by_id, answer.reviewed_by_id) if one)
    context = {
        "answer": answer,
        "is_old": answer.is_old(local_day(now())),
        "names": people,
        "is_own": answer.written_by_id == request.user.pk,
        "may_review": request.user.may("enquiries.review"),
        "languages": _languages(answer),
    }
    return render(request, "enquiries/answer_text.html", context)


def _languages(answer: AnswerText) -> list[dict[str, Any]]:
    """The office's languages, and how far the answer is said in each."""
    rows = texts_of(AnswerText, [answer.pk])[answer.pk]
    return [
        {
            "code": one.code,
            "name": name_in(one.code, reader()),
            "state": state_of(rows.get("text", {}).get(one.code), answer.text),
        }
        for one in office_facts().languages
        if one.code != ENGLISH
    ]


@never_cache
@staff("enquiries.answer")
def change_answer_text(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write it anew; a second person reads it anew."""
    answer = get_object_or_404(AnswerText, pk=pk)
    form = AnswerTextForm(request.POST or None, initial=answer_as_written(answer))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, answer)
    if form.cleaned_data["changed"] != answer.changed_at.isoformat():
        form.add_error(
            None, _("A colleague changed this answer meanwhile. Compare before you save again.")
        )
        return _form_page(request, form, answer)
    try:
        operations.change_answer_text(
            answer=answer, said=form.answer(), names_nobody=True, by=request.user, at=now()
        )
        messages.success(request, _("Saved. A second person reads it before it is used."))
    except operations.AnswerChanged:
        messages.info(request, _("A colleague changed this answer meanwhile."))
    return redirect("enquiries:answer_text", pk=pk)


@staff("enquiries.review")
@require_POST
def review_answer_text(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A second person answers for it, publishes it, or takes it away: as the button says."""
    answer = get_object_or_404(AnswerText, pk=pk)
    said: dict[str, Any] = {"answer": answer, "by": request.user, "at": now()}
    acts: dict[str, Any] = {
        "review": partial(operations.review_answer_text, **said),
        "publish": partial(operations.publish_answer_text, is_public=True, **said),
        "unpublish": partial(operations.publish_answer_text, is_public=False, **said),
        "retire": partial(operations.retire_answer_text, **said),
        "bring_back": partial(operations.bring_back_answer_text, **said),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act()
        messages.success(request, _("Done."))
    except operations.OwnAnswer:
        messages.error(request, _("You wrote this answer. Somebody else reads it."))
    except (operations.AnswerChanged, WrongState):
        messages.info(request, _("A colleague changed this answer meanwhile. Read it once more."))
    return redirect("enquiries:answer_text", pk=pk)


@never_cache
@staff("enquiries.answer")
def answer_text_in(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """An answer in one other language; a second person who reads it answers for the wording."""
    answer = get_object_or_404(AnswerText, pk=pk)
    if language not in office_facts().codes or language == ENGLISH:
        raise Http404
    rows = texts_of(AnswerText, [pk], [language])[pk]
    kept = {
        field: rows[field][language].text for field in FIELDS if language in rows.get(field, {})
    }
    form = AnswerInForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        texts = {field: {language: form.cleaned_data[field]} for field in FIELDS}
        write_translations(record=answer, texts=texts, by=request.user, at=now())
        messages.success(request, _("Kept as a draft. A second person reads it in Translations."))
        return redirect("enquiries:answer_text", pk=pk)
    context = {
        "answer": answer,
        "form": form,
        "tongue": name_in(language, reader()),
        "code": language,
        "direction": language_of(language).direction,
    }
    return render(
        request, "enquiries/answer_text_in.html", context, status=422 if form.errors else 200
    )
