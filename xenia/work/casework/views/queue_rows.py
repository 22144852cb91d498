"""The rows of the queue: how somebody came, what she needs, her language, by when. No name and no words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.ground.design.rows import (
    NOTHING,
    TaskRow,
    code,
    name,
    one_press,
    side_by_side,
    tag,
    task_row,
    warning,
)
from xenia.ground.reference.vocabularies import label_of
from xenia.registers.clients.models import Client
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Channel, Status
from xenia.work.casework.queries import cases
from xenia.work.casework.views.shown import reader


@dataclass(frozen=True, slots=True)
class Onlooker:
    """For whom the rows are: today, colleagues by number, and whether she may take a case (then with her form's token)."""

    today: date
    names: dict[UUID, str]
    may_take: bool
    token: str


def queue_row(intake: Intake, client: Client | None, onlooker: Onlooker) -> SafeString:
    """One intake as a list item."""
    page = "casework:draft" if intake.status == Status.STARTED else "casework:intake"
    needs = [label_of("needs", need.need, reader()) for need in intake.needs.all()]
    return task_row(
        TaskRow(
            title=", ".join(needs) or _("Case %(label)s") % {"label": intake.label},
            href=reverse(page, args=[intake.pk]),
            when=_when(intake),
            is_late=intake.is_overdue(onlooker.today),
            who=str(Channel(intake.channel).label),
            note=_note(intake, client, onlooker),
            action=_take(intake, onlooker),
        )
    )


def _when(intake: Intake) -> str:
    if intake.is_owed and intake.due_on:
        return _("Until %(day)s") % {"day": written_day(intake.due_on, reader())}
    return written_day(intake.moved_on, reader())


def _note(intake: Intake, client: Client | None, onlooker: Onlooker) -> SafeString:
    language = cases.tongue_name(cases.tongue(intake, client), reader())
    holder = onlooker.names.get(intake.taken_by_id, "") if intake.taken_by_id else ""
    return side_by_side(
        name(language),
        warning(_("Overdue")) if intake.is_overdue(onlooker.today) else NOTHING,
        tag(_("Cannot wait"), "late") if intake.is_urgent and intake.is_owed else NOTHING,
        tag(str(Status(intake.status).label), "waiting" if intake.is_owed else "draft"),
        code(client.code if client else intake.label),
        name(holder, is_soft=True),
    )


def _take(intake: Intake, onlooker: Onlooker) -> SafeString:
    if not (onlooker.may_take and intake.is_owed and not intake.taken_by_id):
        return NOTHING
    return one_press(
        reverse("casework:take", args=[intake.pk]),
        token=onlooker.token,
        words=_("Take it"),
        label=_("Take case %(label)s") % {"label": intake.label},
    )
