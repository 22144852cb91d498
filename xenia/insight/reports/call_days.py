"""The days of a call for counts, made back from the day the Council gets the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from xenia.ground.reference.calendar import business_day_after, business_day_before


class Stage(models.TextChoices):
    """What has its day in the plan, in order."""

    ASK = "ask", _("Everybody is asked")
    REMIND = "remind", _("Whoever has not answered is reminded")
    DUE = "due", _("Everybody has answered")
    LOOK = "look", _("The office looks the numbers through and asks back")
    DRAFT = "draft", _("The draft is written and read")
    SIGN = "sign", _("Two people have signed")
    COUNCIL = "council", _("The Council has the report")


# Business days before the Council's day on which each stage is over. The ordinance sets the Council's day alone; these
# are the house's own: a week for print and delivery after the second signature, two weeks for two people to read it,
# two to write it with remarks, one to ask back about numbers, and six for partners, who count beside their work.
BEFORE_COUNCIL: Final[Mapping[Stage, int]] = {
    Stage.ASK: 60,
    Stage.DUE: 30,
    Stage.LOOK: 25,
    Stage.DRAFT: 15,
    Stage.SIGN: 5,
}
# Business days before the answer is due on which whoever has not answered is reminded: in time to ask a colleague for
# the numbers, and to send what is there.
REMIND_BEFORE: Final = (10, 3)
# After it: the next day, and a week later. Then somebody calls there.
REMIND_AFTER: Final = (1, 6)
# Fewer business days to answer in are no call.
FEWEST_TO_ANSWER: Final = 5
# Days somebody has who is asked after the others: two weeks, for a colleague who counts beside her work.
DAYS_ASKED_LATE: Final = 14


@dataclass(frozen=True, slots=True)
class Day:
    """One stage of the plan and its day."""

    stage: Stage
    on: date

    @property
    def words(self) -> str:
        """What happens by then."""
        return str(self.stage.label)


def plan_back(council_on: date, *, opened_on: date | None = None) -> list[Day]:
    """Every stage with its day, back from the Council's. opened_on: the day it was really asked."""
    on = {stage: business_day_before(council_on, days) for stage, days in BEFORE_COUNCIL.items()}
    on[Stage.ASK] = opened_on or on[Stage.ASK]
    on[Stage.REMIND] = business_day_before(on[Stage.DUE], REMIND_BEFORE[0])
    on[Stage.COUNCIL] = council_on
    return [Day(stage, on[stage]) for stage in Stage]


def due_before(council_on: date) -> date:
    """By when everybody answers."""
    return business_day_before(council_on, BEFORE_COUNCIL[Stage.DUE])


def due_asked_late(call_due_on: date, council_on: date, today: date) -> date:
    """By when somebody answers who is asked on a day after the others: two weeks at least, and on a business day.

    It is never later than the day the draft is written and read, unless that has passed: then it is today. Two people
    sign what they have read, so a number that comes later would stand in no report.
    """
    wished = business_day_after(today + timedelta(days=DAYS_ASKED_LATE - 1), 1)
    last = business_day_before(council_on, BEFORE_COUNCIL[Stage.DRAFT])
    return max(call_due_on, today, min(wished, last))


def reminder_days(due_on: date) -> list[date]:
    """The days on which whoever has not answered is reminded, in order."""
    before = [business_day_before(due_on, days) for days in REMIND_BEFORE]
    return [*before, *(business_day_after(due_on, days) for days in REMIND_AFTER)]
