"""The rows of the list of complaints: about whom and what, in which language, by when. Nobody's words."""

from collections.abc import Collection, Mapping
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
    tongues: Mapping[str, SafeString]
    unknown: str
    urgent: SafeString
    take_it: str
    names: Mapping[UUID, str]
    due: Mapping[date | None, tuple[str, bool]]


def queue_rows(shown: list[Complaint], *, today: date, token: str) -> list[SafeString]:
    """Complaints as list items. Each complaint has `next_due` and `department_name`."""
    tongues = {str(one.language): one for one in shown}
    said = _Said(
        every=reverse("complaints:every"),
        token=token,
        kinds={one: str(Kind(one).label) for one in {one.kind for one in shown}},
        states={one: _state(Status(one)) for one in {one.status for one in shown}},
        tongues={code: name(tongue_name(one)) for code, one in tongues.items()},
        unknown=_("Department not known yet"),
        urgent=tag(_("Urgent"), "late"),
        take_it=_("Take it"),
        names=names_of_people(one.handler_id for one in shown if one.handler_id),
        due=_due({one.next_due for one in shown}, today),  # type: ignore[attr-defined]
    )
    return [_row(one, said) for one in shown]


def _state(status: Status) -> SafeString:
    return tag(str(status.label), "waiting" if status in NEXT_IS_OURS else "draft")


def _row(one: Complaint, said: _Said) -> SafeString:
    when, is_late = said.due[one.next_due]  # type: ignore[attr-defined]
    page = f"{said.every}{one.pk}/"
    return task_row(
        TaskRow(
            title=f"{one.label} {said.kinds[one.kind]}",
            href=page,
            when=written_day(one.closed_on, reader()) if one.closed_on else when,
            is_late=is_late,
            who=one.department_name or said.unknown,  # type: ignore[attr-defined]
            note=_note(one, said),
            action=_take(one, page, said),
        )
    )


def _note(one: Complaint, said: _Said) -> SafeString:
    return side_by_side(
        said.urgent if one.is_urgent else NOTHING,
        said.states[one.status],
        said.tongues[str(one.language)],
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


def _due(days: Collection[date | None], today: date) -> dict[date | None, tuple[str, bool]]:
    """How long there is until each of these days, in words, and whether that is late. What is due on no day is not late."""
    left = days_left(days, today)
    said: dict[date | None, tuple[str, bool]] = {None: ("", False)}
    said.update((one, (_when(number), number < 0)) for one, number in left.items())
    return said


def _when(days: int) -> str:
    if days == 0:
        return _("Due today")
    if days < 0:
        return ngettext("%(days)s working day late", "%(days)s working days late", -days) % {
            "days": -days
        }
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % {
        "days": days
    }
