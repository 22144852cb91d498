"""Today: what waits for the person who signed in."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xenia.face.desk.greeting import greeting, in_full
from xenia.face.desk.parts import Part
from xenia.face.desk.queries.waiting import directory_now
from xenia.face.desk.rows import parts_for
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.long_work import SAMPLE_HISTORY, progress_of
from xenia.ground.reference.calendar import next_closure
from xenia.ground.reference.office import office_facts

# A change reaches the search within a minute; after this the worker has stopped.
SEARCH_IS_LATE_AFTER = timedelta(minutes=10)


@staff("desk.open")
def today(request: StaffRequest) -> HttpResponse:
    """One person's work, over every room."""
    at, reader = now(), get_language() or "en"
    day = local_day(at)
    parts = parts_for(request.user, at=at, reader=reader)
    directory = directory_now()
    return render(
        request,
        "desk/today.html",
        {
            "title": title_of(parts),
            "kicker": f"{greeting(str(request.user), at)} · {in_full(day, reader)}",
            "waiting": [part for part in parts if part.tasks],
            "settled": [part for part in parts if not part.tasks],
            "directory": directory,
            "search_is_late": directory.waiting_since is not None
            and at - directory.waiting_since > SEARCH_IS_LATE_AFTER,
            "history": progress_of(SAMPLE_HISTORY),
            "closure": _closure(day, reader),
            "facts": office_facts(),
            "may_take_in": request.user.may("casework.take_in"),
            "may_log": request.user.may("enquiries.log"),
            "may_board": request.user.may("desk.board"),
            "may_add": request.user.may("directory.add_organization"),
            "handbook": _handbook(request),
        },
    )


def title_of(parts: list[Part]) -> str:
    """The page's title is its answer: how much waits."""
    count = sum(part.count for part in parts)
    if not count:
        return _("Nothing is waiting for you")
    return ngettext("%(count)s thing waits for you", "%(count)s things wait for you", count) % {
        "count": count
    }


def _closure(day: date, reader: str) -> dict[str, str] | None:
    closure = next_closure(day)
    if closure is None:
        return None
    return {"name": closure.name, "day": in_full(max(closure.first_day, day), reader)}


def _handbook(request: StaffRequest) -> list[tuple[str, str]]:
    return [
        (str(role.label), reverse("home:handbook", args=[role.value]))
        for role in sorted(request.user.roles())
    ]
