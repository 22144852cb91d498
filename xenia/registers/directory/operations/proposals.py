"""Changes that wait for an editor: proposed, accepted field by field, declined, taken back."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import (
    Location,
    Organization,
    Proposal,
    ProposedChange,
    Service,
)
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.place import no_longer_at
from xenia.registers.directory.operations.standing import (
    Texts,
    check_value,
    kind_of,
    let_stand,
    record_of,
    standing,
)
from xenia.registers.directory.operations.verification import confirm_entry
from xenia.registers.directory.queries.details import DETAILS
from xenia.registers.directory.queries.verification import is_answered_for

Fields = dict[str, tuple[str, str]]
# The letter to whoever asked.
DECIDED: Final = "directory.proposal_decided"
KEPT: Final = timedelta(days=365)


class NothingProposed(Exception):
    """It says what stands already, and has no words for the office either."""


class OwnProposal(Exception):
    """Nobody decides about what she proposed herself."""


class NoReason(Exception):
    """Who declines tells why: the person who asked reads it."""


class NothingToReopen(Exception):
    """What was declined is no longer kept: names of people are erased with the decision."""


class RecordGone(Exception):
    """The entry the proposal is about is no longer in the directory."""


def changes_at_once(user: User) -> bool:
    """Whether what this person writes stands at once; what others write of their own entries waits for an editor."""
    return user.may("directory.edit")


def propose(
    *,
    record: Record,
    changes: Mapping[str, str],
    origin: str,
    by: User | None,
    at: datetime,
    note: str = "",
    seen: Texts | None = None,
) -> Proposal:
    """Ask for some fields of a record to say something else. It waits for an editor of the office.

    changes: {field: text}, each text as history keeps it (`operations/standing.py`). seen: what the person had before
    her, else what stands now. What a colleague proposed earlier for the same record and still waits becomes part of
    the new proposal. Raises NothingProposed (what waited is then taken back), UnknownField, and ValidationError or
    ValueError for a text that is no value.
    """
    made = _propose(record, dict(changes), dict(seen or {}), origin, by, note.strip(), at)
    if made is None:
        raise NothingProposed(f"{kind_of(record)} {record.pk} says so already")
    return made


@transaction.atomic
def _propose(
    record: Record,
    changes: Texts,
    seen: Texts,
    origin: str,
    by: User | None,
    note: str,
    at: datetime,
) -> Proposal | None:
    type(record)._default_manager.select_for_update().filter(pk=record.pk).exists()
    earlier = _earlier(record, origin, by)
    wanted = _wanted(record, changes, seen, earlier)
    if not wanted and not note:
        _take_back_all(earlier, by, at)
        return None
    made = Proposal.objects.create(
        record_type=kind_of(record),
        record_id=record.pk,
        organization_id=_owner(record),
        origin=origin,
        by=by,
        note=note,
        made_at=at,
    )
    ProposedChange.objects.bulk_create(
        ProposedChange(proposal=made, field=name, before=before, after=after)
        for name, (before, after) in wanted.items()
    )
    _take_back_all(earlier, by, at, replaced_by=made)
    audit.record(by, "directory.change_proposed", record, at=at, fields=wanted)
    count(kind="directory.change_proposed", on=local_day(at), provider=made.organization_id)
    return made


def _owner(record: Record) -> UUID | None:
    if isinstance(record, Service | Location):
        return record.organization_id
    return record.pk if isinstance(record, Organization) else None


def _earlier(record: Record, origin: str, by: User | None) -> list[Proposal]:
    if by is None:
        return []
    mine = Proposal.objects.select_for_update().filter(
        record_type=kind_of(record), record_id=record.pk, by=by, origin=origin, status="waiting"
    )
    return list(mine)


def _wanted(
    record: Record, changes: Mapping[str, str], seen: Texts, earlier: list[Proposal]
) -> Fields:
    now = standing(record, changes)
    kept = ProposedChange.objects.filter(proposal__in=earlier, status="waiting")
    wanted = {one.field: (one.before, one.after) for one in kept}
    for name, text in changes.items():
        check_value(record, name, text)
        wanted[name] = (seen.get(name, now[name]), text)
    return {name: both for name, both in wanted.items() if both[0] != both[1]}


def _take_back_all(
    earlier: list[Proposal], by: User | None, at: datetime, *, replaced_by: Proposal | None = None
) -> None:
    for one in earlier:
        _close(one, Proposal.Status.WITHDRAWN, by=by, at=at, replaced_by=replaced_by)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: User, at: datetime) -> None:
    """The person takes back what nobody decided yet. Raises WrongState when somebody did."""
    _locked(proposal, Proposal.Status.WITHDRAWN)
    _close(proposal, Proposal.Status.WITHDRAWN, by=by, at=at)
    audit.record(by, "directory.proposal_withdrawn", proposal, at=at)


@transaction.atomic
def accept_changes(
    *, proposal: Proposal, fields: Collection[str], seen: Texts, by: User, at: datetime
) -> list[str]:
    """An editor lets some of the proposed texts stand; history names her. Returns the fields she accepted.

    seen: what she saw beside each proposed text. Raises WrongState when another decided first, OwnProposal, RecordGone,
    ChangedMeanwhile, and ValidationError when the texts do not fit together; nothing is changed then.
    """
    _refuse_own(proposal, by)
    _locked(proposal, Proposal.Status.ACCEPTED)
    waiting = list(proposal.changes.select_for_update().filter(status="waiting", field__in=fields))
    if len(waiting) < len(set(fields)):
        raise WrongState(proposal, proposal.status, Proposal.Status.ACCEPTED)
    record = record_of(proposal.record_type, proposal.record_id)
    if record is None:
        raise RecordGone(str(proposal.pk))
    let_stand(record, {one.field: one.after for one in waiting}, seen=seen, by=by, at=at)
    _decide(waiting, ProposedChange.Status.ACCEPTED)
    audit.record(by, "directory.proposal_accepted", record, at=at, fields=fields)
    _close_when_decided(proposal, by=by, at=at)
    return [one.field for one in waiting]


@transaction.atomic
def decline_proposal(*, proposal: Proposal, reason: str, by: User, at: datetime) -> None:
    """An editor declines what still waits, and says why. Raises NoReason, OwnProposal, WrongState."""
    _refuse_own(proposal, by)
    if not reason.strip():
        raise NoReason(str(proposal.pk))
    _locked(proposal, Proposal.Status.DECLINED)
    _decide(list(proposal.changes.filter(status="waiting")), ProposedChange.Status.DECLINED)
    audit.record(by, "directory.proposal_declined", proposal, at=at)
    _close_when_decided(proposal, by=by, at=at, reason=reason.strip())


@transaction.atomic
def settle_words(*, proposal: Proposal, by: User, at: datetime) -> None:
    """A proposal of words alone was dealt with by hand. Raises OwnProposal, WrongState."""
    _refuse_own(proposal, by)
    _locked(proposal, Proposal.Status.ACCEPTED)
    if proposal.changes.exists():
        raise WrongState(proposal, proposal.status, Proposal.Status.ACCEPTED)
    audit.record(by, "directory.proposal_accepted", proposal, at=at)
    _close(proposal, Proposal.Status.ACCEPTED, by=by, at=at)


@transaction.atomic
def close_proposed_place(*, proposal: Proposal, by: User, at: datetime) -> int:
    """Words alone said that a place closed: no service is given there any more. Returns how many were.

    Each service's history has its line, which can be put back. Raises OwnProposal, RecordGone, WrongState.
    """
    place = record_of(proposal.record_type, proposal.record_id)
    if not isinstance(place, Location):
        raise RecordGone(str(proposal.pk))
    settle_words(proposal=proposal, by=by, at=at)
    here = list(Service.objects.filter(places__location=place))
    for service in here:
        no_longer_at(service=service, location=place, by=by, at=at)
    return len(here)


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, by: User, at: datetime) -> None:
    """It was declined by mistake: what was declined waits again. Raises NothingToReopen, OwnProposal, WrongState."""
    _refuse_own(proposal, by)
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_be_reopened(current):
        raise WrongState(current, current.status, Proposal.Status.WAITING)
    declined = current.changes.filter(status=ProposedChange.Status.DECLINED)
    kept = [one for one in declined if one.before != one.after]
    if declined and not kept:
        raise NothingToReopen(str(proposal.pk))
    for one in kept:
        one.status = ProposedChange.Status.WAITING
    ProposedChange.objects.bulk_update(kept, ["status"])
    transition(
        proposal,
        to=Proposal.Status.WAITING,
        at=at,
        decided_by=None,
        decided_at=None,
        reason="",
    )
    audit.record(by, "directory.proposal_reopened", proposal, at=at)
    count(kind="directory.change_reopened", on=local_day(at), provider=proposal.organization_id)


def may_be_reopened(proposal: Proposal) -> bool:
    """Whether an editor declined all or a part of it."""
    return proposal.status in (Proposal.Status.DECLINED, Proposal.Status.PARTLY)


def _refuse_own(proposal: Proposal, by: User) -> None:
    if proposal.by_id == by.pk:
        raise OwnProposal(str(proposal.pk))


def _locked(proposal: Proposal, to: str) -> None:
    """Hold the proposal until the transaction ends. Raises WrongState when it no longer waits."""
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if current.status != Proposal.Status.WAITING:
        raise WrongState(current, current.status, to)


def _decide(changes: list[ProposedChange], status: str) -> None:
    for one in changes:
        one.status = status
        _forget_names(one)
    ProposedChange.objects.bulk_update(changes, ["status", "before", "after"])


def _forget_names(change: ProposedChange) -> None:
    """People's names are kept where they stand, not in what was once proposed."""
    if change.field in DETAILS and not DETAILS[change.field].keeps_history:
        change.before = change.after = ""


