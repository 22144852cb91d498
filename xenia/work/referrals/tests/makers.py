"""Agreements, referrals and those who answer them, with honest defaults."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.models.consent import Purpose, SharedField
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.referrals import operations
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.operations import Terms

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(days=7)
LEARNS = (
    SharedField.CALLED,
    SharedField.SPOKEN_LANGUAGE,
    SharedField.CONTACT,
    SharedField.NEED,
    SharedField.NOTE,
)


def an_agreement(
    organization: Organization | None = None, *, at: datetime = MONDAY, **terms: Any
) -> Agreement:
    """From the first of the year before until the end of the next: five days to answer."""
    today = local_day(at)
    usual: dict[str, Any] = {
        "begins_on": date(today.year - 1, 1, 1),
        "ends_on": date(today.year + 1, 12, 31),
        "fields": LEARNS,
    }
    if terms.get("is_victim_service"):
        usual["fields"] = ()
    said = Terms(**{**usual, **terms})
    return operations.make_agreement(
        organization=organization or an_organization(name="Harbor House"),
        terms=said,
        by=None,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization with an agreement, a service, and somebody who answers there."""

    organization: Organization
    agreement: Agreement
    service: Service
    member: User


def a_partner(name: str = "Harbor House", *, at: datetime = MONDAY, **terms: Any) -> Partner:
    """A partner whose member answers in the inbox."""
    organization = an_organization(name=name)
    member = a_user(Role.PARTNER_MEMBER, organization.pk, name=f"Ana of {name}")
    agreement = an_agreement(organization, at=at, **terms)
    return Partner(organization, agreement, a_service(organization=organization), member)


def a_consent(
    client: Client,
    organization: Organization,
    *,
    at: datetime = MONDAY,
    fields: Any = LEARNS,
    days: int = 60,
) -> Consent:
    """She agrees that the organization learns the usual, for two months."""
    ends_on = local_day(at) + timedelta(days=days)
    agreed = Agreed(Purpose.REFERRAL, organization, fields, ends_on)
    return give_consent(client=client, agreed=agreed, by=None, at=at)[0]


def a_referral(
    to: Partner | None = None,
    *,
    client: Client | None = None,
    by: User | None = None,
    at: datetime = MONDAY,
    fields: Any = LEARNS,
    **said: Any,
) -> Referral:
    """Linh is sent to a class, with her consent, and it waits for an answer."""
    partner = to or a_partner(at=at)
    person = client or a_client(at=at)
    consent = a_consent(person, partner.organization, at=at, fields=fields)
    usual: dict[str, Any] = {"need": "adult-education", "note": "Evenings are best."}
    return operations.send_referral(
        client=person,
        service=partner.service,
        consent=consent,
        by=by,
        at=at,
        **{**usual, **said},
    )


def fresh(referral: Referral) -> Referral:
    """The referral as it is now."""
    found: Referral = Referral.objects.get(pk=referral.pk)
    return found
