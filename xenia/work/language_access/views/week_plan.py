"""A week as a whole: what the plan would do, beside how it stands; taken whole or line by line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.operations import Planned, Proposal
from xenia.work.language_access.operations.planning import Seat
from xenia.work.language_access.operations.proposing import Hours, Line
from xenia.work.language_access.queries.gaps import WEEKS, language_gaps, unfilled_causes
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.views.asked import reader_of
from xenia.work.language_access.views.asked_words import languages, moment
from xenia.work.language_access.views.gap_words import causes_shown, gaps_shown
from xenia.work.language_access.views.looking import ASSIGN

WHOLE: Final = "whole"
WEEK: Final = timedelta(weeks=1)
People = Mapping[UUID, Interpreter]


@never_cache
@staff(ASSIGN)
@require_safe
def this_week(request: StaffRequest) -> HttpResponse:
    """The week that is to be planned next: this one until Friday, then the next."""
    today = local_day(now())
    ahead = timedelta(days=2) if today.weekday() > 4 else timedelta(0)
    return redirect("interpreting:week_plan", day=week_start_of(today + ahead).isoformat())


def week_start_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@never_cache
@staff(ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def week_plan(request: StaffRequest, day: str) -> HttpResponse:
    """What planning this week would do; taking all of it, or the lines that are ticked."""
    week = _monday(day)
    if request.method != "POST":
        return _page(request, week)
    only = None if request.POST.get("act") == WHOLE else _ticked(request)
    if only == {}:
        messages.info(request, _("Tick the lines you take, or take the whole plan."))
        return redirect("interpreting:week_plan", day=day)
    done = operations.run_matching(week=week, by=request.user, at=now(), only=only)
    _say(request, done)
    return redirect("interpreting:week_plan", day=day)


def _monday(day: str) -> date:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if found.weekday():
        raise Http404
    return found


def _ticked(request: StaffRequest) -> dict[UUID, str]:
    """The lines by request, each with the mark under which it was shown."""
    pairs = (one.partition(" ") for one in request.POST.getlist("line"))
    try:
        return {UUID(pk): mark for pk, _space, mark in pairs}
    except ValueError:
        raise Http404 from None


def _say(request: StaffRequest, done: Planned) -> None:
    words = _("Taken: %(filled)s got somebody, %(moved)s moved. %(unfilled)s are still open.")
    said = {"filled": done.filled, "moved": done.moved, "unfilled": done.unfilled}
    messages.success(request, words % said)
    if done.left:
        words = _(
            "%(count)s could not be taken: something changed, or another line has to come with it. Look at the plan as it is now."
        )
        messages.warning(request, words % {"count": done.left})


def _page(request: StaffRequest, week: date) -> HttpResponse:
    found = operations.propose_week(week, now())
    people = _people(found)
    reader = reader_of()
    context = {
        "week": week,
        "words": written_day(week, reader),
        "before": (week - WEEK).isoformat(),
        "after": (week + WEEK).isoformat(),
        "found": found,
        "lines": [_line(one, people, reader) for one in found.lines],
        "open": [_open(one, cause, reader) for one, cause in found.open],
        "hours": _hours(found.hours, people),
        "most_now": _most(one.minutes_now for one in found.hours),
        "most_then": _most(one.minutes_then for one in found.hours),
        "locked_hours": settings.INTERPRETER_LOCKED_HOURS,
    }
    return render(request, "language_access/week_plan.html", context)


def _people(found: Proposal) -> People:
    wanted = {one.interpreter for one in found.hours}
    wanted |= {seat.interpreter for line in found.lines for seat in (*line.before, *line.after)}
    people: People = Interpreter.objects.in_bulk(list(wanted))
    return people


def _line(line: Line, people: People, reader: str) -> dict[str, Any]:
    return {
        "one": line.request,
        "value": f"{line.request.pk} {line.mark}",
        "languages": languages(line.request, reader),
        "is_move": line.is_move,
        "before": _seats(line.before, people, reader),
        "after": _seats(line.after, people, reader),
    }


def _seats(seats: Sequence[Seat], people: People, reader: str) -> list[dict[str, Any]]:
    return [
        {
            "who": people[one.interpreter],
            "when": moment(one.start_at, reader),
            "mode": one.mode.label,
        }
        for one in seats
    ]


def _open(one: Any, cause: Any, reader: str) -> dict[str, Any]:
    return {
        "one": one,
        "languages": languages(one, reader),
        "when": moment(one.preferred_at, reader),
        "cause": cause.label,
    }


def _hours(found: Iterable[Hours], people: People) -> list[dict[str, Any]]:
    return [
        {
            "who": people[one.interpreter],
            "now": in_hours(one.minutes_now),
            "then": in_hours(one.minutes_then),
            "is_changed": one.minutes_now != one.minutes_then,
        }
        for one in found
    ]


def _most(minutes: Iterable[int]) -> str:
    return in_hours(max(minutes, default=0))


def in_hours(minutes: int) -> str:
    """Hours and minutes, such as 7:30."""
    return f"{minutes // 60}:{minutes % 60:02}"


@never_cache
@staff(ASSIGN)
@require_safe
def gaps(request: StaffRequest) -> HttpResponse:
    """Which languages lack people, and on which days and hours of the coming weeks."""
    at, reader = now(), reader_of()
    start = week_start(at) + WEEK
    context = {
        "rows": gaps_shown(language_gaps(start, at), reader),
        "causes": causes_shown(unfilled_causes(at), reader),
        "weeks": WEEKS,
        "first": written_day(start, reader),
    }
    return render(request, "language_access/gaps.html", context)
