"""Lists to hand over: a colleague chooses a language and services, prints, and gives the paper away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.face.home import cards, operations
from xenia.face.home.finding import found_for
from xenia.face.home.forms.lists import ON_THE_LIST, LanguageForm, NoteForm, note_mark
from xenia.face.home.models import KEPT_FOR, PreparedItem, PreparedList
from xenia.face.home.qr import qr_svg
from xenia.face.home.question import MOST_WORDS, Question
from xenia.face.home.short import list_path
from xenia.face.home.texting import TextMessage, list_message, message_length
from xenia.face.home.views.service import everything_about, sheet_of
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import language as language_named
from xenia.ground.common.local_words import written_day
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex

ON_A_PAGE = 8
View = Callable[..., HttpResponse]


def _told_when_gone(view: View) -> View:
    """The same colleague may have thrown the list away in another window."""

    @wraps(view)
    def told(request: StaffRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk)
        except operations.ListIsGone:
            messages.info(request, _("This list was thrown away."))
            return redirect("lists:all")

    return told


def _keeping_notes(view: View) -> View:
    """Whatever button is pressed: the notes that were typed are kept first. One too long is shown again, as it was typed."""

    @wraps(view)
    def kept_first(request: StaffRequest, pk: UUID) -> HttpResponse:
        prepared = _own(request, pk)
        sent = [one for one in prepared.items.all() if f"{one.service_id}-seen" in request.POST]
        typed = {one: NoteForm(request.POST, prefix=str(one.service_id)) for one in sent}
        if not all(form.is_valid() for form in typed.values()):
            messages.error(request, _("This note is too long. 200 letters fit on the sheet."))
            return _page(request, prepared, "", typed=typed)
        for item, form in typed.items():
            if form.says_something_new():
                said = {name: form.cleaned_data[name] for name in ("phrase", "note")}
                operations.note_item(item=item, by=request.user, at=now(), **said)
        return view(request, pk)

    return kept_first


@staff("lists.prepare")
def lists(request: StaffRequest) -> HttpResponse:
    """The colleague's own drafts, and the language to begin another in."""
    form = LanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.start_list(
            language=form.cleaned_data["language"], by=request.user, at=now()
        )
        return redirect("lists:one", made.pk)
    own = PreparedList.objects.filter(by=request.user).annotate(
        places=Count("items", filter=Q(items__removed_at=None))
    )
    reader = get_language() or "en"
    drafts = [
        {
            "list": one,
            "language": language_named(one.language).own_name,
            "until": written_day(local_day(one.changed_at + KEPT_FOR), reader),
        }
        for one in own
    ]
    return render(request, "lists/lists.html", {"form": form, "drafts": drafts})


@dataclass(frozen=True, slots=True)
class Line:
    """A service on the list, as the colleague and as the person read it."""

    item: PreparedItem
    card: cards.Card
    own_name: cards.Words
    form: NoteForm
    is_public: bool