def _close_when_decided(proposal: Proposal, *, by: User, at: datetime, reason: str = "") -> None:
    states = set(proposal.changes.values_list("status", flat=True))
    if ProposedChange.Status.WAITING in states:
        return
    if states == {ProposedChange.Status.ACCEPTED}:
        _close(proposal, Proposal.Status.ACCEPTED, by=by, at=at)
        _confirm_if_asked(proposal, by=by, at=at)
    elif ProposedChange.Status.ACCEPTED in states:
        _close(proposal, Proposal.Status.PARTLY, by=by, at=at, reason=reason)
    else:
        _close(proposal, Proposal.Status.DECLINED, by=by, at=at, reason=reason)


def _confirm_if_asked(proposal: Proposal, *, by: User, at: datetime) -> None:
    """Asked by the yearly letter, the organisation said what changed; with all of that, its entry is right again."""
    record = record_of(proposal.record_type, proposal.record_id)
    if proposal.origin != Proposal.Origin.VERIFICATION:
        return
    if isinstance(record, Organization | Location | Service) and is_answered_for(record):
        confirm_entry(entry=record, by=by, at=at)


def _close(
    proposal: Proposal,
    to: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    replaced_by: Proposal | None = None,
) -> None:
    """End a proposal. What was accepted of one that is taken back stays accepted."""
    if to == Proposal.Status.WITHDRAWN:
        _decide(list(proposal.changes.filter(status="waiting")), ProposedChange.Status.DECLINED)
    transition(
        proposal,
        to=to,
        at=at,
        decided_by=by,
        decided_at=at,
        reason=reason,
        replaced_by=replaced_by,
    )
    if to != Proposal.Status.WITHDRAWN:
        _tell_who_asked(proposal, at)
        count(kind=f"directory.change_{to}", on=local_day(at), provider=proposal.organization_id)


def _tell_who_asked(proposal: Proposal, at: datetime) -> None:
    """Whoever asked with an account hears that the office decided; the letter does not say what."""
    if proposal.by is not None:
        queue(DECIDED, proposal, to=proposal.by, on=local_day(at))


@transaction.atomic
def forget_proposals(at: datetime) -> int:
    """Erase what was proposed a year after it was decided; history keeps what changed. Returns how many there were."""
    old = Proposal.objects.filter(decided_at__lte=at - KEPT)
    gone = list(old.values_list("pk", flat=True))
    old.delete()
    return len(gone)
