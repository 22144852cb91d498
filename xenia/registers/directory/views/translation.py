"""Translating: the grid of services and languages, and one record in one language."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import Language
from xenia.ground.common.languages import language as language_of
from xenia.registers.directory import operations
from xenia.registers.directory.forms.filters import GridFilter
from xenia.registers.directory.forms.translation import TranslationForm, seal_of, seen_of
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries.owner import owner_of_record
from xenia.registers.directory.queries.translation import (
    FieldText,
    counts_of,
    fields_in,
    other_languages,
    services_to_translate,
    translation_counts,
)
from xenia.registers.directory.queries.wording import field_name, language_name
from xenia.registers.directory.views.history import record_of
from xenia.registers.directory.views.lists import list_context, page_of, reader_of


@staff("directory.read")
def translations(request: StaffRequest) -> HttpResponse:
    """How far each service is said in each language."""
    filters = GridFilter(request.GET)
    said = filters.said()
    found = services_to_translate(words=said["q"], language=said["language"], state=said["state"])
    page = page_of(request, found)
    languages = [said["language"]] if said["language"] else other_languages()
    counts = counts_of(list(page.object_list), languages)
    count = page.paginator.count
    title = ngettext(
        "%(count)s service in other languages", "%(count)s services in other languages", count
    )
    return render(
        request,
        "directory/translations.html",
        list_context(request, filters, page)
        | {
            "title": title % {"count": count},
            "languages": languages,
            "rows": [{"service": one, "counts": counts[one.pk]} for one in page.object_list],
        },
    )


def _language(code: str) -> Language:
    if code not in other_languages():
        raise Http404(code)
    return language_of(code)


@staff("directory.translate", organization_of=owner_of_record)
def translate(request: StaffRequest, kind: str, pk: UUID, language: str) -> HttpResponse:
    """One record in one language: the source beside the text, to write or to answer for."""
    record, tongue = record_of(kind, pk), _language(language)
    texts = fields_in(record, language)
    if request.method != "POST":
        form = TranslationForm(texts, language, tongue.direction)
        return _page(request, kind, record, tongue, texts, form)
    form = TranslationForm(texts, language, tongue.direction, request.POST)
    seen = seen_of(request.POST.get("seen", ""))
    if not form.is_valid():
        return _page(request, kind, record, tongue, texts, form)
    try:
        _keep(request, record, form, seen)
    except operations.ChangedMeanwhile as meanwhile:
        crossings = [field_name(name, reader_of(request)) for name in meanwhile.fields]
        return _page(request, kind, record, tongue, texts, form, crossings=crossings)
    return redirect("directory:translate", kind=kind, pk=pk, language=language)


def _keep(
    request: StaffRequest, record: Record, form: TranslationForm, seen: dict[str, str]
) -> None:
    language = form.language
    if "review" in request.POST:
        said = {field: text for field, text in form.cleaned_data.items() if text}
        answered = operations.review_record(
            record=record, language=language, texts=said, by=request.user, at=now(), seen=seen
        )
        _thank(request, answered)
        return
    texts = {field: {language: text} for field, text in form.changed(seen).items()}
    operations.translate_record(record=record, texts=texts, by=request.user, at=now(), seen=seen)
    messages.success(request, _("Saved as a draft.") if texts else _("Nothing was changed."))


def _thank(request: StaffRequest, answered: operations.Answered) -> None:
    words = ngettext(
        "Thank you. You answer for %(count)s text.",
        "Thank you. You answer for %(count)s texts.",
        answered.reviewed,
    )
    messages.success(request, words % {"count": answered.reviewed})
    if answered.waiting:
        waits = ngettext(
            "%(count)s text people act on waits for one more person.",
            "%(count)s texts people act on wait for one more person.",
            answered.waiting,
        )
        messages.info(request, waits % {"count": answered.waiting})
    if answered.own:
        hers = ngettext(
            "%(count)s text is in your own words. Somebody else answers for it.",
            "%(count)s texts are in your own words. Somebody else answers for them.",
            answered.own,
        )
        messages.info(request, hers % {"count": answered.own})


def _page(
    request: StaffRequest,
    kind: str,
    record: Record,
    tongue: Language,
    texts: list[FieldText],
    form: TranslationForm,
    **more: Any,
) -> HttpResponse:
    counts = translation_counts(record)
    context = {
        "record": record,
        "kind": kind,
        "address": f"directory:{kind}",
        "tongue": tongue,
        "tongue_name": language_name(tongue.code, reader_of(request)),
        "form": form,
        "seal": seal_of(texts, tongue.code),
        "pairs": [{"text": one, "field": form[one.field]} for one in texts],
        "counts": counts,
    }
    return render(request, "directory/translate.html", context | more, status=409 if more else 200)
