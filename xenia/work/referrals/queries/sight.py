"""What an organization sees: its own open referrals, and of each the fields she agreed to. Nothing else."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known, language, name_in
from xenia.ground.common.local_words import clock
from xenia.ground.notifications.addresses import readable_phone
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.fields import is_shredded
from xenia.registers.clients.models.consent import SharedField
from xenia.work.referrals.codes import hash_of_token
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.models.choices import Way
from xenia.work.referrals.models.referral import SHARED_WAYS
from xenia.work.referrals.queries.partners import agreement_with


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """One thing she agreed to tell, in a line or several."""

    label: str
    lines: tuple[str, ...]


class Shown(Protocol):
    """What is about a person an organization helps: a referral, a matter it holds."""

    @property
    def client(self) -> Any:
        """The person."""

    @property
    def organization(self) -> Any:
        """The organization."""

    @property
    def consent(self) -> Any:
        """What she agreed to."""

    @property
    def need(self) -> str:
        """What it is about."""

    @property
    def note(self) -> object:
        """What they must know, in words she agreed to."""


def organization_of(pk: UUID) -> UUID | None:
    """The organization that sees a referral today; None when none does."""
    rows = Referral.objects.in_sight(local_day(now())).filter(pk=pk)
    found: UUID | None = rows.values_list("organization_id", flat=True).first()
    return found


def organization_sent_to(pk: UUID) -> UUID | None:
    """The organization a referral was sent to, also when it sees nothing of it any more; None when none was told."""
    rows = Referral.objects.filter(pk=pk, sent_at__isnull=False, way__in=SHARED_WAYS)
    found: UUID | None = rows.values_list("organization_id", flat=True).first()
    return found


def inbox(organizations: Collection[UUID]) -> "QuerySet[Referral]":
    """What some organizations see today; what waits for an answer first, the oldest before the others."""
    rows: QuerySet[Referral] = Referral.objects.in_sight(local_day(now())).filter(
        organization_id__in=organizations
    )
    # People apart, so that the keys of a whole page are fetched together.
    rows = rows.select_related("service", "organization", "consent")
    waiting_first = F("answered_at").asc(nulls_first=True)
    return rows.prefetch_related("client__contact").order_by(waiting_first, "answer_by", "pk")


def behind_link(token: str) -> Referral | None:
    """The referral an organization's link is of, while it may be seen."""
    rows = Referral.objects.in_sight(local_day(now())).filter(way=Way.LINK)
    related = rows.select_related("service", "organization", "client", "client__contact", "consent")
    found: Referral | None = related.filter(token_hash=hash_of_token(token)).first()
    return found


def told_to_organization(referral: Shown, reader: str) -> list[Told]:
    """The fields both her consent and the agreement name, in the reader's words; empty ones are left out."""
    today = local_day(now())
    agreement, consent = agreement_with(referral.organization, today), referral.consent
    if agreement is None or consent is None:
        return []
    both = set(agreement.fields) & set(consent.fields)
    labels = dict(SharedField.choices)
    return [
        Told(str(labels[field]), lines)
        for field, read in READ.items()
        if field in both and (lines := tuple(read(referral, reader)))
    ]


def called_by_organization(referral: Shown) -> str:
    """Her name as she wants it, where she agreed to it; else nothing: the code stands for her."""
    if referral.consent is None or SharedField.CALLED not in referral.consent.fields:
        return ""
    return _plain(referral.client.called)


def _plain(value: object) -> str:
    return "" if is_shredded(value) else str(value)


def _of_client(name: str) -> Callable[[Shown, str], Iterator[str]]:
    def read(referral: Shown, _reader: str) -> Iterator[str]:
        if text := _plain(getattr(referral.client, name)):
            yield text

    return read


def _language(name: str) -> Callable[[Shown, str], Iterator[str]]:
    def read(referral: Shown, reader: str) -> Iterator[str]:
        code = _plain(getattr(referral.client, name))
        if is_known(code):
            own = language(code).own_name
            named = name_in(code, reader)
            yield named if named == own else f"{named} · {own}"

    return read


def _area(referral: Shown, reader: str) -> Iterator[str]:
    if code := _plain(referral.client.area):
        yield office_facts().area_name(code, reader)


def _need(referral: Shown, reader: str) -> Iterator[str]:
    yield label_of("needs", referral.need, reader)


def _note(referral: Shown, _reader: str) -> Iterator[str]:
    if text := _plain(referral.note):
        yield text


def _contact(referral: Shown, reader: str) -> Iterator[str]:
    """Her way to be reached, and how it does her no harm."""
    contact = referral.client.contact
    if contact is None or contact.is_erased:
        return
    address = str(contact.address)
    is_phone = contact.kind == ContactPoint.Kind.PHONE
    yield readable_phone(address) if is_phone else address
    yield from _how_safely(contact, reader)


def _how_safely(contact: ContactPoint, reader: str) -> Iterator[str]:
    safe = contact.safe_ways()
    if contact.kind == ContactPoint.Kind.PHONE:
        if not safe.may_call:
            yield _("Do not call.")
        yield (
            _("You may leave a message.")
            if safe.may_leave_voicemail
            else _("Do not leave a message on her voicemail.")
        )
        yield _("A text is safe.") if safe.may_text else _("Do not send text messages.")
    if safe.is_unsigned:
        yield _("Do not say who you are.")
    if safe.hours:
        span = {"start": clock(safe.hours.start, reader), "end": clock(safe.hours.end, reader)}
        yield _("Only between %(start)s and %(end)s.") % span
    if safe.note:
        yield safe.note


READ: dict[str, Callable[[Shown, str], Iterator[str]]] = {
    SharedField.CALLED: _of_client("called"),
    SharedField.SPOKEN_LANGUAGE: _language("spoken_language"),
    SharedField.WRITTEN_LANGUAGE: _language("written_language"),
    SharedField.CONTACT: _contact,
    SharedField.AREA: _area,
    SharedField.BIRTH_YEAR: _of_client("birth_year"),
    SharedField.NEED: _need,
    SharedField.NOTE: _note,
}


def has_agreement(organizations: Collection[UUID]) -> bool:
    """Whether an agreement with one of them stands today."""
    standing = Agreement.objects.standing(local_day(now()))
    return bool(standing.filter(organization_id__in=organizations).exists())
