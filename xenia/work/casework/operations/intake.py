"""Somebody comes, says what she needs, and it is written down: all at once, or first as a draft."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.one_go import in_one_go, is_own, of
from xenia.ground.common.transitions import Crossed, WrongState, begun, take_step
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.keys.named import needed_soon
from xenia.ground.ledger.operations import written_together
from xenia.ground.ledger.streams import STREAMS
from xenia.ground.ledger.tokens import key_name
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.operations.reach import Way, reach
from xenia.ground.vault import blind
from xenia.ground.vault.merging import merge_subjects
from xenia.ground.vault.subjects import new_subject
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import (
    Agreed,
    Said,
    add_client,
    change_client,
    give_consent,
    note_served,
)
from xenia.registers.clients.operations.client import locked as locked_client
from xenia.registers.clients.operations.consent import KEY as RECEIPTS
from xenia.registers.directory.models import Organization
from xenia.work.casework.deadlines import URGENT_NEEDS, decide_by, look_by
from xenia.work.casework.models import Intake, Note
from xenia.work.casework.models.guards import agreed_to_a_record
from xenia.work.casework.models.intake import ENDED, OPEN, Channel, Status
from xenia.work.casework.operations.counted_once import Asked, asks_again
from xenia.work.casework.operations.interpreter import ask_interpreter_now
from xenia.work.casework.operations.thread import (
    add_needs,
    add_note,
    locked,
    set_barriers,
)
from xenia.work.casework.operations.visits import note_visit
from xenia.work.casework.queries.colleagues import may_decide
from xenia.work.language_access.operations import AtOnce

SERVICE = "service"
# What is written down of her besides needs and notes.
WRITTEN_DOWN = (
    "language", "area", "is_new", "is_counted", "channel", "draft", "is_urgent", "barriers",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """One screen full: how she came, who she is as far as she says, what she needs, what stands in the way.

    client: somebody the office knows; else `said`, where what she wants to be called may stay empty.
    agrees: that the office keeps a record of her. token: of the form it was typed into, kept nowhere.
    """

    channel: str = Channel.WALK_IN
    needs: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    note: str = ""
    is_urgent: bool = False
    minutes: int | None = None
    client: Client | None = None
    said: Said = field(default_factory=Said)
    ways: tuple[Way, ...] = ()
    agrees: bool = False
    token: str = ""

    @property
    def cannot_wait(self) -> bool:
        """Whether it is due the same day."""
        return self.is_urgent or bool(URGENT_NEEDS & set(self.needs))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An intake, the code of the receipt for what she agreed to, and how it went with an interpreter.

    receipt: "" when she agreed to nothing new. interpreter: None when nobody was asked.
    """

    intake: Intake
    receipt: str = ""
    interpreter: AtOnce | None = None


class AlreadyWritten(Exception):
    """This very form came in before: the intake is there, under `number_of` its token."""


def number_of(token: str) -> UUID:
    """The number of the one intake a form can make. It does not lead back to the token, which makes a receipt's code."""
    return UUID(bytes=sha256(token.encode()).digest()[:16], version=4)


@transaction.atomic
def start_intake(
    *,
    channel: str,
    draft: dict[str, Any],
    client: Client | None = None,
    token: str = "",
    by: User,
    at: datetime,
) -> Intake:
    """A colleague begins to write and has to leave: what she typed is sealed, and hers to go on with.

    Raises AlreadyWritten.
    """
    intake = new_intake(client, channel, at, token=token)
    intake.draft, intake.taken_by_id = draft, by.pk
    _save_once(intake)
    begun(intake, at=at, by=by.pk)
    audit.record(by, "casework.intake_started", intake, at=at)
    return intake


@transaction.atomic
def save_draft(
    *, intake: Intake, draft: dict[str, Any], version: int, by: User, at: datetime
) -> Intake:
    """What is typed so far is kept. Raises Crossed when somebody wrote on it meanwhile, WrongState when it is no draft."""
    current = locked(intake)
    _refuse_no_draft(current, version)
    current.draft, current.moved_on = draft, local_day(at)
    current.state_version += 1
    current.save(update_fields=["draft", "moved_on", "state_version"])
    audit.record(by, "casework.draft_kept", current, at=at)
    return current


