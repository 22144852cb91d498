"""What waits in the directory: changes to approve, and what the public told us."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.registers.directory.queries.proposals import (
    decided_for,
    names_of_records,
    waiting_proposals,
)
from xenia.registers.directory.queries.suggestions import waiting_suggestions

# As long as a decision stands on the desk of whoever asked.
TOLD_FOR = timedelta(days=7)


def changes_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """For editors what they decide about; for people of an organisation what they asked for and still waits."""
    yield _proposals(user, reader)
    if not user.may("directory.edit"):
        yield _decided(user, at, reader)
    if user.may("directory.suggestions"):
        yield _suggestions(reader)


def _proposals(user: User, reader: str) -> Part:
    found = waiting_proposals(user)
    some = list(found[:SHOWN])
    names = names_of_records(some)
    decides = user.may("directory.edit")
    tasks = tuple(
        Task(
            title=names.get(one.record_id, "") or _("An entry that is gone"),
            url=reverse("directory:proposal", args=[one.pk]),
            verb=_("Decide") if decides and one.by_id != user.pk else _("Look"),
            when=_day(one.made_at, reader),
            who=str(one.by or one.get_origin_display()),
        )
        for one in some
    )
    return Part(
        "proposals",
        _("Changes that wait for approval"),
        found.count() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("No change waits for approval."),
        reverse("directory:proposals"),
    )


def _decided(user: User, at: datetime, reader: str) -> Part:
    """What the office decided in the last days about what this person asked for."""
    found = decided_for(user, since=at - TOLD_FOR)
    some = list(found[:SHOWN])
    names = names_of_records(some)
    tasks = tuple(
        Task(
            title=names.get(one.record_id, "") or _("An entry that is gone"),
            url=reverse("directory:proposal", args=[one.pk]),
            verb=_("Read"),
            when=_day(one.decided_at, reader) if one.decided_at else "",
            who=one.get_status_display(),
        )
        for one in some
    )
    return Part(
        "decided",
        _("What the office decided about your changes"),
        found.count() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("The office decided about none of your changes this week."),
        f"{reverse('directory:proposals')}?show=decided",
    )


def _day(when: datetime, reader: str) -> str:
    return written_day(local_day(when), reader)


def _suggestions(reader: str) -> Part:
    found = waiting_suggestions()
    tasks = tuple(
        Task(
            title=one.service.name if one.service else _("A place we do not have"),
            url=reverse("directory:suggestion", args=[one.pk]),
            verb=_("Look"),
            when=written_day(one.received_on, reader),
            who=str(one.get_kind_display()),
        )
        for one in found[:SHOWN]
    )
    return Part(
        "suggestions",
        _("What people told us"),
        found.count() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("Nobody told us of something wrong."),
        reverse("directory:suggestions"),
    )
