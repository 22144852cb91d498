"""Texts out to translators, and back; drafts from the machine."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.translations.exchange import FORMATS, NotReadable, read_file
from xenia.ground.translations.forms.exchange import WHY_NOT, ExportForm, ImportForm, MachineForm
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.machines import OFF, machine_name
from xenia.ground.translations.models import TextImport
from xenia.ground.translations.operations.bring_in import (
    ImportUndone,
    Outcome,
    bring_in_texts,
    undo_import,
)
from xenia.ground.translations.operations.machine import draft_by_machine
from xenia.ground.translations.queries.exchange import exchange_rows
from xenia.ground.translations.views.lists import as_file, page_address, page_of, reader_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

OUTCOME_WORDS: "Mapping[str, _StrPromise]" = {
    Outcome.IMPORTED: gettext_lazy("Imported as a draft"),
    Outcome.UNCHANGED: gettext_lazy("The same as before"),
    Outcome.BLANK: gettext_lazy("Not translated in the file"),
    Outcome.SOURCE_CHANGED: gettext_lazy("The English changed meanwhile"),
    Outcome.NEWER: gettext_lazy("Somebody worked on it meanwhile"),
    Outcome.BROKEN: gettext_lazy("A place such as {name} is lost, or the text cannot be kept"),
    Outcome.UNKNOWN: gettext_lazy("Not known here, or no longer shown"),
    Outcome.REPEATED: gettext_lazy("Stands in the file twice"),
}
LISTED = (Outcome.NEWER, Outcome.SOURCE_CHANGED, Outcome.BROKEN, Outcome.UNKNOWN, Outcome.REPEATED)
SHOWN_RUNS = 20


@staff("translations.exchange")
def exchange(request: StaffRequest) -> HttpResponse:
    """Choose texts for translators, bring their files in."""
    form = ImportForm()
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            run = _bring_in(request, form)
            if run:
                return redirect("translations:text_import", pk=run.pk)
    return _page(request, form)


def _bring_in(request: StaffRequest, form: ImportForm) -> TextImport | None:
    """The import, or None when the file is not to be used: the form says why."""
    file = form.cleaned_data["file"]
    try:
        rows = read_file(file.name, file.read())
    except NotReadable as unread:
        form.add_error("file", str(WHY_NOT[unread.reason]))
        return None
    return bring_in_texts(rows=rows, file_name=file.name, by=request.user, at=now())


def _page(request: StaffRequest, form: ImportForm) -> HttpResponse:
    runs = TextImport.objects.defer("rows").select_related("by")[:SHOWN_RUNS]
    context = {
        "export_form": ExportForm(),
        "form": form,
        "machine_form": None if machine_name() == OFF else MachineForm(),
        "runs": [{"run": run, "imported": run.totals.get(Outcome.IMPORTED, 0)} for run in runs],
    }
    status = 422 if form.errors else 200
    return render(request, "translations/exchange.html", context, status=status)


@staff("translations.exchange")
def exported(request: StaffRequest) -> HttpResponse:
    """The file of a selection."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Choose the language of the texts."))
        return redirect("translations:exchange")
    chosen, form_of_file = form.selection(), FORMATS[form.cleaned_data["format"]]
    content = form_of_file.write(exchange_rows(chosen), chosen.language)
    name = "-".join(part for part in ("texts", chosen.language, chosen.kind, chosen.state) if part)
    return as_file(content, name + form_of_file.ending, form_of_file.content_type)


@staff("translations.exchange")
def text_import(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of every row of a file; those that did not come in stand first."""
    run = get_object_or_404(TextImport.objects.select_related("by"), pk=pk)
    wanted = request.GET.get("outcome", "")
    rows = [row for row in run.rows if wanted in ("", row[5])]
    order = [*LISTED, *(one for one in Outcome if one not in LISTED)]
    page = page_of(request, sorted(rows, key=lambda row: order.index(Outcome(row[5]))))
    count = run.totals.get(Outcome.IMPORTED, 0)
    title = ngettext("%(count)s text came in", "%(count)s texts came in", count)
    context = {
        "run": run,
        "title": title % {"count": count},
        "totals": [
            {"code": one.value, "words": OUTCOME_WORDS[one], "count": run.totals[one]}
            for one in order
            if run.totals.get(one)
        ],
        "page": page,
        "page_url": page_address(request),
        "rows": [_row(row, reader_of(request)) for row in page],
        "outcome": wanted,
    }
    return render(request, "translations/text_import.html", context)


def _row(row: list[str], reader: str) -> dict[str, object]:
    number, kind, _record, field, language, outcome, name, note = row
    known = CONTENT.get(kind)
    return {
        "number": number,
        "name": name or (known.field_words(field) if known and field in known.fields else field),
        "language": name_in(language, reader) if is_known(language) else language,
        "outcome": OUTCOME_WORDS[outcome],
        "is_listed": outcome in LISTED,
        "note": note,
    }


@require_POST
@staff("translations.exchange")
def undo_text_import(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an import back."""
    run = get_object_or_404(TextImport, pk=pk)
    try:
        put_back, left = undo_import(run=run, by=request.user, at=now())
    except ImportUndone:
        messages.info(request, _("This was taken back before."))
        return redirect("translations:text_import", pk=pk)
    words = ngettext(
        "%(count)s text is as it was before.", "%(count)s texts are as they were before.", put_back
    )
    messages.success(request, words % {"count": put_back})
    if left:
        stays = ngettext(
            "%(count)s text stays: somebody worked on it since.",
            "%(count)s texts stay: somebody worked on them since.",
            left,
        )
        messages.info(request, stays % {"count": left})
    return redirect("translations:text_import", pk=pk)


@require_POST
@staff("translations.translate")
def ask_machine(request: StaffRequest) -> HttpResponse:
    """Let the machine write drafts where nothing is said yet."""
    form = MachineForm(request.POST)
    if machine_name() == OFF or not form.is_valid():
        messages.info(request, _("This office uses no machine translation."))
        return redirect("translations:exchange")
    said = form.cleaned_data
    count = draft_by_machine(
        kind=said["kind"], language=said["language"], by=request.user, at=now()
    )
    words = ngettext(
        "The machine wrote %(count)s draft. A person has to read it.",
        "The machine wrote %(count)s drafts. A person has to read them.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("translations:exchange")
