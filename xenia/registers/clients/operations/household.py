"""People live together, and one of them moves out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client, Household, HouseholdMember
from xenia.registers.clients.models.household import Relation
from xenia.registers.clients.operations.client import locked
from xenia.registers.clients.queries.people import membership_of


class LivesElsewhere(Exception):
    """She is written down in another household: she moves out there first."""


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody moves in with a person: how she belongs to the one written down first."""

    relation: str

    def __post_init__(self) -> None:
        Relation(self.relation)


@transaction.atomic
def live_together(
    *, client: Client, joins: Client, home: Home, by: User | None, at: datetime
) -> HouseholdMember:
    """`client` lives with `joins`. Who lives there already stays as she is written down.

    Raises LivesElsewhere, ClientGone.
    """
    both = {one.pk: one for one in _both(client, joins)}
    mover, host = both[client.pk], both[joins.pk]
    household = _home_of(host, at)
    known = membership_of(mover)
    if known is not None and known.household_id == household.pk:
        return known
    if known is not None:
        raise LivesElsewhere(f"client {mover.pk} lives in household {known.household_id}")
    member = _move_in(household, mover, home.relation, at)
    audit.record(by, "clients.moved_in", member, at=at)
    return member


@transaction.atomic
def move_out(*, member: HouseholdMember, by: User | None, at: datetime) -> bool:
    """She lives there no more. Whether she still did."""
    left = HouseholdMember.objects.filter(pk=member.pk, left_on__isnull=True)
    if not left.update(left_on=local_day(at)):
        return False
    audit.record(by, "clients.moved_out", member, at=at)
    return True


def _both(one: Client, other: Client) -> list[Client]:
    """Both records, locked in the order of their numbers, so that two colleagues never wait for each other."""
    if one.pk == other.pk:
        raise LivesElsewhere("nobody moves in with herself")
    return [locked(client) for client in sorted((one, other), key=lambda client: client.pk)]


def _home_of(host: Client, at: datetime) -> Household:
    known = membership_of(host)
    if known is not None:
        return known.household
    household = Household.objects.create(added_on=local_day(at))
    _move_in(household, host, Relation.FIRST, at)
    return household


def _move_in(household: Household, client: Client, relation: str, at: datetime) -> HouseholdMember:
    member = HouseholdMember(
        subject_id=client.subject_id,
        household=household,
        client=client,
        relation=relation,
        joined_on=local_day(at),
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        raise LivesElsewhere(f"client {client.pk} moved in somewhere just now") from None
    return member
