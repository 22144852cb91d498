"""Legal providers, their people and their matters, with honest defaults."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client
from xenia.registers.directory.models import Organization
from xenia.work.casework import operations
from xenia.work.casework.models import Matter, Recognition
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.operations import Case
from xenia.work.casework.tests.makers import MONDAY, a_matter
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models import Referral
from xenia.work.referrals.tests.makers import Partner, a_partner, a_referral

OATH = Case("naturalization", "uscis")
COURT = Case("removal", "immigration-court")
NOTE = "She told me of the arrest of her brother."


@dataclass(frozen=True, slots=True)
class Provider:
    """A legal provider: an attorney, a fully and a partially accredited representative, somebody without any."""

    partner: Partner
    attorney: User
    full: User
    partial: User
    clerk: User

    @property
    def organization(self) -> Organization:
        """The organization."""
        return self.partner.organization

    @property
    def holder(self) -> str:
        """As matters name it."""
        return str(self.partner.organization.pk)


def a_provider(name: str = "Lantern Law", *, at: datetime = MONDAY) -> Provider:
    """A recognized provider, whose people showed what they may do."""
    partner = a_partner(name, at=at)
    pk, first = partner.organization.pk, local_day(at) - timedelta(days=100)
    Recognition.objects.create(
        holder=str(pk), valid_from=first, valid_until=first + timedelta(days=2000)
    )
    attorney, full, partial = (
        a_credentialed(kind, str(pk), at=at, name=f"{kind} of {name}")
        for kind in ("attorney", "full", "partial")
    )
    clerk = a_user(Role.PARTNER_MEMBER, pk, name="A clerk")
    return Provider(partner, attorney, full, partial, clerk)


def a_credentialed(
    kind: str, holder: str = OFFICE, *, at: datetime = MONDAY, name: str = "Ana", days: int = 900
) -> User:
    """Somebody of a house who may speak for people."""
    role = Role.CASEWORKER if holder == OFFICE else Role.PARTNER_MEMBER
    person = a_user(role, None if holder == OFFICE else UUID(holder), name=name)
    first = local_day(at) - timedelta(days=100)
    operations.keep_credential(
        person=person,
        kind=kind,
        holder=holder,
        valid_from=first,
        valid_until=None if kind == "attorney" else first + timedelta(days=days),
        by=a_user(Role.DIRECTOR),
        at=at,
    )
    return person


def a_legal_referral(
    provider: Provider, *, client: Client | None = None, at: datetime = MONDAY, **said: Any
) -> Referral:
    """Somebody was sent to a legal provider, which said yes."""
    said = {"need": "citizenship", **said}
    referral = a_referral(provider.partner, client=client, at=at, **said)
    referrals.accept(referral=referral, by=provider.attorney, at=at)
    referral.refresh_from_db()
    return referral


def theirs(
    provider: Provider,
    *,
    case: Case = OATH,
    by: User | None = None,
    client: Client | None = None,
    at: datetime = MONDAY,
    **said: Any,
) -> Matter:
    """A matter a provider holds, just opened, with consent for a year."""
    return operations.open_from_referral(
        referral=a_legal_referral(provider, client=client, at=at, **said),
        case=case,
        until=local_day(at) + timedelta(days=365),
        by=by or provider.attorney,
        at=at,
    )


def under_way(provider: Provider, *, at: datetime = MONDAY, **said: Any) -> Matter:
    """The same, looked through for conflicts, and worked on."""
    by = said.get("by") or provider.attorney
    matter = theirs(provider, at=at, **said)
    operations.check_conflicts(matter=matter, is_clear=True, by=by, at=at)
    return operations.work_on(matter=now_as(matter), by=by, at=at)


def ours(*, by: User, case: Case = OATH, at: datetime = MONDAY, **said: Any) -> Matter:
    """A legal matter of the office."""
    said = {"issue": "citizenship", **said}
    matter = a_matter(by=by, at=at, **said)
    operations.add_legal_side(matter=matter, case=case, by=by, at=at)
    return now_as(matter)


def now_as(matter: Matter) -> Matter:
    """The matter as it is now."""
    found: Matter = Matter.objects.get(pk=matter.pk)
    return found


def in_a_year(at: datetime = MONDAY) -> date:
    """A day a year from now."""
    return local_day(at) + timedelta(days=365)
