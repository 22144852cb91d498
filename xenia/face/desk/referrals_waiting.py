"""Referrals that wait: for a colleague to find another way, or for an organization's answer."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status
from xenia.work.referrals.queries import lists, sight

SEND, ANSWER = "referrals.send", "referrals.answer"


def referrals_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """A no, a silence, or nothing yet, for the office; for an organization, what it has to answer."""
    if user.may(SEND):
        yield _to_do(local_day(at), reader)
    elif user.may_somewhere(ANSWER):
        yield _inbox(user, local_day(at), reader)


def _to_do(today: date, reader: str) -> Part:
    rows = lists.referrals_in(lists.TO_DO, today=today)
    shown = list(rows[:SHOWN])
    tasks = tuple(
        Task(
            title=one.service.name,
            url=reverse("referrals:one", args=[one.pk]),
            verb=_("Look"),
            when=written_day(one.moved_on, reader),
            who=one.get_status_display(),
            is_late=one.is_silent(today),
        )
        for one in shown
    )
    return Part(
        "referrals",
        _("Referrals that need somebody"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tasks,
        _("Every referral is on its way."),
        reverse("referrals:every"),
    )


def _inbox(user: User, today: date, reader: str) -> Part:
    own = [one for one in user.organizations() if user.may(ANSWER, organization=one)]
    rows = sight.inbox(own).filter(status=Status.SENT)
    shown = list(rows[:SHOWN])
    return Part(
        "inbox",
        _("People sent to you"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_sent(one, today, reader) for one in shown),
        _("Nobody waits for your answer."),
        reverse("inbox:every"),
    )


def _sent(one: Referral, today: date, reader: str) -> Task:
    until = written_day(one.answer_by, reader) if one.answer_by else ""
    return Task(
        title=one.service.name,
        url=reverse("inbox:one", args=[one.pk]),
        verb=_("Answer"),
        when=_("Until %(day)s") % {"day": until},
        who=one.code,
        is_late=one.is_silent(today),
    )