@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def one_list(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One draft: what stands on it, and the search that adds to it. Words of a search come by form alone."""
    prepared = _own(request, pk)
    words = " ".join(request.POST.get("q", "").split())[:MOST_WORDS]
    return _page(request, prepared, words)


def _page(
    request: StaffRequest,
    prepared: PreparedList,
    words: str,
    typed: dict[PreparedItem, NoteForm] | None = None,
) -> HttpResponse:
    """The page of a list. typed: notes that cannot be kept as they are."""
    reader, today = get_language() or "en", local_day(now())
    items = list(prepared.items.all())
    found = _search(words, reader)
    wanted = [item.service_id for item in items] + found
    listed = Listing.objects.filter(pk__in=wanted).values_list("pk", "document", "is_public")
    documents = {pk: (document, is_public) for pk, document, is_public in listed}
    lines = [
        _line(item, documents[item.service_id], prepared.language, reader, (typed or {}).get(item))
        for item in items
        if item.service_id in documents
    ]
    on_list = [line for line in lines if line.item.removed_at is None]
    standing = {line.item.service_id for line in on_list}
    removed = [line for line in lines if line.item.removed_at is not None]
    return render(
        request,
        "lists/one.html",
        {
            "prepared": prepared,
            "lines": on_list,
            "last_removed": max(removed, key=_removed_at, default=None),
            "words": words,
            "found": [
                (cards.card_of(documents[pk][0], reader, today=today), pk in standing)
                for pk in found
                if pk in documents and documents[pk][1]
            ],
            "language_form": LanguageForm(
                initial={"language": prepared.language}, form_id=ON_THE_LIST
            ),
            "until": written_day(local_day(prepared.changed_at + KEPT_FOR), reader),
            **_to_send(request, prepared, on_list),
        },
        status=422 if typed else 200,
    )


def _removed_at(line: Line) -> Any:
    return line.item.removed_at


def _line(
    item: PreparedItem,
    listed: tuple[cards.Document, bool],
    own: str,
    reader: str,
    typed: NoteForm | None,
) -> Line:
    document, is_public = listed
    kept = {"phrase": item.phrase, "note": item.note, "seen": note_mark(item.phrase, item.note)}
    return Line(
        item=item,
        card=cards.card_of(document, reader, today=local_day(now())),
        own_name=cards.field_of(document, "name", own),
        form=typed or NoteForm(initial=kept, prefix=str(item.service_id)),
        is_public=is_public,
    )


def _search(words: str, reader: str) -> list[UUID]:
    if not words:
        return []
    try:
        found = found_for(Question(words=words), reader, at=now(), page_size=ON_A_PAGE)
    except NoIndex:
        return []
    return [hit.id for hit in found.hits]


def _to_send(request: StaffRequest, prepared: PreparedList, lines: list[Line]) -> dict[str, Any]:
    """The list's short address, and the list as a text message in the person's language."""
    shown = [line for line in lines if line.is_public]
    if not shown:
        return {}
    address = request.build_absolute_uri(
        list_path([line.card.id for line in shown], prepared.language)
    )
    message = _message([line.own_name.text for line in shown], address, prepared.language)
    return {"address": address, "message": message, "message_length": message_length(message)}


def _message(names: list[str], address: str, own: str) -> TextMessage:
    with override(own):
        return list_message(names, address)


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A service found goes onto the list; the results stay, so that the next one can follow."""
    prepared = _own(request, pk)
    try:
        operations.add_to_list(
            prepared=prepared, service_id=_id_sent(request), by=request.user, at=now()
        )
    except operations.ListIsFull:
        messages.info(request, _("The list has 30 places. Take one off before you add another."))
    except operations.NotPublic:
        messages.info(request, _("This place was just taken out of the public directory."))
    if request.POST.get("q"):
        return one_list(request, pk)
    return redirect("lists:one", pk)


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A service goes up or down by one."""
    up = request.GET.get("to") == "up"
    return _change(
        request,
        pk,
        lambda item: operations.move_item(item=item, up=up, by=request.user, at=now()),
    )


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A service leaves the list; the page offers to put it back."""
    return _change(
        request, pk, lambda item: operations.remove_item(item=item, by=request.user, at=now())
    )


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def put_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Undo."""
    try:
        return _change(
            request,
            pk,
            lambda item: operations.put_back_item(item=item, by=request.user, at=now()),
        )
    except operations.ListIsFull:
        messages.info(request, _("The list has 30 places. Take one off before you add another."))
        return redirect("lists:one", pk)


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A sentence to go with a service: every button keeps what was typed, and this one does nothing else."""
    return redirect("lists:one", pk)


@require_POST
@staff("lists.prepare")
@_told_when_gone
@_keeping_notes
def language(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The person reads another language."""
    form = LanguageForm(request.POST)
    prepared = _own(request, pk)
    if form.is_valid():
        operations.choose_language(
            prepared=prepared,
            language=form.cleaned_data["language"],
            by=request.user,
            at=now(),
        )
    return redirect("lists:one", pk)


@require_POST
@staff("lists.prepare")
@_told_when_gone
def throw_away(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nothing of the list stays."""
    operations.throw_list_away(prepared=_own(request, pk), by=request.user, at=now())
    messages.success(request, _("The list is thrown away."))
    return redirect("lists:all")


@staff("lists.prepare")
def print_list(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The sheet to hand over, in the person's language, with the English names beside."""
    prepared = _own(request, pk)
    items = list(prepared.items.filter(removed_at=None))
    found = Listing.objects.filter(pk__in=[item.service_id for item in items], is_public=True)
    documents = dict(found.values_list("pk", "document"))
    shown = [item for item in items if item.service_id in documents]
    with override(prepared.language):
        sheets = [_sheet(request, item, documents[item.service_id]) for item in shown]
        address = request.build_absolute_uri(
            list_path([str(item.service_id) for item in shown], prepared.language)
        )
        label = _("Code for a phone’s camera. It opens this list.")
        context = {
            "sheets": sheets,
            "back": f"/{request.LANGUAGE_CODE}/desk/lists/{pk}/",
            "address": address if shown else "",
            "qr": qr_svg(address, label) if shown else "",
        }
        response = render(request, "lists/print.html", context)
    response["Content-Language"] = prepared.language
    return response


def _sheet(request: StaffRequest, item: PreparedItem, document: cards.Document) -> dict[str, Any]:
    with override("en"):
        english = everything_about(document, request, reader="en")
    phrase = item.get_phrase_display() if item.phrase else ""
    return {
        **sheet_of(document, request),
        "english": english,
        "phrase": phrase,
        "note": item.note,
    }


def _own(request: StaffRequest, pk: UUID) -> PreparedList:
    return get_object_or_404(PreparedList, pk=pk, by=request.user)


def _change(request: StaffRequest, pk: UUID, act: Callable[[PreparedItem], None]) -> HttpResponse:
    """Do one thing with one service of the list, and show the list again."""
    prepared = _own(request, pk)
    item = get_object_or_404(prepared.items.select_related("list"), service_id=_id_sent(request))
    act(item)
    return redirect("lists:one", pk)


def _id_sent(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("service", ""))
    except ValueError:
        raise Http404("no service was sent") from None
