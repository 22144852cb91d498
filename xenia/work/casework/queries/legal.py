"""Legal matters as whoever holds them sees them: lists, deadlines, what she agreed to tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client, Consent
from xenia.registers.directory.models import Organization
from xenia.work.casework.models import Credential, Deadline, HandOver, Matter, Recognition
from xenia.work.casework.models.credential import Kind
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.models.work_time import SOON
from xenia.work.casework.queries.holding import holders_of, people_of
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries.sight import Told, called_by_organization, told_to_organization

KEEP: Final = "casework.credentials"


@dataclass(frozen=True, slots=True, repr=False)
class AtProvider:
    """A matter an organization holds, as what she agreed to tell it is read."""

    client: Client
    organization: Organization
    consent: Consent | None
    need: str
    note: str = ""


def legal_matters(user: User, *, view: str, today: date) -> "QuerySet[Matter]":
    """Legal matters of her house: "" her own, "all" that are open, "nobody", "stale", "closed"."""
    rows: QuerySet[Matter] = Matter.objects.held_by(holders_of(user)).filter(is_legal=True)
    rows = rows.select_related("client", "legal__consent")
    if view == "closed":
        return rows.filter(closed_on__isnull=False).order_by("-closed_on", "pk")
    rows = rows.filter(closed_on__isnull=True)
    if view == "":
        rows = rows.filter(taken_by_id=user.pk)
    elif view == "nobody":
        rows = rows.filter(taken_by_id=None)
    elif view == "stale":
        rows = rows.filter(pk__in=Matter.objects.stale(today).values("pk"))
    return rows.order_by("moved_on", "pk")


def runs_legal_matters(user: User) -> bool:
    """Whether somebody of one of her houses may speak for people, or a legal matter is there."""
    own = holders_of(user)
    held = Matter.objects.held_by(own).filter(is_legal=True)
    return Credential.objects.filter(holder__in=own).exists() or held.exists()


def deadlines_of(user: User, *, mine: bool) -> "QuerySet[Deadline]":
    """What must happen in the legal matters of her house, the nearest first; missed ones stand on top."""
    held = Matter.objects.held_by(holders_of(user))
    rows = Deadline.objects.waiting().filter(matter__in=held.values("pk"))
    rows = rows.filter(matter__taken_by_id=user.pk) if mine else rows
    found: QuerySet[Deadline] = rows.select_related("matter__client", "matter__legal__consent")
    return found.order_by("due_on", "pk")


def near_deadlines(user: User, today: date) -> "QuerySet[Deadline]":
    """Hers that are late, or come within two weeks."""
    return deadlines_of(user, mine=True).filter(due_on__lte=today + SOON)


def name_of(matter: Matter) -> str:
    """What she is called by whoever holds it: a provider knows it only when she agreed; else her code stands for her."""
    client = matter.client
    if matter.holder == OFFICE:
        return str(client.called) if client.is_named else client.code
    shown = _shown(matter)
    return (called_by_organization(shown) if shown else "") or client.code


def told(matter: Matter, reader: str) -> list[Told]:
    """What she agreed to tell the organization that holds it; nothing when her consent ended."""
    shown = _shown(matter)
    return told_to_organization(shown, reader) if shown else []


def _shown(matter: Matter) -> AtProvider | None:
    consent = matter.legal.consent if matter.is_legal else None
    if consent is None or consent.withdrawn_at is not None or consent.recipient is None:
        return None
    return AtProvider(matter.client, consent.recipient, consent, matter.issue)


def matter_of_referral(referral: Referral) -> Matter | None:
    """The open matter a provider has about what somebody was sent for."""
    held = Matter.objects.under_way().held_by([str(referral.organization_id)])
    found: Matter | None = held.filter(client=referral.client_id, issue=referral.need).first()
    return found


def was_handed_over(referral: Referral) -> bool:
    """Whether the house gave away, since it was sent there, what she was sent for."""
    given = HandOver.objects.filter(giver=str(referral.organization_id))
    since = local_day(referral.sent_at) if referral.sent_at else date.min
    hers = given.filter(matter__client=referral.client_id, matter__issue=referral.need)
    return hers.filter(on__gte=since).exists()


def credentials_of(holders: Iterable[str]) -> "QuerySet[Credential]":
    """What people of some houses may do, those that stand first."""
    return (
        Credential.objects.filter(holder__in=list(holders))
        .select_related("person")
        .order_by(F("ended_on").asc(nulls_first=True), "person__name", "-valid_from")
    )


def recognitions_of(holders: Iterable[str]) -> "QuerySet[Recognition]":
    """Since when some organizations are recognized, until when."""
    found: QuerySet[Recognition] = Recognition.objects.filter(holder__in=list(holders))
    return found


def with_a_credential(holder: str, on: date) -> "QuerySet[User]":
    """People of a house with a credential that stands."""
    standing = [
        one.person_id for one in Credential.objects.filter(holder=holder) if one.stands_on(on)
    ]
    return people_of(holder).filter(pk__in=standing)


def legal_providers(on: date) -> set[str]:
    """The houses that are recognized on a day, or have an attorney who may speak."""
    recognized = Recognition.objects.filter(valid_from__lte=on, valid_until__gte=on)
    attorneys = Credential.objects.filter(kind=Kind.ATTORNEY, ended_on=None)
    return {*recognized.values_list("holder", flat=True)} | {
        one.holder for one in attorneys if one.stands_on(on)
    }


def last_check(matter: Matter) -> Any:
    """The last look for conflicts of whoever holds it now; None when nobody looked."""
    return matter.conflict_checks.filter(holder=matter.holder).first()


def keeps_credentials(user: User, holder: str, on: date) -> bool:
    """Whether somebody writes down who may speak for people there: the office, and managers of a legal provider."""
    if user.may(KEEP):
        return True
    may = holder != OFFICE and user.may(KEEP, organization=UUID(holder))
    return may and holder in legal_providers(on)


def may_clear(user: User, matter: Matter) -> bool:
    """Whether somebody of its house may say that there is no conflict after all."""
    return user.may(KEEP, organization=matter.organization_id)


def houses_that_keep(user: User, on: date) -> list[str]:
    """Of somebody's own organizations, the legal providers whose credentials she writes down."""
    own = [str(one) for one in sorted(user.organizations())]
    return [one for one in own if keeps_credentials(user, one, on)]
