"""What an organization asked for, asking for more, and somebody at once."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.calendar import closed_days
from xenia.work.language_access import operations
from xenia.work.language_access.forms.asking import OWN_WORDS, AskForm, NowForm
from xenia.work.language_access.forms.choices import every_spoken_language
from xenia.work.language_access.forms.looking import OwnFilter
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.operations import NotATime, Now, TooFarAhead
from xenia.work.language_access.operations.asking import last_day
from xenia.work.language_access.queries.requests import (
    ASK,
    asked_the_same,
    languages_asked,
    organizations_of,
    requests_of,
    untold,
    usual_organization,
)
from xenia.work.language_access.views.asked_words import languages, may_read_topic, moment

ON_A_PAGE: Final = 25
MOST_PRINTED: Final = 500
COMING, PAST, UNTOLD = "coming", "past", "untold"


def reader_of() -> str:
    """The reader's language."""
    return get_language() or "en"


@never_cache
@staff(ASK, somewhere=True)
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """What was asked for: what is to come, what is over, what nobody said how it went."""
    at, show = now(), _show(request)
    form, found = _chosen(request, show, at)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = urlencode({"show": show} | form.said())
    context = {
        "form": form,
        "show": show,
        "query": kept,
        "is_filtered": bool(form.said()),
        "page": page,
        "page_url": f"?{kept}&page=",
        "untold": untold(requests_of(request.user, is_past=True, at=at), at).count(),
        "rows": _rows(page.object_list),
    }
    return render(request, "language_access/requests.html", context)


@never_cache
@staff(ASK, somewhere=True)
@require_safe
def requests_print(request: StaffRequest) -> HttpResponse:
    """The same list on paper."""
    at, show = now(), _show(request)
    form, found = _chosen(request, show, at)
    context = {
        "rows": _rows(found[:MOST_PRINTED]),
        "query": urlencode({"show": show} | form.said()),
        "day": local_day(at),
    }
    return render(request, "language_access/requests_print.html", context)


def _show(request: StaffRequest) -> str:
    show = request.GET.get("show", COMING)
    return show if show in (PAST, UNTOLD) else COMING


def _chosen(request: StaffRequest, show: str, at: datetime) -> tuple[OwnFilter, Any]:
    rows = requests_of(request.user, is_past=show != COMING, at=at)
    form = OwnFilter(
        request.GET,
        languages=languages_asked(rows),
        organizations=organizations_of(request.user),
        reader=reader_of(),
    )
    rows = form.narrowed().of(rows)
    return form, untold(rows, at) if show == UNTOLD else rows


def _rows(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "languages": languages(one, reader_of()),
            "when": moment(one.preferred_at, reader_of()),
        }
        for one in found
    ]


@never_cache
@staff(ASK, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Ask for an interpreter; with an earlier request, the same once more."""
    form = AskForm(
        request.POST or None,
        reader=reader_of(),
        organizations=organizations_of(request.user),
        initial=_initial(request),
    )
    if request.method != "POST" or not form.is_valid():
        return ask_page(request, form, None)
    said, until = form.said(), form.weekly_until()
    twin = asked_the_same(said.organization, said.language, said.preferred_at)
    if twin and request.POST.get("once_more") != str(twin.pk):
        return ask_page(request, form, None, twin=twin)
    try:
        made = operations.request_interpreter(
            asked=said, weekly_until=until, by=request.user, at=now()
        )
    except (NotATime, ValueError) as wrong:
        refuse_time(form, wrong)
        return ask_page(request, form, None)
    _say_asked(request, form.cleaned_data.get("times") or 1)
    say_closed(request, form.days())
    return redirect("interpreting:request", pk=made.pk)


def _initial(request: StaffRequest) -> dict[str, Any]:
    like = request.GET.get("like")
    rows = InterpreterRequest.objects.select_related("area").filter(
        organization__in=organizations_of(request.user)
    )
    if like and len(like) == 36:
        found: InterpreterRequest = get_object_or_404(rows, pk=like)
        said = AskForm.again(found, local_day(now()))
        hidden = () if may_read_topic(found, request.user) else OWN_WORDS
        return {name: value for name, value in said.items() if name not in hidden}
    usual = usual_organization(request.user)
    return {"organization": usual} if usual else {}


def refuse_time(form: AskForm, wrong: ValueError) -> None:
    """To whoever asks for a moment that is gone, or too far away."""
    if isinstance(wrong, TooFarAhead):
        words = _("This is too far away. You can ask for a day until %(day)s.")
        day = written_day(last_day(now()), reader_of())
        form.add_error("day", words % {"day": day})
    else:
        words = _("This time is over, or there is no such time. Choose a later one.")
        form.add_error("begins", words)


def say_closed(request: StaffRequest, days: list[date]) -> None:
    """A day on which the office is closed may be meant; it is said all the same."""
    closed = closed_days(days[0], days[-1])
    if first := next((day for day in days if day in closed), None):
        words = _("The office is closed on %(day)s. Change the day if you did not mean that.")
        messages.warning(request, words % {"day": written_day(first, reader_of())})


def _say_asked(request: StaffRequest, times: int) -> None:
    words = ngettext(
        "Asked. You need do nothing more now.",
        "Asked for %(count)s weeks. You need do nothing more now.",
        times,
    )
    messages.success(request, words % {"count": times})


def ask_page(
    request: StaffRequest,
    form: AskForm,
    changes: InterpreterRequest | None,
    twin: InterpreterRequest | None = None,
) -> HttpResponse:
    """The form, with everything that was typed. twin: the same was asked for before, so we ask whether it is meant."""
    context = {"form": form, "changes": changes, "is_again": "like" in request.GET, "twin": twin}
    status = 409 if twin else 422 if form.is_bound and form.errors else 200
    return render(request, "language_access/ask.html", context, status=status)


@never_cache
@staff(ASK, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_now(request: StaffRequest) -> HttpResponse:
    """Somebody stands here: two fields, then a number to call."""
    form = NowForm(
        request.POST or None,
        organizations=organizations_of(request.user),
        languages=every_spoken_language(reader_of()),
        initial=_initial(request) | {"language": request.GET.get("language", "")},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "language_access/ask_now.html", {"form": form}, status=status)
    said = form.cleaned_data
    try:
        found = operations.ask_at_once(
            organization=said["organization"], language=said["language"], by=request.user, at=now()
        )
    except ValueError:
        form.add_error("language", _("No interpreter is needed for English. Choose another."))
        return render(request, "language_access/ask_now.html", {"form": form}, status=422)
    if found.how != Now.LINE:
        messages.warning(request, _no_line(found.how))
    return redirect("interpreting:request", pk=found.request.pk)


def _no_line(how: Now) -> str:
    if how == Now.ASKED:
        return _("No line has this language. We asked interpreters who are free now. Call us too.")
    return _("No line has this language, and nobody is free now. Call us. It is noted as missing.")
