"""The rows of the list of complaints: about whom and what, in which language, by when. Nobody's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.local_words import written_day
from xenia.ground.design.rows import (
    NOTHING,
    TaskRow,
    name,
    one_press,
    side_by_side,
    tag,
    task_row,
)
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.queries.due import days_left
from xenia.work.ombudsman.queries.queue import NEXT_IS_OURS
from xenia.work.ombudsman.views.shown import reader, tongue_name


@dataclass(frozen=True, slots=True)
class _Said:
    """What every row says, in the reader's words, looked up once. token: of the form to take one."""

    every: str
    token: str
    kinds: Mapping[str, str]
    states: Mapping[str, SafeString]
    unknown: str
    urgent: SafeString
    take_it: str
    names: Mapping[UUID, str]
    left: Mapping[date, int]


def queue_rows(shown: list[Complaint], *, today: date, token: str) -> list[SafeString]:
    """Complaints as list items. Each complaint has `next_due`."""
    said = _Said(
        every=reverse("complaints:every"),
        token=token,
        kinds={code: str(words) for code, words in Kind.choices},
        states={one: tag(str(one.label), _colour(one)) for one in Status},
        unknown=_("Department not known yet"),
        urgent=tag(_("Urgent"), "late"),
        take_it=_("Take it"),
        names=names_of_people(one.handler_id for one in shown if one.handler_id),
        left=days_left((getattr(one, "next_due", None) for one in shown), today),
    )
    return [_row(one, said) for one in shown]


def _colour(status: Status) -> str:
    return "waiting" if status in NEXT_IS_OURS else "draft"


def _row(one: Complaint, said: _Said) -> SafeString:
    days = said.left.get(one.next_due)  # type: ignore[attr-defined]
    page = f"{said.every}{one.pk}/"
    return task_row(
        TaskRow(
            title=f"{one.label} {said.kinds[one.kind]}",
            href=page,
            when=_when(one, days),
            is_late=days is not None and days < 0,
            who=one.department.name if one.department else said.unknown,
            note=_note(one, said),
            action=_take(one, page, said),
        )
    )


def _note(one: Complaint, said: _Said) -> SafeString:
    return side_by_side(
        said.urgent if one.is_urgent else NOTHING,
        said.states[one.status],
        name(tongue_name(one)),
        name(said.names.get(one.handler_id, "") if one.handler_id else "", is_soft=True),
    )


def _take(one: Complaint, page: str, said: _Said) -> SafeString:
    if one.handler_id or one.stage > 1 or one.is_ended:
        return NOTHING
    return one_press(
        f"{page}take/",
        token=said.token,
        version=one.state_version,
        words=said.take_it,
        label=f"{said.take_it} {one.label}",
    )


def _when(one: Complaint, days: int | None) -> str:
    """What is due next, in words; of what is closed, its day."""
    if one.closed_on:
        return written_day(one.closed_on, reader())
    if days is None:
        return ""
    if days == 0:
        return _("Due today")
    if days < 0:
        return ngettext("%(days)s working day late", "%(days)s working days late", -days) % {
            "days": -days
        }
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % {
        "days": days
    }
