"""A colleague has words translated, or takes a set phrase."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms.working import PhraseForm
from xenia.work.enquiries.models import Word
from xenia.work.enquiries.operations import NoSuchPhrase
from xenia.work.enquiries.views.acts import ANSWER
from xenia.work.enquiries.views.drafts import keeping_draft
from xenia.work.enquiries.views.queue import show_enquiry
from xenia.work.enquiries.views.shown import done, found, number_in
from xenia.work.language_access.models import SetPhrase
from xenia.work.language_access.operations import AskedAlready, OneLanguage
from xenia.work.language_access.operations.set_phrases import DayIsMissing
from xenia.work.language_access.operations.text_work import NothingWritten


@never_cache
@staff(ANSWER)
@require_POST
@keeping_draft
def word(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Her words go to a translator."""
    current = found(pk)
    said: Word = get_object_or_404(current.words, pk=number_in(request.POST.get("said", "")))
    act = partial(operations.have_word_translated, word=said, by=request.user, at=now())
    try:
        return done(request, pk, act, _("A translator is asked. You see the English here."))
    except AskedAlready:
        messages.info(request, _("It is being translated already."))
    except OneLanguage:
        messages.info(request, _("It is in English already."))
    except NothingWritten:
        messages.info(request, _("There are no words to translate."))
    return redirect("enquiries:enquiry", pk=pk)


@never_cache
@staff(ANSWER)
@require_POST
@keeping_draft
def phrase(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A set phrase goes into the draft."""
    current, form = found(pk), PhraseForm(request.POST)
    chosen = get_object_or_404(SetPhrase, pk=number_in(request.POST.get("phrase", "")))
    if not form.is_valid():
        return show_enquiry(request, current, phrase_form=form, status=422)
    act = partial(
        operations.insert_phrase,
        enquiry=current,
        phrase=chosen,
        day=form.cleaned_data["phrase_day"],
        by=request.user,
        at=now(),
    )
    try:
        return done(request, pk, act, _("It is in your draft. Read it before you send it."))
    except DayIsMissing:
        form.add_error("phrase_day", _("Choose the day that belongs into this phrase."))
        return show_enquiry(request, current, phrase_form=form, status=422)
    except NoSuchPhrase:
        messages.info(request, _("This phrase is gone. Choose another one."))
    return redirect("enquiries:enquiry", pk=pk)
