"""Offers and assignments in an interpreter's words: what she needs, and nothing more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common import local_words
from xenia.ground.common.dates import local_time
from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import WEEKDAYS
from xenia.ground.reference.office import office_facts
from xenia.work.language_access.models import Booking, InterpreterRequest, Offer
from xenia.work.language_access.models.request import CANCELLED, Mode, Status
from xenia.work.language_access.queries.own_week import clash, way_minutes

ICONS: dict[str, str] = {Mode.IN_PERSON: "people", Mode.VIDEO: "video", Mode.PHONE: "phone"}


def reader_now() -> str:
    """The language of the page."""
    return get_language() or "en"


def day_words(at: datetime) -> str:
    """ "Thursday, November 5, 2026"."""
    reader, day = reader_now(), local_time(at).date()
    weekday = local_words.day_name(WEEKDAYS[day.weekday()], reader)
    return f"{weekday}{local_words.comma(reader)}{local_words.written_day(day, reader)}"


def clock_words(at: datetime) -> str:
    """The time by the city's clock."""
    return local_words.clock(local_time(at).time(), reader_now())


def languages_of(request: InterpreterRequest) -> str:
    """Between which languages, or from which into which."""
    reader = reader_now()
    ways = request.directions()
    one, two = (name_in(code, reader) for code in ways[0])
    if len(ways) > 1:
        return _("%(one)s and %(two)s, both ways") % {"one": one, "two": two}
    return _("From %(one)s into %(two)s") % {"one": one, "two": two}


def _of_both(what: Offer | Booking, request: InterpreterRequest, end: datetime) -> dict[str, Any]:
    area = request.area
    return {
        "pk": what.pk,
        "day": day_words(what.start_at),
        "starts": clock_words(what.start_at),
        "ends": clock_words(end),
        "minutes": request.length_minutes,
        "mode": Mode(what.mode).label,
        "icon": ICONS[what.mode],
        "languages": languages_of(request),
        "dialect": request.dialect,
        "area": office_facts().area_name(area.code, reader_now()) if area else "",
        "is_sight": request.sight,
        "is_relay": request.relay,
        "is_team": request.team > 1,
    }


def offer_shown(offer: Offer, before: Iterable[Booking]) -> dict[str, Any]:
    """What she is asked. Neither the place in words, nor the topic, nor who asks."""
    request, other = offer.request, clash(offer, before)
    return _of_both(offer, request, request.ends(offer.start_at)) | {
        "clash": clock_words(other.start_at) if other else "",
        "answer_by": _("%(day)s, %(time)s")
        % {"day": day_words(offer.answer_by), "time": clock_words(offer.answer_by)},
        "way": way_minutes(offer, before),
    }


def booking_shown(booking: Booking) -> dict[str, Any]:
    """Where she goes, as one line of a list."""
    return _of_both(booking, booking.request, booking.end_at) | {
        "organization": booking.request.organization.name
    }


def assignment_shown(booking: Booking, *, at: datetime) -> dict[str, Any]:
    """All she needs for one assignment, while it is still to be: then the place and the topic are opened."""
    state = state_of(booking, at)
    shown = booking_shown(booking) | {"state": state}
    if state in ("ahead", "begun"):
        request = booking.request
        phone = request.organization.phones.values_list("number", flat=True).first()
        shown |= {"place": request.place, "topic": request.topic, "phone": phone or ""}
    return shown


def state_of(booking: Booking, at: datetime) -> str:
    """Where an assignment stands, as she sees it: ahead, begun, done, nobody, gave_back, or called_off."""
    if booking.released_at:
        return "gave_back" if booking.excuse else "called_off"
    status = booking.request.status
    if status in (Status.DONE, Status.NO_SHOW):
        return "done" if status == Status.DONE else "nobody"
    if status in CANCELLED or status == Status.UNFILLED:
        return "called_off"
    return "begun" if booking.start_at <= at else "ahead"
