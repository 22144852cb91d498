"""What waits in programs: people to be told of a place, and months whose figures nobody wrote."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_month
from xenia.work.programs.models import CapacityLine, Enrolment
from xenia.work.programs.queries.waiting import figures_not_said, people_to_tell


def programs_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """People who do not know yet what became of their waiting; for who runs a program, months without figures."""
    if user.may("programs.enrol"):
        yield _to_tell()
    if user.may_somewhere("programs.run"):
        yield from _figures(user, local_day(at), reader)


def _to_tell() -> Part:
    rows = people_to_tell()
    shown = list(rows[:SHOWN])
    return Part(
        "to_tell",
        _("People to tell about their place"),
        rows.count() if len(shown) == SHOWN else len(shown),
        tuple(_told(one) for one in shown),
        _("Nobody waits to hear about a place."),
        reverse("programs:all"),
    )


def _told(one: Enrolment) -> Task:
    return Task(
        title=f"{one.client.code} · {one.offering.program.name}",
        url=reverse("programs:person", args=[one.pk]),
        verb=_("Tell her"),
        who=one.get_status_display(),
        is_late=one.answer_by is not None,
    )


def _figures(user: User, today: date, reader: str) -> Iterator[Part]:
    """Nothing is shown while every month has its figures."""
    rows = figures_not_said(user, today)
    shown = list(rows[:SHOWN])
    if shown:
        yield Part(
            "figures",
            _("Places given: months to write"),
            rows.count() if len(shown) == SHOWN else len(shown),
            tuple(_month(one, reader) for one in shown),
            "",
            reverse("programs:all"),
        )


def _month(one: CapacityLine, reader: str) -> Task:
    return Task(
        title=f"{one.offering.program.name}: {one.offering.name}",
        url=reverse("programs:offering", args=[one.offering_id]),
        verb=_("Write"),
        when=written_month(one.month, reader),
    )
