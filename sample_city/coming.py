"""What people of Lindenport ask for in the days to come, through the operations everybody uses. Invented."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final

from sample_city.asked import Drawn, draw_week
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone, local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.calendar import is_business_day
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import InterpreterRequest, Offer
from xenia.work.language_access.models.request import Mode, Priority
from xenia.work.language_access.operations import Asked

FORTNIGHT: Final = timedelta(days=14)
SOON: Final = timedelta(hours=3)
OFFERED: Final = 4
CLINIC: Final = "public-health"
THURSDAY: Final = 3


def ask_for_the_coming_days(
    *, at: datetime, organizations: Mapping[str, Organization], areas: list[Area]
) -> None:
    """Two weeks of requests; the first days are planned, some people are asked, and a clinic still looks for Kriolu."""
    monday = local_day(at) - timedelta(days=local_day(at).weekday())
    askers = _askers(organizations)
    for one in _drawn(monday, at, organizations, areas):
        operations.request_interpreter(
            asked=one.asked,
            by=askers.get(one.asked.organization.pk),
            at=min(one.asked_at, at),
        )
    for weeks in range(2):
        _plan(monday + timedelta(weeks=weeks), at)
    waiting = InterpreterRequest.objects.waiting().order_by("preferred_at")
    for request in waiting.filter(preferred_at__lt=at + FORTNIGHT):
        if _offered(request, at) >= OFFERED:
            break
    asker = askers.get(organizations[CLINIC].pk)
    operations.request_interpreter(asked=_kriolu(at, organizations, areas), by=asker, at=at)


def _plan(week: date, at: datetime) -> None:
    """The week as it is proposed; whoever was asked already may still say yes."""
    asked = set(Offer.objects.to_answer(at).values_list("request_id", flat=True))
    lines = operations.propose_week(week, at).lines
    only = {one.request.pk: one.mark for one in lines if one.request.pk not in asked}
    operations.run_matching(week=week, by=None, at=at, only=only)


def _drawn(
    monday: date, at: datetime, organizations: Mapping[str, Organization], areas: list[Area]
) -> Iterator[Drawn]:
    for weeks in range(3):
        week = monday + timedelta(weeks=weeks)
        for one in draw_week(week, organizations=organizations, areas=areas):
            if at + SOON < one.asked.preferred_at < at + FORTNIGHT and not one.is_now:
                yield one


def _offered(request: InterpreterRequest, at: datetime) -> int:
    """Ask who fits. How many requests wait for an answer by now."""
    with suppress(WrongState):
        operations.send_offers(request=request, by=None, at=at)
    return InterpreterRequest.objects.filter(offers__status="open").distinct().count()


def _kriolu(at: datetime, organizations: Mapping[str, Organization], areas: list[Area]) -> Asked:
    """The clinic's request for the next Thursday that is at least two days away: at ten, in person."""
    first = local_day(at) + timedelta(days=2)
    day = first + timedelta(days=(THURSDAY - first.weekday()) % 7)
    while not is_business_day(day):
        day += timedelta(weeks=1)
    return Asked(
        organization=organizations[CLINIC],
        language="kea",
        preferred_at=datetime.combine(day, time(10), city_zone()),
        length_minutes=60,
        mode=Mode.IN_PERSON,
        also=(Mode.VIDEO,),
        area=areas[0],
        place="Front desk",
        topic="Invented: a check-up",
        least_rank=1,
        priority=Priority.HIGH,
    )


def _askers(organizations: Mapping[str, Organization]) -> dict[object, User]:
    """A colleague of each department, by the department."""
    ids = {one.pk for one in organizations.values()}
    found: dict[object, User] = {}
    for user in User.objects.filter(is_active=True).order_by("email"):
        for organization in user.organizations() & ids:
            found.setdefault(organization, user)
    return found
