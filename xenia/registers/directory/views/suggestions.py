"""The staff's queue of what the public told us."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.forms.suggestion import PassOnForm
from xenia.registers.directory.models import Suggestion
from xenia.registers.directory.operations.suggestions import (
    bring_back_suggestion,
    decline_suggestion,
    pass_on_suggestion,
    reopen_suggestion,
    take_up_suggestion,
)
from xenia.registers.directory.queries.suggestions import (
    finished_suggestions,
    left_out,
    set_aside_suggestions,
    waiting_suggestions,
)
from xenia.registers.directory.views.lists import page_of

_A_WEEK = timedelta(days=7)
_LISTS = {"aside": set_aside_suggestions, "finished": finished_suggestions}


@staff("directory.suggestions")
def suggestions(request: StaffRequest) -> HttpResponse:
    """What people told us, each with what can be done."""
    show = request.GET.get("show", "")
    page = page_of(request, _LISTS.get(show, waiting_suggestions)())
    count = page.paginator.count
    title = ngettext(
        "%(count)s suggestion from the public", "%(count)s suggestions from the public", count
    )
    return render(
        request,
        "directory/suggestions.html",
        {
            "title": title % {"count": count},
            "page": page,
            "page_url": f"?show={show}&page=" if show in _LISTS else "?page=",
            "is_aside": show == "aside",
            "is_finished": show == "finished",
            "aside_count": set_aside_suggestions().count(),
            "left_out": left_out(since=local_day(now()) - _A_WEEK),
        },
    )


@staff("directory.suggestions")
def suggestion(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One thing somebody told us; passing it on makes a proposal of it, in the editor's own words."""
    found = _found(pk)
    form = PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            lambda: pass_on_suggestion(
                suggestion=found, note=form.cleaned_data["note"], by=request.user, at=now()
            ),
            _("It waits among the proposals now."),
        )
    is_open = found.status in (Suggestion.Status.WAITING, Suggestion.Status.SET_ASIDE)
    context = {"suggestion": found, "form": form, "is_open": is_open}
    return render(request, "directory/suggestion.html", context)


def _found(pk: UUID) -> Suggestion:
    found: Suggestion = get_object_or_404(
        Suggestion.objects.select_related("service__organization", "proposal"), pk=pk
    )
    return found


@require_POST
@staff("directory.suggestions")
def answer_suggestion(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """Say that the entry is right now, that nothing is to be done, that a person wrote it after all, or open it again."""
    acts = {
        "taken-up": (take_up_suggestion, _("Thank you. It is dealt with.")),
        "declined": (decline_suggestion, _("It is dealt with. Nothing was changed.")),
        "open-again": (reopen_suggestion, _("It waits again.")),
        "bring-back": (bring_back_suggestion, _("It waits with the others now.")),
    }
    if code not in acts:
        raise Http404(code)
    act, words = acts[code]
    found = _found(pk)
    return _done(request, lambda: act(suggestion=found, by=request.user, at=now()), words)


def _done(request: StaffRequest, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except WrongState:
        messages.warning(request, _("Somebody was first. Nothing was changed."))
    return redirect("directory:suggestions")
