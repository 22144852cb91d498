"""Many intakes from hello to a decision, in one transaction: a history that is made up, a list that is brought in.

The same guards, the same rows and the same counts as one at a time. Nobody is told anything: what is written here is over.
The audit has one line for each lot. What is counted is written together where the caller says so
(`ledger.operations.written_together`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.many_steps import begun_all, step_to, take_steps, update_rows
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.subjects import new_subjects
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed
from xenia.registers.clients.operations.in_bulk import Given, give_consents, note_all_served
from xenia.work.casework.counting import about, count_contact, who
from xenia.work.casework.deadlines import decide_by, look_by
from xenia.work.casework.models import Contact, Intake, Matter, Need, Note
from xenia.work.casework.models import matter as matters
from xenia.work.casework.models import need as needs
from xenia.work.casework.models.intake import Channel, Declined, Status, Withdrawn
from xenia.work.casework.operations.counted_once import Asked, ask_again
from xenia.work.casework.operations.holding import refuse_others
from xenia.work.casework.operations.intake import Told, new_intake
from xenia.work.casework.operations.matters import new_matter
from xenia.work.casework.operations.thread import id_of, new_needs, set_barriers

WRITTEN_DOWN = ("language", "area", "is_new", "is_counted", "draft", "is_urgent", "barriers")
ENDS = (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One screen full, as `submit_intake` takes it: by whom, and when. Whoever is named in it is known already."""

    told: Told
    by: User
    at: datetime
    takes: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What a colleague did with an intake. why: a code of Declined or Withdrawn."""

    intake: Intake
    to: str
    by: User
    at: datetime
    why: str = ""
    is_referred: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a need. why: a code of Unmet."""

    need: Need
    to: str
    by: User | None
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody the office knows is here again."""

    client: Client
    channel: str
    by: User
    at: datetime
    need: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """An issue the office takes on, after an intake that was accepted."""

    intake: Intake
    issue: str
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """How far a matter came: in progress, or closed with an outcome."""

    matter: Matter
    to: str
    by: User
    at: datetime
    outcome: str = ""


@transaction.atomic
def submit_intakes(sheets: Sequence[Sheet], *, at: datetime) -> list[Intake]:
    """Everybody's screen is written down, one for each person. at: when the lot is written.

    Raises NotReady without a need, NotAChoice, ClientGone; nothing is written then.
    """
    _refuse_names([one.told for one in sheets])
    intakes = _begun(sheets)
    _let_agree(sheets, at)
    _write_down(sheets, intakes)
    prefetch_related_objects(intakes, "needs", "notes")
    take_steps([_submitted(sheet, one) for sheet, one in zip(sheets, intakes, strict=True)])
    _note_visits(sheets, intakes)
    note_service((sheet.told.client, sheet.at) for sheet in sheets)
    note_lot("casework.many_intakes_submitted", sheets, at)
    return intakes


def _refuse_names(told: Sequence[Told]) -> None:
    known = [one.client.pk for one in told if one.client]
    if len(set(known)) < len(known) or any(one.said.called and not one.client for one in told):
        raise ValueError("one intake of each person, and whoever has a name is added first")


def _begun(sheets: Sequence[Sheet]) -> list[Intake]:
    keys = iter(new_subjects(sum(one.told.client is None for one in sheets)))
    intakes = [
        new_intake(told.client, told.channel, one.at, None if told.client else next(keys))
        for one in sheets
        for told in (one.told,)
    ]
    Intake.objects.bulk_create(intakes)
    begun_all((one, sheet.at, sheet.by.pk) for one, sheet in zip(intakes, sheets, strict=True))
    return intakes


def _let_agree(sheets: Sequence[Sheet], at: datetime) -> None:
    """Who agrees that we keep a record of her, unless she did before."""
    asked = [(one.told.client, one) for one in sheets if one.told.client and one.told.agrees]
    rows = Consent.objects.filter(purpose=Purpose.RECORD, client__in=[one for one, _sheet in asked])
    before: dict[Any, list[Consent]] = {}
    for consent in rows:
        before.setdefault(consent.client_id, []).append(consent)
    given = [
        Given(client, Agreed(Purpose.RECORD), sheet.at)
        for client, sheet in asked
        if not any(one.stands_on(local_day(sheet.at)) for one in before.get(client.pk, ()))
    ]
    give_consents(given=given, by=None, at=at)


def _write_down(sheets: Sequence[Sheet], intakes: Sequence[Intake]) -> None:
    """As `submit_intake` does: language and area only while nobody knows who she is."""
    met_before = _met_before(intakes)
    _see_who_asks_again(sheets, intakes)
    made: list[tuple[Need, datetime, Any]] = []
    for sheet, one in zip(sheets, intakes, strict=True):
        told = sheet.told
        if told.client is None:
            one.language, one.area = told.said.spoken_language, told.said.area
        one.is_new = None if told.client is None else told.client.pk not in met_before
        one.is_urgent = told.cannot_wait
        made += [(need, sheet.at, sheet.by.pk) for need in new_needs(one, told.needs, at=sheet.at)]
    Need.objects.bulk_create([need for need, _at, _by in made])
    begun_all(made)
    for sheet, one in zip(sheets, intakes, strict=True):
        set_barriers(one, sheet.told.barriers, at=sheet.at)
    Note.objects.bulk_create(_notes(sheets, intakes))
    update_rows(intakes, WRITTEN_DOWN)


def _see_who_asks_again(sheets: Sequence[Sheet], intakes: Sequence[Intake]) -> None:
    known = [(one, sheet) for sheet, one in zip(sheets, intakes, strict=True) if one.client_id]
    asked = [Asked(one.subject_id, sheet.told.needs, local_day(sheet.at)) for one, sheet in known]
    for (one, _sheet), is_again in zip(known, ask_again(asked), strict=True):
        one.is_counted = not is_again


def _met_before(intakes: Sequence[Intake]) -> set[Any]:
    """Whose first intake this is not."""
    others = Intake.objects.filter(client__in=[one.client_id for one in intakes if one.client_id])
    others = others.exclude(status=Status.STARTED).exclude(pk__in=[one.pk for one in intakes])
    return set(others.values_list("client_id", flat=True))


def _notes(sheets: Sequence[Sheet], intakes: Sequence[Intake]) -> list[Note]:
    return [
        Note(
            subject_id=one.subject_id,
            intake=one,
            number=1,
            kind=Note.Kind.NOTE,
            text=sheet.told.note.strip(),
            on=local_day(sheet.at),
            by_id=sheet.by.pk,
        )
        for sheet, one in zip(sheets, intakes, strict=True)
        if sheet.told.note.strip()
    ]


def _submitted(sheet: Sheet, intake: Intake) -> Any:
    today = local_day(sheet.at)
    return step_to(
        intake,
        to=Status.SUBMITTED,
        at=sheet.at,
        by=sheet.by.pk,
        due_on=look_by(today, is_urgent=intake.is_urgent),
        moved_on=today,
        taken_by_id=sheet.by.pk if sheet.takes else None,
    )


def _note_visits(sheets: Sequence[Sheet], intakes: Sequence[Intake]) -> None:
    visits = [
        (
            Contact(
                subject_id=who(one)["subject"],
                client=one.client,
                intake=one,
                channel=Channel(one.channel),
                language=about(one)["language"],
                need=sheet.told.needs[0] if len(sheet.told.needs) == 1 else "",
                minutes=sheet.told.minutes,
                on=local_day(sheet.at),
                by_id=sheet.by.pk,
            ),
            who(one),
        )
        for sheet, one in zip(sheets, intakes, strict=True)
    ]
    _write_visits(visits)


def _write_visits(visits: Sequence[tuple[Contact, dict[str, Any]]]) -> None:
    Contact.objects.bulk_create([visit for visit, _who in visits])
    for visit, known in visits:
        count_contact(visit, **known)


@transaction.atomic
def decide_all(decided: Sequence[Decided], *, at: datetime) -> None:
    """Looked at, accepted, put on the waiting list, declined or taken back. Raises WrongState, Crossed, NotReady."""
    intakes = [one.intake for one in decided]
    _see_people_anew(intakes)
    prefetch_related_objects(intakes, "needs", "notes", "steps_taken")
    take_steps([_decision(one) for one in decided])
    helped = (one for one in decided if one.to == Status.ACCEPTED)
    note_service((one.intake.client, one.at) for one in helped)
    note_lot("casework.many_intakes_decided", decided, at)


def _see_people_anew(intakes: Sequence[Intake]) -> None:
    """As they are now, with what they agreed to: the guards ask for it."""
    rows = Client.objects.filter(pk__in={one.client_id for one in intakes if one.client_id})
    people = {one.pk: one for one in rows.prefetch_related("consents")}
    for one in intakes:
        if one.client_id:
            one.client = people[one.client_id]


def _decision(one: Decided) -> Any:
    today = local_day(one.at)
    said: dict[str, Any] = {}
    if one.to == Status.SCREENED:
        said["taken_by_id"] = one.intake.taken_by_id or one.by.pk
        said["due_on"] = decide_by(today, is_urgent=one.intake.is_urgent)
    if one.to in ENDS:
        said["closed_on"] = today
    if one.to == Status.ACCEPTED:
        said["client_id"] = one.intake.client_id
    if one.to == Status.DECLINED:
        said |= {"why": Declined(one.why), "is_referred": one.is_referred}
    if one.to == Status.WITHDRAWN:
        said |= {"why": Withdrawn(one.why), "draft": {}}
    return step_to(
        one.intake, to=one.to, at=one.at, by=one.by.pk, reason=one.why, moved_on=today, **said
    )


@transaction.atomic
def settle_needs(settled: Sequence[Settled], *, at: datetime) -> None:
    """Met, unmet for a reason, or open again. Raises WrongState, Crossed, NotReady."""
    prefetch_related_objects([one.need for one in settled], "intake")
    _see_people_anew([one.need.intake for one in settled])
    take_steps([_settling(one) for one in settled])
    note_lot("casework.many_needs_settled", settled, at)


def _settling(one: Settled) -> Any:
    said: dict[str, Any] = {}
    if one.to == needs.Status.UNMET:
        said["why"] = needs.Unmet(one.why)
    elif one.to == needs.Status.OPEN:
        said["why"] = ""
    return step_to(
        one.need,
        to=one.to,
        at=one.at,
        by=id_of(one.by),
        reason=one.why,
        moved_on=local_day(one.at),
        **said,
    )


@transaction.atomic
def note_returns(returns: Sequence[Return], *, at: datetime) -> None:
    """Each is here again, as `note_return` notes it."""
    visits = [
        (
            Contact(
                subject_id=one.client.subject_id,
                client=one.client,
                channel=Channel(one.channel),
                language=str(one.client.spoken_language),
                need=one.need,
                on=local_day(one.at),
                by_id=one.by.pk,
            ),
            {"subject": one.client.subject_id, "is_named": one.client.is_named},
        )
        for one in returns
    ]
    _write_visits(visits)
    note_service((one.client, one.at) for one in returns)
    note_lot("casework.many_visits_noted", returns, at)


@transaction.atomic
def open_matters(taken: Sequence[Taken], *, at: datetime) -> list[Matter]:
    """The office begins to work on each issue, as `open_matter` does. Raises NotAChoice, NotHelped."""
    made = []
    for one in taken:
        assert one.intake.client
        made.append(new_matter(one.intake.client, one.issue, one.intake, one.by, one.at))
    Matter.objects.bulk_create(made)
    begun_all((matter, one.at, one.by.pk) for matter, one in zip(made, taken, strict=True))
    note_service((one.intake.client, one.at) for one in taken)
    note_lot("casework.many_matters_opened", taken, at)
    return made


@transaction.atomic
def work_on_matters(worked: Sequence[Worked], *, at: datetime) -> None:
    """Work begins, or ends with an outcome. Raises WrongState, Crossed, NotReady, NotHeldHere."""
    for one in worked:
        refuse_others(one.matter, one.by)
    take_steps([_working(one) for one in worked])
    note_service((one.matter.client, one.at) for one in worked)
    note_lot("casework.many_matters_worked_on", worked, at)


def _working(one: Worked) -> Any:
    if one.matter.status == matters.Status.CLOSED:
        raise WrongState(one.matter, one.matter.status, one.to)
    if one.to not in (matters.Status.IN_PROGRESS, matters.Status.CLOSED):
        raise ValueError(f"{one.to!r} is done one at a time")
    said: dict[str, Any] = {"outcome": ""}
    if one.to == matters.Status.CLOSED:
        outcome = matters.Outcome(one.outcome)
        said = {"outcome": outcome, "closed_on": local_day(one.at), "is_on_hold": False}
    return step_to(
        one.matter,
        to=one.to,
        at=one.at,
        by=one.by.pk,
        reason=one.outcome,
        moved_on=local_day(one.at),
        **said,
    )


def note_service(days: Iterable[tuple[Client | None, datetime]]) -> None:
    """The last day something was done with each."""
    last: dict[Client, date] = {}
    for client, moment in days:
        if client is not None:
            last[client] = max(last.get(client, date.min), local_day(moment))
    note_all_served(last)


def note_lot(act: str, lot: Sequence[Any], at: datetime) -> None:
    """One line in the audit for a whole lot; none for an empty one."""
    if lot:
        audit.record(None, act, None, at=at)
