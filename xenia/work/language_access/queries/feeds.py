"""What a calendar feed says: when somebody is expected, and nothing of what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xenia.ground.common.dates import day_span
from xenia.ground.common.ids import lasting_id
from xenia.registers.directory.models import Organization
from xenia.work.language_access.calendars import Entry
from xenia.work.language_access.models import Booking, CalendarFeed, Interpreter
from xenia.work.language_access.models.interpreter import HERE
from xenia.work.language_access.tokens import hash_of

# So long a meeting stays in the calendar when it is over, or was called off.
KEPT = timedelta(days=30)
OF_THE_ORGANIZATION = "organization"


def feed_behind(token: str) -> CalendarFeed | None:
    """The feed a link opens; None when it was ended, never made, or she left."""
    rows = CalendarFeed.objects.open().select_related("interpreter__user", "organization")
    found: CalendarFeed | None = rows.filter(token_hash=hash_of(token)).first()
    if found and found.interpreter and found.interpreter.status not in HERE:
        return None
    return found


def open_feed_of(whose: Interpreter | Organization) -> CalendarFeed | None:
    """The feed that is open for an interpreter or an organization."""
    name = "interpreter" if isinstance(whose, Interpreter) else "organization"
    found: CalendarFeed | None = CalendarFeed.objects.open().filter(**{name: whose}).first()
    return found


def first_day(on: date) -> date:
    """From which day on a feed says what was."""
    return on - KEPT


def entries_of(feed: CalendarFeed, *, on: date) -> list[Entry]:
    """One entry for each meeting, from a month ago on."""
    rows = Booking.objects.filter(end_at__gte=day_span(first_day(on))[0])
    if feed.interpreter_id:
        rows = rows.filter(interpreter=feed.interpreter_id)
    else:
        rows = rows.filter(request__organization=feed.organization_id)
    whose = str(feed.interpreter_id or OF_THE_ORGANIZATION)
    return sorted(_entries(rows, whose), key=lambda one: (one.start_at, one.uid))


def _entries(rows: Any, whose: str) -> Iterable[Entry]:
    by_request: defaultdict[UUID, list[Booking]] = defaultdict(list)
    for one in rows.order_by("booked_at", "pk"):
        by_request[one.request_id].append(one)
    return [_entry(request, bookings, whose) for request, bookings in by_request.items()]


def _entry(request: UUID, bookings: list[Booking], whose: str) -> Entry:
    """A meeting as it stands: where it was moved it is the same one. It rises with each booking made or given back."""
    standing = [one for one in bookings if one.released_at is None]
    shown = (standing or bookings)[-1]
    released = [one.released_at for one in bookings if one.released_at]
    return Entry(
        uid=uid_of(request, whose),
        sequence=len(bookings) + len(released) - 1,
        changed_at=max(released + [one.booked_at for one in bookings]),
        start_at=shown.start_at,
        end_at=shown.end_at,
        is_cancelled=not standing,
    )


def uid_of(request: UUID, whose: str) -> str:
    """The name of a meeting in one calendar, always the same. It leads back to nothing."""
    return f"{lasting_id('language_access.feed', request.hex, whose)}@xenia"


def own_uids(interpreter: Interpreter) -> frozenset[str]:
    """Every name her own feed ever gave: what comes back under it says nothing new."""
    requests = Booking.objects.filter(interpreter=interpreter).values_list("request_id", flat=True)
    return frozenset(uid_of(one, str(interpreter.pk)) for one in requests)


def booked_times(
    interpreter: Interpreter, *, since: datetime
) -> frozenset[tuple[datetime, datetime]]:
    """When she was ever booked from a moment on: the same time in her calendar is us."""
    rows = Booking.objects.filter(interpreter=interpreter, end_at__gt=since)
    return frozenset(rows.values_list("start_at", "end_at"))