@keys_at_hand()
@in_one_go()
def submit_intake(
    *,
    told: Told,
    intake: Intake | None = None,
    version: int | None = None,
    takes: bool = False,
    interpreter_for: Organization | None = None,
    by: User,
    at: datetime,
) -> TakenIn:
    """What she said is written down and waits for a first look; whoever takes it at once, and decides, has looked.

    intake, version: the draft it was, as the caller saw it. interpreter_for: in whose name somebody is called to
    interpret now, by phone; None: nobody. Raises NotReady without a need, NotAChoice, Crossed,
    WrongState, ClientGone, NotAYear, UnknownLanguage, NotAnAddress, AlreadyWritten.
    """
    _fetch_keys(local_day(at))
    with written_together():
        known, current = _begun(told, intake, version, by, at)
        receipt = _agree(known, by, at, told.token) if known and told.agrees else ""
        _write_down(current, told, known, by, at)
        _submit(current, told, by, at)
        if takes and may_decide(by):
            _look(current, by, at)
    interpreter = (
        ask_interpreter_now(current, organization=interpreter_for, by=by, at=at)
        if interpreter_for
        else None
    )
    return TakenIn(current, receipt, interpreter)


def _fetch_keys(today: date) -> None:
    """Those of what she is found by, of her receipt and of this year's count, in one statement."""
    year = key_name(SERVICE, STREAMS[SERVICE].year_of(today))
    needed_soon([*map(blind.key_name, blind.USES), RECEIPTS, year])


def _begun(
    told: Told, intake: Intake | None, version: int | None, by: User, at: datetime
) -> tuple[Client | None, Intake]:
    """Who she is, as far as we know, and the intake that was a draft, or is made now."""
    client = told.client or (_make_known(told, by, at) if told.said.called else None)
    if intake is None:
        if told.client is not None:
            # Held before anything of hers is written: two desks that take her in never wait for each other.
            client = locked_client(told.client)
        current = new_intake(client, told.channel, at, token=told.token)
        _save_once(current)
        begun(current, at=at, by=by.pk)
        return client, current
    current = locked(intake)
    _refuse_no_draft(current, version)
    if client is not None and client.subject_id != current.subject_id:
        join_person(current, client, by, at)
    elif client is not None:
        client = Client.objects.select_for_update().get(pk=client.pk)
    return client, current


def new_intake(
    client: Client | None,
    channel: str,
    at: datetime,
    subject: UUID | None = None,
    token: str = "",
) -> Intake:
    """A draft as it begins, not yet written. subject: for somebody nobody knows, when her key is made already."""
    today = local_day(at)
    return Intake(
        pk=number_of(token) if token else new_id(),
        subject_id=client.subject_id if client else subject or new_subject(),
        client=client,
        channel=Channel(channel),
        begun_on=today,
        moved_on=today,
    )


def _save_once(intake: Intake) -> None:
    try:
        with transaction.atomic():
            intake.save(force_insert=True)
    except IntegrityError:
        if Intake.objects.filter(pk=intake.pk).exists():
            raise AlreadyWritten(str(intake.pk)) from None
        raise


def _refuse_no_draft(current: Intake, version: int | None) -> None:
    if current.status != Status.STARTED:
        raise WrongState(current, current.status, Status.SUBMITTED)
    if version is not None and current.state_version != version:
        raise Crossed(current, current.status, Status.SUBMITTED)


def join_person(current: Intake, client: Client, by: User, at: datetime) -> None:
    """What lies under a key of its own turns out to be of a person: both keys are hers from now on.

    The way she chose online is how we reach her, where we knew none. Raises ClientGone.
    """
    client = locked_client(client)
    merge_subjects(kept=client.subject_id, absorbed=current.subject_id, by=by, at=at)
    current.client = client
    current.save(update_fields=["client"])
    current.contacts.update(client=client)
    if current.contact and client.contact is None:
        names = (one.name for one in fields(Said))
        known = {name: getattr(client, name) for name in names} | {"contact": current.contact}
        version = client.state_version
        change_client(client=client, said=Said(**known), state_version=version, by=by, at=at)


def _make_known(told: Told, by: User, at: datetime) -> Client:
    subject = new_subject()
    points = [reach_as_said(subject, way, told.said, by, at) for way in told.ways]
    said = replace(told.said, contact=points[0]) if points else told.said
    return add_client(said=said, subject=subject, by=by, at=at)


def reach_as_said(
    subject: UUID, way: Way, said: Said, by: User | None, at: datetime
) -> ContactPoint:
    """A way to reach somebody who is written down, in the languages she speaks and reads. Raises NotAnAddress."""
    spoken = said.spoken_language or "en"
    return reach(
        subject=subject,
        way=way,
        spoken=spoken,
        written=said.written_language or spoken,
        by=by,
        at=at,
    )


