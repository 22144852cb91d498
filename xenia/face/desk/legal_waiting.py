"""Legal matters that wait: deadlines that come, and matters of one's house that nobody has."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.work.casework.queries.legal import legal_matters, name_of, near_deadlines


def legal_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """Her deadlines, missed ones first; for a provider, matters nobody has. Nothing is shown while there is none."""
    if user.may_somewhere("casework.legal"):
        yield from _deadlines(user, at, reader)
        if not user.may("casework.legal"):
            yield from _with_nobody(user, at, reader)


def _deadlines(user: User, at: datetime, reader: str) -> Iterator[Part]:
    today = local_day(at)
    rows = near_deadlines(user, today)
    shown = list(rows[:SHOWN])
    if not shown:
        return
    tasks = tuple(
        Task(
            title=one.get_kind_display(),
            url=reverse("legal:matter", args=[one.matter_id]),
            verb=_("Look"),
            when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
            who=name_of(one.matter),
            is_late=one.is_late(today),
        )
        for one in shown
    )
    count = rows.count() if len(shown) == SHOWN else len(shown)
    yield Part("deadlines", _("Deadlines"), count, tasks, "", reverse("legal:every"))


def _with_nobody(user: User, at: datetime, reader: str) -> Iterator[Part]:
    rows = legal_matters(user, view="nobody", today=local_day(at))
    shown = list(rows[:SHOWN])
    if not shown:
        return
    tasks = tuple(
        Task(
            title=name_of(one),
            url=reverse("legal:matter", args=[one.pk]),
            verb=_("Say who has it"),
            when=written_day(one.moved_on, reader),
        )
        for one in shown
    )
    address = f"{reverse('legal:every')}?show=nobody"
    count = rows.count() if len(shown) == SHOWN else len(shown)
    yield Part("legal_nobody", _("Legal matters with nobody"), count, tasks, "", address)
