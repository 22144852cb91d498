"""Documents an organization asked to have translated: the list, asking, one request, its source, its end."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.calendar import add_business_days
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.choices import named
from xenia.work.language_access.forms.texts import AskForm, PublishForm, SourceForm
from xenia.work.language_access.models import TranslationRequest
from xenia.work.language_access.operations import document_texts as operations
from xenia.work.language_access.operations.document_texts import NotWantedAnyMore
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.set_phrases import phrases_of_the_file
from xenia.work.language_access.operations.text_reading import publish_text
from xenia.work.language_access.operations.text_work import NothingWritten
from xenia.work.language_access.operations.vital_documents import Withdrawn
from xenia.work.language_access.queries.requests import ASK, organizations_of
from xenia.work.language_access.queries.set_phrases import phrases_in
from xenia.work.language_access.queries.text_beside import beside, terms_beside
from xenia.work.language_access.queries.text_differences import differences
from xenia.work.language_access.queries.texts import (
    Line,
    lines_of,
    papers_of,
    requests_for,
    whole_request,
)
from xenia.work.language_access.text_counts import Length, days_for, length_of

ON_A_PAGE: Final = 25
CROSSED: Final = 409


def owner(pk: UUID, **_more: object) -> UUID | None:
    """Whose request it is."""
    rows = TranslationRequest.objects.filter(pk=pk)
    return rows.values_list("organization_id", flat=True).first()  # type: ignore[no-any-return]


def found(pk: UUID) -> TranslationRequest:
    """The request with all its languages, or no page."""
    for one in whole_request(pk):
        return one  # type: ignore[no-any-return]
    raise Http404


def line_in(request: TranslationRequest, language: str) -> Line:
    """One language of it, or no page."""
    for line in lines_of(request):
        if line.work.language == language:
            return line
    raise Http404


@never_cache
@staff(ASK, somewhere=True)
@require_safe
def asked(request: StaffRequest) -> HttpResponse:
    """What was asked for: what is open, or what is over."""
    is_over = request.GET.get("show") == "over"
    rows = requests_for(request.user, is_over=is_over)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": page.object_list,
        "is_over": is_over,
        "page_url": "?show=over&page=" if is_over else "?page=",
        "is_office": request.user.may("language_access.assign"),
    }
    return render(request, "language_access/texts.html", context)


@never_cache
@staff(ASK, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Somebody asks. The text can be counted first; what is typed stays."""
    organizations = organizations_of(request.user)
    form = AskForm(
        request.POST or None,
        request.FILES or None,
        organizations=organizations,
        papers=papers_of(organizations),
        reader=get_language() or "en",
        initial=_first(request, organizations),
    )
    if request.method != "POST" or not form.is_valid():
        return _ask_page(request, form)
    length = length_of(form.cleaned_data["text"])
    if request.POST.get("act") == "count" or length == Length():
        return _counted(request, form, length)
    return _asked(request, form, length)


def _first(request: StaffRequest, organizations: Any) -> dict[str, Any]:
    only = list(organizations[:2])
    known = {"organization": only[0].pk} if len(only) == 1 else {}
    return known | {"document": request.GET.get("document")}


def _usual_day(length: Length) -> date:
    return add_business_days(local_day(now()), days_for(length, is_read_twice=True)).due_on


def _ask_page(request: StaffRequest, form: AskForm, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "language_access/text_new.html", {"form": form} | more, status=status)


def _counted(request: StaffRequest, form: AskForm, length: Length) -> HttpResponse:
    """How long it is, and how long that takes. A file's text goes into the box, so that it is not lost."""
    if length == Length():
        form.add_error("text", _("There are no words in this text."))
    sent_again(form, text=form.cleaned_data.get("text", ""))
    return _ask_page(request, form, length=length, usual_on=_usual_day(length))


def _asked(request: StaffRequest, form: AskForm, length: Length) -> HttpResponse:
    try:
        made = operations.request_translation(
            wanted=form.wanted(_usual_day(length)),
            organization=form.cleaned_data["organization"],
            by=request.user,
            at=now(),
        )
    except Withdrawn:
        form.add_error("document", _("Somebody withdrew this document meanwhile."))
        return _ask_page(request, form)
    messages.success(request, _("We have it. You see here how each language goes on."))
    return redirect("texts:request", pk=made.pk)