def _agree(client: Client, by: User, at: datetime, token: str = "") -> str:
    """She agrees that we keep a record, unless she did before. The code of her receipt."""
    if agreed_to_a_record(client, local_day(at)):
        return ""
    agreed = Agreed(Purpose.RECORD)
    _consent, code = give_consent(client=client, agreed=agreed, token=token, by=by, at=at)
    return code


def _write_down(current: Intake, told: Told, client: Client | None, by: User, at: datetime) -> None:
    """What she said. The intake itself is saved when it is submitted.

    Language and area stay with the intake only while nobody knows who she is.
    """
    if client is None:
        current.language, current.area = told.said.spoken_language, told.said.area
    current.is_new = is_her_first(current, client) if client else None
    if client is not None and not is_own(client):
        asked = Asked(client.subject_id, told.needs, local_day(at))
        current.is_counted = not asks_again(asked)
    current.channel, current.draft = Channel(told.channel), {}
    current.is_urgent = told.cannot_wait
    add_needs(current, told.needs, by=by, at=at)
    set_barriers(current, told.barriers, at=at)
    if told.note.strip():
        add_note(current, kind=Note.Kind.NOTE, text=told.note.strip(), by=by, at=at)


def is_her_first(current: Intake, client: Client) -> bool:
    """Whether the office hears of her for the first time; a draft is nothing heard yet."""
    others = (one for one in of(client, "intakes") if one.pk != current.pk)
    return all(one.status == Status.STARTED for one in others)


def _submit(current: Intake, told: Told, by: User, at: datetime) -> None:
    today = local_day(at)
    take_step(
        current,
        to=Status.SUBMITTED,
        at=at,
        by=by.pk,
        due_on=look_by(today, is_urgent=current.is_urgent),
        moved_on=today,
        taken_by_id=None,
        **{name: getattr(current, name) for name in WRITTEN_DOWN},
    )
    note_visit(
        intake=current,
        channel=current.channel,
        need=told.needs[0] if len(told.needs) == 1 else "",
        minutes=told.minutes,
        by=by,
        at=at,
    )
    if current.client:
        note_served(current.client, on=today)
    audit.record(by, "casework.intake_submitted", current, at=at)


def _look(current: Intake, by: User, at: datetime) -> None:
    today = local_day(at)
    take_step(
        current,
        to=Status.SCREENED,
        at=at,
        by=by.pk,
        due_on=decide_by(today, is_urgent=current.is_urgent),
        moved_on=today,
        taken_by_id=by.pk,
    )
    audit.record(by, "casework.intake_screened", current, at=at)


@transaction.atomic
def name_person(*, intake: Intake, told: Told, version: int, by: User, at: datetime) -> TakenIn:
    """An intake nobody was named in is of a person the office knows, or comes to know now.

    Raises Crossed, WrongState when she is known already or it has ended, ClientGone, NotAYear.
    """
    current = locked(intake)
    if current.state_version != version:
        raise Crossed(current, current.status, current.status)
    if current.client_id or current.status in ENDED:
        raise WrongState(current, current.status, current.status)
    client = told.client or _make_known(told, by, at)
    join_person(current, client, by, at)
    receipt = _agree(client, by, at) if told.agrees else ""
    current.is_new = is_her_first(current, client)
    current.state_version += 1
    current.save(update_fields=["is_new", "state_version"])
    note_served(client, on=local_day(at))
    audit.record(by, "casework.person_named", current, at=at)
    return TakenIn(current, receipt)


@transaction.atomic
def agree_to_record(*, intake: Intake, by: User, at: datetime) -> str:
    """She agrees that we keep a record. The code of her receipt, shown this once; "" when she agreed before.

    Nobody is asked who gave no name: there is nothing to keep.
    """
    current = locked(intake)
    return _agree(current.client, by, at) if current.client else ""


@transaction.atomic
def say_more(
    *,
    intake: Intake,
    needs: tuple[str, ...] = (),
    barriers: tuple[str, ...] | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Intake:
    """Something is added to an intake: needs, barriers, a note. Raises NotAChoice, WrongState when it has ended.

    A note may be added, and a need, as long as we help.
    """
    current = locked(intake)
    if current.status not in (*OPEN, Status.ACCEPTED):
        raise WrongState(current, current.status, current.status)
    add_needs(current, needs, by=by, at=at)
    changed = barriers is not None and set_barriers(current, barriers, at=at)
    if note.strip():
        add_note(current, kind=Note.Kind.NOTE, text=note.strip(), by=by, at=at)
    if changed:
        current.save(update_fields=["barriers"])
    audit.record(by, "casework.intake_added_to", current, at=at)
    return current
