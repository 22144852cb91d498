"""A translator's own work, on her phone: what she is asked, what she has, what waits for a second reader."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.texts import ReadForm, WriteForm
from xenia.work.language_access.message_rooms import NotWanted, words_now
from xenia.work.language_access.models import DocumentTranslation, MessageTranslation
from xenia.work.language_access.models.text_work import WRITTEN_ON
from xenia.work.language_access.operations import message_texts, text_reading, text_work
from xenia.work.language_access.operations.text_work import (
    NotHers,
    NothingWritten,
    TextChanged,
    Work,
)
from xenia.work.language_access.queries.text_beside import beside, terms_beside
from xenia.work.language_access.queries.text_differences import Differences, differences
from xenia.work.language_access.queries.texts import (
    documents_to_read,
    documents_with,
    messages_with,
)

WORK: Final = "language_access.work"
CROSSED: Final = 409
LISTED: Final = 50
# What the buttons under a translation say; the second once somebody was told what differs.
DELIVER, ALL_THE_SAME = "deliver", "all_the_same"


def too_late() -> str:
    """To whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now.")


@never_cache
@staff(WORK)
@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """Her own page: one list for each next step."""
    documents = list(documents_with(request.user)[:LISTED])
    letters = list(messages_with(request.user)[:LISTED])
    context = {
        "asked": [one for one in (*letters, *documents) if one.status == "asked"],
        "in_hand": [one for one in (*letters, *documents) if one.status != "asked"],
        "to_read": list(documents_to_read(request.user)[:LISTED]),
        "today": local_day(now()),
    }
    return render(request, "language_access/texts_mine.html", context)


def _document(request: StaffRequest, pk: UUID) -> DocumentTranslation:
    rows = documents_with(request.user).prefetch_related("request__sources", "versions__source")
    work: DocumentTranslation = get_object_or_404(rows, pk=pk)
    return work


def _letter(request: StaffRequest, pk: UUID) -> MessageTranslation:
    work: MessageTranslation = get_object_or_404(messages_with(request.user), pk=pk)
    return work


