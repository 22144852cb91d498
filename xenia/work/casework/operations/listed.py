"""A case an office had before comes in from its own list, and can be taken back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import city_zone, local_day
from xenia.ground.common.transitions import begun, take_step
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.vault.subjects import is_held
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import How, Purpose
from xenia.registers.clients.operations import (
    Agreed,
    Said,
    add_client,
    change_client,
    give_consent,
    note_served,
)
from xenia.work.casework.counting import uncount_case
from xenia.work.casework.deadlines import decide_by
from xenia.work.casework.models import Intake, Matter, Note
from xenia.work.casework.models.guards import agreed_to_a_record
from xenia.work.casework.models.intake import Channel, Status
from xenia.work.casework.operations.counted_once import Asked, asks_again
from xenia.work.casework.operations.intake import reach_as_said
from xenia.work.casework.operations.matters import AlreadyOpen, open_matter
from xenia.work.casework.operations.thread import add_needs, add_note, id_of

NOON = time(12)


class WorkedOnSince(Exception):
    """Somebody worked on it after it came in."""


@dataclass(frozen=True, slots=True, repr=False)
class ListedCase:
    """What a list says of one open case. has_agreed: the list says she agreed that we keep her record."""

    said: Said
    needs: tuple[str, ...]
    opened_on: date
    ways: tuple[Way, ...] = ()
    note: str = ""
    has_agreed: bool = False
    caseworker: User | None = field(default=None, compare=False)


@transaction.atomic
def bring_case(
    *, listed: ListedCase, client: Client | None = None, by: User, at: datetime
) -> Intake:
    """An open case comes in as it stood: counted on the day it was opened, shown to whoever works on it.

    Who agreed that we keep her record has her matters open at once. Of everybody else the intake waits until somebody
    has asked her. Raises YearIsClosed when the counts of that year are closed.
    """
    then = datetime.combine(listed.opened_on, NOON, city_zone())
    known = client or _bring_person(listed, by, at)
    if listed.has_agreed and not agreed_to_a_record(known, local_day(at)):
        agreed = Agreed(Purpose.RECORD, how=How.SIGNED)
        give_consent(client=known, agreed=agreed, by=by, at=at)
    intake = _bring_intake(listed, known, by, then)
    today = local_day(at)
    intake.due_on = decide_by(today, is_urgent=False)
    intake.moved_on = today
    intake.save(update_fields=["due_on", "moved_on"])
    if agreed_to_a_record(known, today):
        _go_on(intake, known, listed, by, at, then)
    note_served(known, on=today)
    audit.record(by, "casework.case_brought", intake, at=at)
    return intake


def _bring_person(listed: ListedCase, by: User, at: datetime) -> Client:
    client = add_client(said=listed.said, by=by, at=at)
    points = [reach_as_said(client.subject_id, way, listed.said, by, at) for way in listed.ways]
    if not points:
        return client
    said = replace(listed.said, contact=points[0])
    return change_client(client=client, said=said, state_version=client.state_version, by=by, at=at)


def _bring_intake(listed: ListedCase, client: Client, by: User, then: datetime) -> Intake:
    intake = Intake(
        subject_id=client.subject_id,
        client=client,
        channel=Channel.WALK_IN,
        taken_by_id=id_of(listed.caseworker or by),
        begun_on=listed.opened_on,
        moved_on=listed.opened_on,
        is_new=not Intake.objects.filter(client=client).exists(),
        is_counted=not asks_again(Asked(client.subject_id, listed.needs, listed.opened_on)),
    )
    intake.save(force_insert=True)
    begun(intake, at=then, by=by.pk)
    add_needs(intake, listed.needs, by=by, at=then)
    if listed.note:
        add_note(intake, kind=Note.Kind.NOTE, text=listed.note, by=by, at=then)
    for state in (Status.SUBMITTED, Status.SCREENED):
        take_step(intake, to=state, at=then, by=by.pk, due_on=listed.opened_on)
    return intake


def _go_on(
    intake: Intake, client: Client, listed: ListedCase, by: User, at: datetime, then: datetime
) -> None:
    take_step(intake, to=Status.ACCEPTED, at=at, by=by.pk, closed_on=local_day(at))
    for issue in listed.needs:
        try:
            open_matter(
                client=client,
                issue=issue,
                intake=intake,
                by=listed.caseworker or by,
                at=then,
            )
        except AlreadyOpen:
            continue
    Matter.objects.filter(intake=intake).update(moved_on=local_day(at))


@transaction.atomic
def take_case_back(*, intake: UUID, since: datetime, by: User, at: datetime) -> None:
    """A case that came with a list goes again, and is counted back. Raises WorkedOnSince."""
    current = Intake.objects.select_for_update().filter(pk=intake).first()
    if current is None or _was_worked_on(current, since, at):
        raise WorkedOnSince(f"intake {intake} was worked on since, or is gone")
    if is_held([current.subject_id], {"casework.intake", "clients.client"}):
        raise WorkedOnSince(f"a legal hold keeps intake {intake}")
    uncount_case(current)
    audit.record(by, "casework.case_taken_back", current, at=at)
    Matter.objects.filter(intake=current).delete()
    client = current.client
    current.delete()
    if client and _came_with_it(client, since):
        client.delete()


def _came_with_it(client: Client, since: datetime) -> bool:
    """Whether she was brought in that day, and nothing else is known of her."""
    has_more = client.intakes.exists() or client.matters.exists()
    return not has_more and client.added_on == local_day(since)


def _was_worked_on(current: Intake, since: datetime, at: datetime) -> bool:
    """Whoever worked on it, or on her, in between would lose it."""
    records = [
        current.pk,
        current.client_id,
        *current.matters.values_list("pk", flat=True),
        *current.needs.values_list("pk", flat=True),
    ]
    acts = AuditEvent.objects.filter(record_id__in=records, at__gt=since, at__lt=at)
    return bool(acts.exclude(action__startswith="vault.").exists())
