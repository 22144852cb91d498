"""A week of one interpreter who signs in: she is expected twice, and asked once more."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone, local_day
from xenia.ground.reference.calendar import closed_days
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.operations import Asked, Why

WHO, LANGUAGE = "amilcar-brito", "kea"
# Which working day from tomorrow on, at what time, how long, how they meet, what it is about.
COMING = (
    (0, time(10), 60, "in_person", "A first visit: questions about sleep and food"),
    (2, time(14), 45, "phone", "How to fill in the form for a bus pass"),
)
ASKED = (3, time(11), 90, "in_person", "A meeting at a school about the next year")


def plan_a_week(
    *, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    """Requests of two departments, through the operations departments use."""
    somebody, keeper = Interpreter.objects.get(user=people[WHO]), people["grace-tesfamariam"]
    days = list(_working_days(local_day(at)))
    for turn, start, minutes, mode, topic in COMING:
        asked = _asked(organizations["public-health"], days[turn], start, minutes, mode, topic)
        request = operations.request_interpreter(asked=asked, by=None, at=at)
        operations.assign(
            request=request,
            interpreter=somebody,
            start=request.preferred_at,
            mode=mode,
            why=Why.AGREED,
            by=keeper,
            at=at,
        )
    turn, start, minutes, mode, topic = ASKED
    asked = _asked(organizations["public-schools"], days[turn], start, minutes, mode, topic)
    request = operations.request_interpreter(asked=asked, by=None, at=at)
    operations.send_offers(request=request, by=keeper, at=at, to=[somebody])


def _asked(
    organization: Organization, day: date, start: time, minutes: int, mode: str, topic: str
) -> Asked:
    return Asked(
        organization=organization,
        language=LANGUAGE,
        preferred_at=datetime.combine(day, start, city_zone()),
        length_minutes=minutes,
        mode=mode,
        area=Area.objects.order_by("position").first(),
        place="The main entrance; ask for the language desk",
        topic=topic,
        least_rank=0,
    )


def _working_days(today: date) -> Iterator[date]:
    """The next days on which the office is open."""
    days = [today + timedelta(days=number) for number in range(1, 15)]
    closed = closed_days(days[0], days[-1])
    return (day for day in days if day.weekday() < 5 and day not in closed)
