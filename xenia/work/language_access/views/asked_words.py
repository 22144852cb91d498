"""Where a request stands and what happens next, in plain words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, local_time
from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import clock, written_day
from xenia.work.language_access.models import Booking, InterpreterRequest
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.models.request import WAITING, Absent, Status
from xenia.work.language_access.operations.changing import beginning
from xenia.work.language_access.queries.asked import was_given_back
from xenia.work.language_access.queries.in_words import STANDING
from xenia.work.language_access.queries.requests import series_of
from xenia.work.language_access.queries.roster import pairs_of
from xenia.work.language_access.terms import NUMBER_AFTER, OFFERED_AHEAD, is_near_call
from xenia.work.language_access.views.why_words import advice

ENGLISH = "en"
LOOKED_FOR = (*WAITING, Status.UNFILLED)


@dataclass(frozen=True, slots=True)
class Words:
    """How it stands, and what comes next."""

    state: str
    after: str


def moment(at: datetime, reader: str) -> str:
    """A day and a time."""
    local = local_time(at)
    said = {"day": written_day(local.date(), reader), "time": clock(local.time(), reader)}
    return _("%(day)s, %(time)s") % said


def languages(request: InterpreterRequest, reader: str) -> str:
    """Which language; the second one only where it is not English."""
    first = name_in(request.language, reader)
    if request.other_language == ENGLISH:
        return first
    second = name_in(request.other_language, reader)
    return _("%(first)s and %(second)s") % {"first": first, "second": second}


def series_shown(request: InterpreterRequest, reader: str) -> dict[str, Any]:
    """Which of its weeks a request is, and the others, to be opened."""
    weeks = series_of(request)
    return {
        "number": 1 + next((place for place, one in enumerate(weeks) if one == request), 0),
        "weeks": [(one, moment(one.preferred_at, reader)) for one in weeks],
    }


def words_for(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    """Where one request stands. That whoever was to come cannot stands before it."""
    words = WORDS[request.status](request, at, reader)
    if request.status in LOOKED_FOR and was_given_back(request):
        lost = _("Whoever was to come cannot come.")
        return replace(words, state=f"{lost} {words.state}")
    return words


def _call_words(line: Booking, at: datetime, reader: str) -> Words:
    """A vendor's line takes it: nobody comes, the clerk calls."""
    if at >= line.start_at:
        return Words(_("Call this line now."), _("When you are done, say how long it took."))
    state = _("It is a call with a line. Call at %(when)s.")
    after = _("The number and the code stand here 15 minutes before.")
    return Words(
        state % {"when": moment(line.start_at, reader)},
        f"{after} {_until_when(line.start_at, at, reader)}",
    )