@never_cache
@staff(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A document she translates: the source, the glossary's words, her text."""
    if request.method != "POST":
        work = _document(request, pk)
        return _document_page(request, work, _write_form(work))
    form = WriteForm(request.POST)
    own = DocumentTranslation.objects.filter(pk=pk, translator__user=request.user).first()
    if own is None:
        return _not_hers(request)
    if not form.is_valid():
        return _document_page(request, own, form, status=422)
    said = form.cleaned_data
    mark = text_reading.document_mark(own)
    if different := _different(request, own, own.request.source.text, said, mark):
        return _document_page(request, own, form, different=different, status=422)
    known: dict[str, Any] = {
        "work": own,
        "text": said["text"],
        "mark": said["mark"],
        "by": request.user,
    }
    acts: dict[str, Callable[[], Any]] = {
        "deliver": partial(text_reading.deliver_document_text, **known, at=now()),
        "save": partial(text_reading.save_document_text, **known, at=now()),
    }
    again = partial(_document_anew, request, pk, form)
    return _written(request, form, acts, again, "texts:document", pk)


def _write_form(work: DocumentTranslation) -> WriteForm:
    return WriteForm(initial={"text": work.draft, "mark": text_reading.document_mark(work)})


def _document_anew(request: StaffRequest, pk: UUID, form: WriteForm) -> HttpResponse:
    work = _document(request, pk)
    sent_again(form, mark=text_reading.document_mark(work))
    return _document_page(request, work, form, status=CROSSED, other=work.draft)


def _document_page(
    request: StaffRequest, work: DocumentTranslation, form: WriteForm, **more: Any
) -> HttpResponse:
    newest, last = work.request.source, list(work.versions.all())[-1:]
    before = last[0].source.text if last and last[0].source.number < newest.number else None
    tongues = {"from_language": work.request.from_language, "into": work.language}
    context = {
        "work": work,
        "form": form,
        "source": newest.text,
        "from_language": work.request.from_language,
        "pairs": beside(newest.text, "", before=before),
        "terms": terms_beside(newest.text, work.draft, **tongues),
        "sent_back": last[0] if work.status == "sent_back" else None,
        "today": local_day(now()),
    }
    status = more.pop("status", 200)
    return render(request, "language_access/text_work.html", context | more, status=status)


@never_cache
@staff(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A message she translates. Its words, once she said yes; nothing else of anybody. The look is noted."""
    if request.method != "POST":
        return _message_page(request, _letter(request, pk))
    form = WriteForm(request.POST)
    own = MessageTranslation.objects.filter(pk=pk, translator__user=request.user).first()
    if own is None:
        return _not_hers(request)
    if not form.is_valid():
        return _message_page(request, own, form, status=422)
    said = form.cleaned_data
    words = words_now(own.kind, own.about_id)
    if different := _different(request, own, words, said, message_texts.message_mark(own, words)):
        return _message_page(request, own, form, different=different, status=422)
    known: dict[str, Any] = {
        "work": own,
        "text": said["text"],
        "mark": said["mark"],
        "by": request.user,
    }
    acts: dict[str, Callable[[], Any]] = {
        "deliver": partial(message_texts.deliver_message_text, **known, at=now()),
        "save": partial(message_texts.save_message_text, **known, at=now()),
    }
    again = partial(_message_anew, request, pk, form)
    return _written(request, form, acts, again, "texts:message", pk)


def _message_anew(request: StaffRequest, pk: UUID, form: WriteForm) -> HttpResponse:
    work = _letter(request, pk)
    sent_again(form, mark=message_texts.message_mark(work, words_now(work.kind, work.about_id)))
    return _message_page(request, work, form, status=CROSSED, other=str(work.translated))


def _message_page(
    request: StaffRequest, work: MessageTranslation, form: WriteForm | None = None, **more: Any
) -> HttpResponse:
    is_hers = work.status == "taken"
    words = words_now(work.kind, work.about_id) if is_hers else ""
    if is_hers and words:
        note_look(work, by=request.user, purpose="service", at=now())
    first = {"text": str(work.translated), "mark": message_texts.message_mark(work, words)}
    context = {
        "work": work,
        "form": form or WriteForm(initial=first),
        "source": words,
        "from_language": work.from_language,
        "pairs": beside(words, ""),
        "terms": terms_beside(
            words, str(work.translated), from_language=work.from_language, into=work.language
        ),
        "is_message": True,
        "is_gone": is_hers and not words,
        "today": local_day(now()),
    }
    status = more.pop("status", 200)
    return render(request, "language_access/text_work.html", context | more, status=status)


def _different(
    request: StaffRequest, own: Work, source: str, said: dict[str, str], mark: str
) -> Differences | None:
    """What she should look at before it is delivered; nothing when she looked, or it cannot be delivered as it is."""
    can_be_delivered = own.status in WRITTEN_ON and source and said["mark"] == mark
    if not can_be_delivered or not said["text"].strip() or request.POST.get("act") != DELIVER:
        return None
    return differences(source, said["text"])


def _written(
    request: StaffRequest,
    form: WriteForm,
    acts: dict[str, Callable[[], Any]],
    again: Callable[[], HttpResponse],
    here: str,
    pk: UUID,
) -> HttpResponse:
    """Do what the button says. What cannot be kept is shown again, with what is new beside it."""
    act = "deliver" if request.POST.get("act") in (DELIVER, ALL_THE_SAME) else "save"
    try:
        acts[act]()
    except (TextChanged, NothingWritten) as why:
        _say_why(form, why)
        return again()
    except (WrongState, NotHers, NotWanted):
        typed = {"typed": form.cleaned_data["text"], "why": _not_wanted()}
        return render(request, "language_access/text_lost.html", typed, status=CROSSED)
    if act == "save":
        messages.success(request, _("Kept. You can go on later."))
        return redirect(here, pk=pk)
    messages.success(request, _("Thank you. Your translation is on its way."))
    return redirect("texts:mine")


def _not_hers(request: StaffRequest) -> HttpResponse:
    """It was given to somebody else meanwhile: what she typed is shown, for her to copy; and nothing of the text."""
    typed = request.POST.get("text", "")
    if not typed:
        raise Http404
    said = {"typed": typed, "why": _not_wanted()}
    return render(request, "language_access/text_lost.html", said, status=CROSSED)


def _say_why(form: WriteForm, why: Exception) -> None:
    if isinstance(why, NothingWritten):
        form.add_error("text", _("Write the translation first."))
    else:
        form.add_error(None, _("The text changed while you wrote. Compare, and send again."))


def _not_wanted() -> str:
    return _("This text is not with you any more, or nobody waits for it. Your words are below.")


def _answer(request: StaffRequest, work: Work, here: str) -> HttpResponse:
    """Yes or no to what she is asked; or she gives back what she has."""
    says_yes = request.POST.get("act") == "yes"
    act = text_work.accept_text if says_yes else text_work.decline_text
    try:
        act(work=work, by=request.user, at=now())
    except (WrongState, NotHers):
        messages.info(request, too_late())
        return redirect("texts:mine")
    if says_yes:
        return redirect(here, pk=work.pk)
    messages.success(request, _("Noted. We ask somebody else."))
    return redirect("texts:mine")


@staff(WORK)
@require_POST
def answer_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes or no to a document."""
    return _answer(request, _document(request, pk), "texts:document")


@staff(WORK)
@require_POST
def answer_message(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes or no to a message."""
    return _answer(request, _letter(request, pk), "texts:message")


@never_cache
@staff(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A second reader looks at a document's translation, and approves it or sends it back."""
    rows = documents_to_read(request.user).prefetch_related("request__sources", "versions__source")
    if request.method != "POST":
        work: DocumentTranslation = get_object_or_404(rows, pk=pk)
        number = list(work.versions.all())[-1].number
        return _read_page(request, work, ReadForm(initial={"number": number}))
    return _judged(request, get_object_or_404(DocumentTranslation, pk=pk))


def _judged(request: StaffRequest, work: DocumentTranslation) -> HttpResponse:
    form = ReadForm(request.POST)
    if not form.is_valid():
        return redirect("texts:read", pk=work.pk)
    approves = request.POST.get("act") == "approve"
    act = text_reading.approve_text if approves else text_reading.send_text_back
    try:
        act(work=work, by=request.user, at=now(), **form.cleaned_data)
    except NothingWritten:
        form.add_error("remarks", _("Write what has to be changed, so that the translator knows."))
        return _read_page(request, work, form, status=422)
    except (WrongState, NotHers):
        typed = {"typed": form.cleaned_data["remarks"], "why": too_late()}
        return render(request, "language_access/text_lost.html", typed, status=CROSSED)
    messages.success(request, _("Approved. Thank you.") if approves else _("Sent back. Thank you."))
    return redirect("texts:mine")


def _read_page(
    request: StaffRequest, work: DocumentTranslation, form: ReadForm, status: int = 200
) -> HttpResponse:
    version = list(work.versions.all())[-1]
    newest, tongue = work.request.source, work.request.from_language
    context = {
        "work": work,
        "version": version,
        "form": form,
        "pairs": beside(version.source.text, version.text),
        "different": differences(version.source.text, version.text),
        "is_old": version.source.number < newest.number,
        "terms": terms_beside(
            version.source.text, version.text, from_language=tongue, into=work.language
        ),
    }
    return render(request, "language_access/text_read.html", context, status=status)
