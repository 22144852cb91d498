"""The glossary: how the office says its words."""

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
from xenia.ground.common.languages import name_in
from xenia.ground.translations.exchange import LARGEST, NotReadable
from xenia.ground.translations.exchange.terms import read_terms, write_terms
from xenia.ground.translations.forms.exchange import WHY_NOT
from xenia.ground.translations.forms.filters import TermFilter
from xenia.ground.translations.forms.glossary import TermFileForm, TermForm
from xenia.ground.translations.models import GlossaryTerm
from xenia.ground.translations.operations.glossary import (
    Taken,
    TermTaken,
    agree_on_term,
    bring_in_terms,
    remove_term,
)
from xenia.ground.translations.queries.glossary import terms_for
from xenia.ground.translations.views.lists import as_file, page_address, page_of, reader_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

WHY_REFUSED: "Mapping[str, _StrPromise]" = {
    "no_term": gettext_lazy("the English term is missing"),
    "too_long": gettext_lazy("a cell is too long, or has letters we cannot keep"),
    "unknown_language": gettext_lazy("we do not know this language"),
    "stays_or_not": gettext_lazy("write what we say, or that it stays in English: one of the two"),
}


@staff("translations.read")
def glossary(request: StaffRequest) -> HttpResponse:
    """The office's terms."""
    filters = TermFilter(request.GET)
    said, reader = filters.said(), reader_of(request)
    found = terms_for(said["language"]) if said["language"] else GlossaryTerm.objects.all()
    if said["q"]:
        found = found.filter(term__icontains=said["q"])
    page = page_of(request, found)
    count = page.paginator.count
    title = ngettext("%(count)s term of the glossary", "%(count)s terms of the glossary", count)
    return render(
        request,
        "translations/glossary.html",
        {
            "title": title % {"count": count},
            "filters": filters,
            "page": page,
            "page_url": page_address(request),
            "rows": [
                {"term": one, "language": name_in(one.language, reader) if one.language else ""}
                for one in page
            ],
            "file_form": TermFileForm(),
            "may_change": request.user.may("translations.glossary"),
        },
    )


@staff("translations.glossary")
def add_term(request: StaffRequest) -> HttpResponse:
    """Add a term."""
    return _term_page(request, None)


@staff("translations.glossary")
def edit_term(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a term."""
    return _term_page(request, get_object_or_404(GlossaryTerm, pk=pk))


def _term_page(request: StaffRequest, term: GlossaryTerm | None) -> HttpResponse:
    form = TermForm.of(term) if term else TermForm()
    if request.method == "POST":
        form = TermForm(request.POST)
        if form.is_valid():
            try:
                agree_on_term(said=form.agreement(), by=request.user, at=now(), term=term)
            except TermTaken:
                form.add_error("term", _("The glossary has this term in this language already."))
            else:
                messages.success(request, _("Saved. Reviewers see it beside the text."))
                return redirect("translations:glossary")
    status = 422 if form.errors else 200
    return render(request, "translations/term.html", {"form": form, "term": term}, status=status)


@require_POST
@staff("translations.glossary")
def drop_term(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a term out."""
    term = get_object_or_404(GlossaryTerm, pk=pk)
    remove_term(term=term, by=request.user, at=now())
    messages.success(request, _("“%(term)s” is out of the glossary.") % {"term": term.term})
    return redirect("translations:glossary")


@staff("translations.read")
def glossary_sheet(request: StaffRequest) -> HttpResponse:
    """The whole glossary as a sheet."""
    sheet = write_terms(GlossaryTerm.objects.all())
    return as_file(sheet, "glossary.csv", "text/csv; charset=utf-8")


@require_POST
@staff("translations.glossary")
def bring_in_glossary(request: StaffRequest) -> HttpResponse:
    """Take the terms of a sheet in."""
    form = TermFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["file"][0]))
        return redirect("translations:glossary")
    file = form.cleaned_data["file"]
    try:
        if file.size > LARGEST:
            raise NotReadable("too_large")
        taken = bring_in_terms(rows=read_terms(file.read()), by=request.user, at=now())
    except NotReadable as unread:
        messages.error(request, str(WHY_NOT[unread.reason]))
    else:
        _tell(request, taken)
    return redirect("translations:glossary")


def _tell(request: StaffRequest, taken: Taken) -> None:
    words = _("%(added)s terms added, %(changed)s changed, %(unchanged)s as before.")
    counts = {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}
    messages.success(request, words % counts)
    for row, _term, reason in taken.refused[:10]:
        said = _("Row %(row)s did not come in: %(reason)s.")
        messages.info(request, said % {"row": row, "reason": WHY_REFUSED[reason]})
    if len(taken.refused) > 10:
        rest = _("%(count)s more rows did not come in.") % {"count": len(taken.refused) - 10}
        messages.info(request, rest)
