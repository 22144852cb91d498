"""Who of the office was told that something is late, and on which day. The audit keeps each climb."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.clocks import Calendar, calendar_in_force
from xenia.work.ombudsman.limits import limits_now, steps_climbed
from xenia.work.ombudsman.models import Clock, Complaint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WAS_TOLD: "Final[dict[int, _StrPromise]]" = {
    1: _("Whoever has it was told on %(day)s that it is late."),
    2: _("The supervisor was told on %(day)s that it is late."),
    3: _("The director was told on %(day)s that it is late."),
}


def told_of_late(clocks: Iterable[Clock], reader: str) -> dict[int, list[str]]:
    """For each clock that climbed, who was told and when, in words; whoever has it first."""
    climbed = [clock for clock in clocks if clock.climbed_on]
    if not climbed:
        return {}
    days, calendar, limits = _days_of_climbs(climbed), calendar_in_force(), limits_now()
    return {
        clock.pk: [
            str(WAS_TOLD[step]) % {"day": written_day(day, reader)}
            for step, day in _steps(clock, days.get(clock.complaint_id, []), calendar, limits)
        ]
        for clock in climbed
    }


def _days_of_climbs(clocks: Iterable[Clock]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = {}
    events = AuditEvent.objects.filter(
        record_type=Complaint._meta.label_lower,
        record_id__in={clock.complaint_id for clock in clocks},
        action="ombudsman.climbed",
    )
    for complaint, at in events.order_by("at").values_list("record_id", "at"):
        if complaint:
            found.setdefault(complaint, []).append(local_day(at))
    return found


def _steps(
    clock: Clock, days: list[date], calendar: Calendar, limits: Mapping[str, int]
) -> list[tuple[int, date]]:
    """A day on which another clock of the complaint climbed says nothing new of this one: it would have climbed as well."""
    assert clock.climbed_on
    due, told = calendar.after(clock.due_on, 0), {clock.climbed: clock.climbed_on}
    for day in reversed([one for one in days if due < one <= clock.climbed_on]):
        step = min(steps_climbed(calendar.between(due, day), limits), clock.climbed)
        told |= dict.fromkeys(range(1, step + 1), day)
    return sorted(told.items())
