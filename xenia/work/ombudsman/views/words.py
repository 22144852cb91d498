"""One piece of the thread is put into another language: by a translator, or by a colleague who writes it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access.operations import AskedAlready, OneLanguage
from xenia.work.language_access.operations.text_work import NothingWritten
from xenia.work.ombudsman.models import ComplaintWord
from xenia.work.ombudsman.operations import translated
from xenia.work.ombudsman.views.complaint import show_complaint
from xenia.work.ombudsman.views.shown import CROSSED, HANDLE, UNTRUE, found
from xenia.work.ombudsman.views.why_not import too_late


@never_cache
@staff(HANDLE)
@require_POST
def translate(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """Her words go to a translator."""
    word = _word(pk, number)
    try:
        translated.have_word_translated(word=word, by=request.user, at=now())
    except AskedAlready:
        messages.info(request, _("It is being translated already."))
    except (OneLanguage, NothingWritten):
        messages.info(request, _("There is nothing to translate here."))
    except WrongState:
        messages.info(request, too_late())
    else:
        messages.success(request, _("A translator is asked. You see the English here."))
    return redirect("complaints:complaint", pk)


@never_cache
@staff(HANDLE)
@require_POST
def english(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """What her words say in English, from a colleague who reads them."""
    words = request.POST.get("english", "")
    act = partial(translated.note_english, word=_word(pk, number), english=words)
    return _keep(request, pk, act, words, _("Kept beside her words."))


@never_cache
@staff(HANDLE)
@require_POST
def send(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """Our words in her language, from a colleague who writes it: they go out."""
    words = request.POST.get("words", "")
    if not words.strip():
        why = {"why": _("Write the words in her language first."), "typed": []}
        return show_complaint(request, found(pk), not_kept=why, status=UNTRUE)
    act = partial(translated.send_waiting, word=_word(pk, number), words=words)
    return _keep(request, pk, act, words, _("She can read it."))


def _keep(
    request: StaffRequest, pk: UUID, act: Callable[..., Any], typed: str, well: str
) -> HttpResponse:
    """Nothing typed is lost where somebody was here before."""
    try:
        act(by=request.user, at=now())
    except WrongState:
        lost = {"why": too_late(), "typed": [(_("You wrote"), typed)] if typed.strip() else []}
        return show_complaint(request, found(pk), not_kept=lost, status=CROSSED)
    messages.success(request, well)
    return redirect("complaints:complaint", pk)


def _word(pk: UUID, number: int) -> ComplaintWord:
    """One piece of a complaint's thread. Raises Http404."""
    word: ComplaintWord = get_object_or_404(
        ComplaintWord.objects.select_related("complaint"), complaint=pk, number=number
    )
    return word
