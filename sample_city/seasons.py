"""Four times a year the programs of Lindenport begin anew: who takes part, who waits, who stops coming. All invented."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sample_city.data import rows
from sample_city.lives import DAY, Life, in_office
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone
from xenia.registers.clients.models import Client
from xenia.work.programs import operations
from xenia.work.programs.models import Enrolment, Offering, Program, Session
from xenia.work.programs.models.enrolment import Status, Why
from xenia.work.programs.operations import Meets, Planned
from xenia.work.programs.operations.in_bulk import Asked, enrol_all, note_attendances

SEED: Final = "Lindenport, seasons"
BEGINS_IN: Final = (1, 4, 7, 10)
WEEKS, PLANNED_BEFORE = 10, 30 * DAY
STOPS, STAYS_AWAY, EXCUSED = 0.12, 0.14, 0.05
WHY_STOPS: Final = (Why.TIME, Why.CHILD_CARE, Why.WAY, Why.STOPPED, Why.NOT_NEEDED)
GIVEN_AT_LEAST, GIVEN_AT_MOST = 0.72, 0.98


@dataclass(frozen=True, slots=True)
class Course:
    """What a program offers each season, and which need brings people. places grow by one each year."""

    program: str
    kind: str
    places: int
    need: str
    weekday: int
    starts: time
    minutes: int


COURSES: Final = (
    Course("english-level-1", "seats", 14, "adult-education", 1, time(18), 120),
    Course("citizenship-evenings", "seats", 5, "citizenship", 2, time(18, 30), 90),
    Course("ask-a-lawyer", "appointments", 40, "immigration-legal", 3, time(17), 120),
    Course("nurse-visits", "case_places", 8, "health", 0, time(10), 60),
)


def begin_season(
    month: date,
    people: Sequence[tuple[Life, Client]],
    *,
    founded: date,
    by: Mapping[str, User],
    colleague: User,
    at: datetime,
) -> int:
    """The courses that begin after this month, from first day to last. How many.

    by: who runs each program. A season that would not be over before the city was built is not begun.
    """
    begins = (month.replace(day=28) + 7 * DAY).replace(day=1)
    if begins.month not in BEGINS_IN or begins + WEEKS * 7 * DAY >= founded - 7 * DAY:
        return 0
    programs = _programs()
    for course in COURSES:
        chance = random.Random(f"{SEED} {course.program} {begins}")
        years = 2 - (founded - begins).days // 365
        season = _Season(course, programs[course.program], begins, years, chance, at)
        season.run(people, by=by[course.program], colleague=colleague)
    return len(COURSES)


def _programs() -> dict[str, Program]:
    found = {one.name: one for one in Program.objects.select_related("organization")}
    return {row["key"]: found[row["name"]] for row in rows("programs")}


@dataclass(frozen=True, slots=True)
class _Season:
    course: Course
    program: Program
    begins: date
    years: int
    chance: random.Random
    at: datetime

    def run(self, people: Sequence[tuple[Life, Client]], *, by: User, colleague: User) -> None:
        """Planned, opened, filled, held, and over."""
        offering = self._open(by)
        places = enrol_all(
            offering=offering, asked=list(self._asked(people)), by=colleague, at=self.at
        )
        self._hold(offering, places, by)
        self._count(offering, by)
        over = self._moment(offering.ends_on + DAY)
        operations.close_offering(offering=offering, by=by, at=over)

    def _open(self, by: User) -> Offering:
        course, chance = self.course, self.chance
        planned = Planned(
            name=f"{self.begins:%Y}, {(self.begins.month + 2) // 3}",
            capacity_type=course.kind,
            places=course.places + 2 * max(self.years, 0),
            begins_on=self.begins,
            ends_on=self.begins + WEEKS * 7 * DAY - DAY,
        )
        then = in_office(chance, self.begins - PLANNED_BEFORE)
        first = self.begins + ((course.weekday - self.begins.weekday()) % 7) * DAY
        meets = operations.weekly(
            Meets(first, course.starts, course.minutes), until=planned.ends_on
        )
        offering = operations.plan_offering(
            program=self.program, planned=planned, meets=meets, by=by, at=then
        )
        return operations.open_offering(offering=offering, by=by, at=then)

    def _asked(self, people: Sequence[tuple[Life, Client]]) -> Iterator[Asked]:
        """Those who said this need in the month before, some more of the others, in the order they came."""
        for life, client in people:
            wants = self.course.need in life.episodes[0].needs or self.chance.random() < 0.04
            if wants and life.episodes[0].decision == "accepted":
                yield Asked(client, self._moment(self.begins - DAY))

    def _hold(self, offering: Offering, places: Sequence[Enrolment], by: User) -> None:
        """The first weeks; some stop coming, and who waits comes in; then the other weeks."""
        sessions = list(offering.sessions.order_by("starts_at"))
        first, rest = sessions[:3], sessions[3:]
        here = [one for one in places if one.status == Status.ENROLLED]
        self._mark(offering, first, here, by)
        stops_at = first[-1].ends_at + timedelta(hours=1)
        for one in here:
            if self.chance.random() < STOPS:
                why = self.chance.choice(WHY_STOPS)
                operations.leave(enrolment=one, why=why, by=by, at=stops_at)
        standing = offering.enrolments.filter(status=Status.ENROLLED).order_by("number")
        self._mark(offering, rest, list(standing), by)

    def _mark(
        self, offering: Offering, sessions: Sequence[Session], here: Sequence[Enrolment], by: User
    ) -> None:
        marks = {session: {one.pk: self._was() for one in here} for session in sessions}
        note_attendances(offering=offering, marks=marks, by=by, at=self.at)

    def _was(self) -> str:
        luck = self.chance.random()
        if luck < EXCUSED:
            return "excused"
        return "absent" if luck < STAYS_AWAY else "attended"

    def _count(self, offering: Offering, by: User) -> None:
        """What was given of what was planned, month by month."""
        for line in offering.capacity_lines.order_by("month"):
            given = round(line.planned * self.chance.uniform(GIVEN_AT_LEAST, GIVEN_AT_MOST))
            operations.say_capacity(
                offering=offering,
                month=line.month,
                planned=line.planned,
                delivered=given,
                version=line.version,
                by=by,
                at=self._moment(offering.ends_on),
            )

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(17), city_zone())