@never_cache
@staff(ASK, organization_of=owner)
@require_safe
def request_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One request: each language, where it stands, of which version of the source."""
    return _show(request, found(pk))


def _show(request: StaffRequest, current: TranslationRequest, **more: Any) -> HttpResponse:
    length = Length(current.source.words, current.source.characters)
    context = {
        "one": current,
        "lines": lines_of(current),
        "source": current.source,
        "days": days_for(length, is_read_twice=True),
        "today": local_day(now()),
        "publish_form": PublishForm(),
        "is_office": request.user.may("language_access.assign"),
    }
    status = more.pop("status", 200)
    return render(request, "language_access/text.html", context | more, status=status)


@never_cache
@staff(ASK, organization_of=owner)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The document says something else now."""
    current = found(pk)
    if request.method != "POST":
        return _source_page(request, current, SourceForm(initial=_as_it_is(current)))
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _source_page(request, current, form, status=422)
    return _changed(request, current, form)


def _as_it_is(current: TranslationRequest) -> dict[str, Any]:
    length = Length(current.source.words, current.source.characters)
    return {"text": current.source.text, "wanted_on": _usual_day(length), "mark": mark_of(current)}


def _changed(request: StaffRequest, current: TranslationRequest, form: SourceForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("text", "wanted_on", "again", "mark")}
    try:
        version = operations.change_source(request=current, by=request.user, at=now(), **said)
    except ChangedMeanwhile:
        form.add_error(None, _("Somebody changed it while you wrote. Compare, and send again."))
        sent_again(form, mark=mark_of(found(current.pk)))
        return _source_page(request, found(current.pk), form, status=CROSSED, is_crossed=True)
    except NothingWritten:
        form.add_error("text", _("There are no words in this text."))
        return _source_page(request, current, form, status=422)
    except (NotWantedAnyMore, Withdrawn):
        messages.info(request, _("This request, or its document, was withdrawn. Ask anew."))
    else:
        said_what = _("Kept as a new version.") if version else _("It says what it said before.")
        messages.success(request, said_what)
    return redirect("texts:request", pk=current.pk)


def _source_page(
    request: StaffRequest, current: TranslationRequest, form: SourceForm, **more: Any
) -> HttpResponse:
    context = {"one": current, "form": form, "source": current.source}
    status = more.pop("status", 200)
    return render(request, "language_access/text_source.html", context | more, status=status)


@staff(ASK, organization_of=owner)
@require_POST
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not needed any more."""
    try:
        operations.cancel_translation_request(request=found(pk), by=request.user, at=now())
    except NotWantedAnyMore:
        messages.info(request, _("Somebody withdrew it before you."))
    else:
        messages.success(request, _("Withdrawn. Whoever had it is told. What was approved stays."))
    return redirect("texts:request", pk=pk)


@staff(ASK, organization_of=owner)
@require_POST
def publish(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """It is out."""
    current, form = found(pk), PublishForm(request.POST)
    line = line_in(current, language)
    if not form.is_valid():
        return _show(request, current, publish_form=form, publishing=language, status=422)
    try:
        publish_text(work=line.work, url=form.cleaned_data["url"], by=request.user, at=now())
    except WrongState:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    else:
        messages.success(request, _("Noted as published."))
    return redirect("texts:request", pk=pk)


@never_cache
@staff(ASK, organization_of=owner)
@require_safe
def side_by_side(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """The newest source and the last text beside each other, with what changed since."""
    current = found(pk)
    line = line_in(current, language)
    version = line.last
    if version is None:
        raise Http404
    newest = current.source
    is_old = version.source.number < newest.number
    context = {
        "one": current,
        "line": line,
        "version": version,
        "source": newest,
        "pairs": beside(newest.text, version.text, before=version.source.text if is_old else None),
        "different": differences(newest.text, version.text),
        "terms": terms_beside(
            newest.text, version.text, from_language=current.from_language, into=language
        ),
        "versions": line.work.versions.all(),
    }
    return render(request, "language_access/text_beside.html", context)


@never_cache
@staff(ASK, organization_of=owner)
@require_safe
def text_file(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """The approved text, as a file."""
    approved = line_in(found(pk), language).approved
    if approved is None:
        raise Http404
    answer = HttpResponse(approved.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{language}-{approved.number}.txt"'
    return answer


@staff(ASK, somewhere=True)
@require_safe
def phrases(request: StaffRequest) -> HttpResponse:
    """The set phrases in one language, drafts marked."""
    tags = sorted({tag for said in phrases_of_the_file().values() for tag in said})
    choices = named(tags, get_language() or "en")
    language = request.GET.get("language", "")
    chosen = language if language in tags else "en"
    context = {"rows": phrases_in(chosen), "language": chosen, "languages": choices}
    return render(request, "language_access/phrases.html", context)