def _open(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    asked_from = request.preferred_at - OFFERED_AHEAD
    state = _("We are looking for somebody.")
    if asked_from > at:
        day = written_day(local_day(asked_from), reader)
        words = _(
            "We ask interpreters from %(day)s on. You need do nothing: you get an e-mail as soon as somebody says yes."
        )
        return Words(state, words % {"day": day})
    return Words(
        state,
        _(
            "We ask interpreters now. You need do nothing: you get an e-mail as soon as somebody says yes."
        ),
    )


def _offered(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    offers = list(request.offers.to_answer(at).values_list("answer_by", flat=True))
    state = ngettext(
        "We asked %(count)s interpreter.", "We asked %(count)s interpreters.", len(offers)
    )
    if not offers:
        return Words(_("We asked interpreters."), _("Nobody said yes yet. We ask the next."))
    after = _("We know more by %(when)s at the latest. If nobody can come, we ask the next.")
    return Words(state % {"count": len(offers)}, after % {"when": moment(max(offers), reader)})


def _filled(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    line = request.bookings.standing().filter(interpreter__kind=Kind.VENDOR_LINE).first()
    if line and at < line.end_at + NUMBER_AFTER:
        return _call_words(line, at, reader)
    start = beginning(request)
    if at >= start:
        return Words(_("It has begun, or is over."), _("Say how it went."))
    return Words(_("Somebody comes."), _until_when(start, at, reader))


def _until_when(start: datetime, at: datetime, reader: str) -> str:
    """Until when cancelling is early."""
    free_until = start - timedelta(hours=settings.INTERPRETER_LATE_HOURS)
    if at >= free_until:
        return _("If you cancel now, it counts as late.")
    words = _("If you do not need anybody, cancel by %(when)s. Later counts as late.")
    return words % {"when": moment(free_until, reader)}


def _done(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    state = ngettext(
        "Done. It took %(count)s minute.", "Done. It took %(count)s minutes.", request.minutes or 0
    )
    after = _("Nothing is left to do.")
    if request.late_minutes:
        after = ngettext(
            "The interpreter came %(count)s minute late. We have noted it.",
            "The interpreter came %(count)s minutes late. We have noted it.",
            request.late_minutes,
        ) % {"count": request.late_minutes}
    return Words(state % {"count": request.minutes or 0}, after)


def _no_show(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    if request.absent == Absent.INTERPRETER:
        after = _("We have noted it and look into it. Does somebody still stand before you?")
        return Words(_("The interpreter did not come."), after)
    return Words(
        _("The person did not come."), _("We have noted it. Ask the same again if needed.")
    )


def _early(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    return Words(_("Cancelled in time."), _("Nobody comes. Ask the same again if you need it."))


def _late(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    return Words(
        _("Cancelled late."),
        _("Nobody comes. It was near the beginning, so it is counted as late."),
    )


def _unfilled(request: InterpreterRequest, at: datetime, reader: str) -> Words:
    state = _("We found nobody.") + " " + str(request.get_cause_display())
    return Words(state, advice(request))


WORDS: Mapping[str, Callable[[InterpreterRequest, datetime, str], Words]] = {
    Status.OPEN: _open,
    Status.OFFERED: _offered,
    Status.FILLED: _filled,
    Status.DONE: _done,
    Status.NO_SHOW: _no_show,
    Status.CANCELLED_EARLY: _early,
    Status.CANCELLED_LATE: _late,
    Status.UNFILLED: _unfilled,
}


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes, as far as a department sees: a label, near the time a first name, and what is proved.

    For a vendor's line: how to call it, while the call is near.
    """

    booking: Booking
    who: str
    kind: str
    standing: str
    when: str
    is_line: bool = False
    number: str = ""
    code: str = ""
    steps: str = ""


def coming(request: InterpreterRequest, reader: str, at: datetime) -> list[Coming]:
    """Who comes to one request."""
    rows = list(request.bookings.standing().select_related("interpreter"))
    pairs = pairs_of([one.interpreter for one in rows], local_day(request.preferred_at))
    is_on = request.status == Status.FILLED
    return [
        _coming(
            one,
            _ranks(pairs.get(one.interpreter_id, ()), request),
            reader,
            at,
            is_call=is_on and is_near_call(one.start_at, one.end_at, at),
        )
        for one in rows
    ]


def _ranks(pairs: Iterable[Any], request: InterpreterRequest) -> list[int]:
    tongue = request.language
    return [one.rank for one in pairs if tongue in (one.from_language, one.to_language)]


def _who(booking: Booking, at: datetime) -> str:
    """A line's name, a person's label; from the day before, reception reads the first name too."""
    person = booking.interpreter
    if person.is_vendor_line:
        return str(person.name)
    is_near = local_day(at) >= local_day(booking.start_at) - timedelta(days=1)
    first = person.first_name if is_near else ""
    return f"{first} ({person.label})" if first else person.label


def _coming(
    booking: Booking, ranks: Collection[int], reader: str, at: datetime, *, is_call: bool
) -> Coming:
    person = booking.interpreter
    is_line = person.is_vendor_line
    shows_number = is_line and is_call
    return Coming(
        booking,
        who=_who(booking, at),
        kind=str(person.get_kind_display()),
        standing=str(STANDING[max(ranks, default=0)]),
        when=moment(booking.start_at, reader),
        is_line=is_line,
        number=str(person.phone) if shows_number else "",
        code=str(person.access_code) if shows_number else "",
        steps=str(person.call_steps) if shows_number else "",
    )


def may_read_topic(request: InterpreterRequest, user: User) -> bool:
    """What it is about is for colleagues too, unless who asked sealed it."""
    return not request.topic_is_sealed or request.asked_by_id == user.pk
