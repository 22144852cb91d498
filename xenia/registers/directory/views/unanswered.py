"""The queue of words the search did not understand, and what becomes of them."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.forms.unanswered import MeaningForm
from xenia.registers.directory.models import UnansweredWords
from xenia.registers.directory.operations import unanswered as operations
from xenia.registers.directory.queries.unanswered import (
    count_waiting,
    term_choices,
    unmet_needs,
    words_with,
)
from xenia.registers.directory.views.lists import address_with, page_of, reader_of

SHOWN = {"": "waiting", "known": "mapped", "unmet": "unmet", "not-a-need": "no need"}


@staff("directory.unanswered")
def unanswered(request: StaffRequest) -> HttpResponse:
    """The words that found nothing on three days or more."""
    show = request.GET.get("show", "")
    status = SHOWN.get(show, "waiting")
    page = page_of(request, words_with(status, request.GET.get("language", "")))
    count = count_waiting()
    title = ngettext(
        "%(count)s word we do not understand", "%(count)s words we do not understand", count
    )
    query = address_with(request)
    return render(
        request,
        "directory/unanswered.html",
        {
            "title": title % {"count": count},
            "page": page,
            "page_url": query + ("&page=" if query != "?" else "page="),
            "rows": [_row(one, reader_of(request)) for one in page.object_list],
            "is_waiting": status == "waiting",
            "show": show,
            "unmet": unmet_needs(reader_of(request)),
        },
    )


def _row(one: UnansweredWords, reader: str) -> dict[str, object]:
    return {
        "one": one,
        "language": _language(one.language, reader),
        "term": load_taxonomy().label(one.term, reader) if one.term else "",
    }


def _language(code: str, reader: str) -> str:
    return name_in(code, reader) if is_known(code) else code


@staff("directory.unanswered")
def unanswered_words(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of them: say what it means, that it is an unmet need, or that it is none."""
    one = get_object_or_404(UnansweredWords, pk=pk)
    form = MeaningForm(term_choices(reader_of(request)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decided(request, one, form.cleaned_data["act"], form.cleaned_data["term"])
    return render(
        request,
        "directory/unanswered_words.html",
        {**_row(one, reader_of(request)), "form": form, "is_waiting": one.status == "waiting"},
    )


def _decided(request: StaffRequest, one: UnansweredWords, act: str, term: str) -> HttpResponse:
    try:
        if act == "map":
            operations.map_words(waiting=one, term=term, by=request.user, at=now())
            messages.success(request, _("People who write this will find it from now on."))
        elif act == "unmet":
            operations.say_unmet(waiting=one, term=term, by=request.user, at=now())
            messages.success(request, _("Counted as an unmet need."))
        else:
            operations.say_no_need(waiting=one, by=request.user, at=now())
            messages.success(request, _("Set aside. We will not ask about these words again."))
    except WrongState:
        messages.info(request, _("Somebody else was faster. Look at what they said."))
    return redirect("directory:unanswered")


@require_POST
@staff("directory.unanswered")
def undo_unanswered(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a decision back."""
    one = get_object_or_404(UnansweredWords, pk=pk)
    try:
        operations.undo_decision(decided=one, by=request.user, at=now())
        messages.success(request, _("Taken back. The words wait again."))
    except WrongState:
        messages.info(request, _("These words wait already."))
    return redirect("directory:unanswered_words", one.pk)


@staff("directory.unanswered")
def export_unanswered(request: StaffRequest) -> HttpResponse:
    """The words of a state as CSV."""
    status = SHOWN.get(request.GET.get("show", ""))
    if status is None:
        raise Http404(status)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="unanswered.csv"'
    writer = csv.writer(response, lineterminator="\r\n")
    writer.writerow(("language", "words", "days", "first_on", "last_on", "status", "term"))
    for one in words_with(status).iterator():
        words = f"'{one.words}" if one.words[:1] in "=+-@" else one.words
        days = (one.days, one.first_on, one.last_on)
        writer.writerow((one.language, words, *days, one.status, one.term))
    return response
