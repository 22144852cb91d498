"""A person agrees to something, and takes it back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import make, part
from xenia.ground.keys.codes import code_for, hash_of, new_code
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.models.consent import How, Purpose, SharedField
from xenia.registers.clients.operations.client import locked
from xenia.registers.directory.models import Organization

KEY = "clients.consent"
Heard = Callable[[Consent, datetime], object]
# Who must act at once when a consent is taken back: {room: function}. A room fills in its own when it starts.
WITHDRAWN_HEARD_BY: dict[str, Heard] = {}


class NotInTime(ValueError):
    """The last day of a consent lies before its first, or a referral's consent has none."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What she agrees to. fields: codes of SharedField, for a referral alone."""

    purpose: str
    recipient: Organization | None = None
    fields: Collection[str] = field(default=())
    ends_on: date | None = None
    how: str = How.SPOKEN


@part
def give_consent(
    *, client: Client, agreed: Agreed, by: User | None, at: datetime, token: str = ""
) -> tuple[Consent, str]:
    """She agrees. Returns the consent and her receipt's code, which is shown this once.

    token: of the form it was said with; a form sent twice gives the same consent and code.
    Raises ClientGone, NotInTime, ValueError for a field that is never shared.
    """
    current, today = locked(client), local_day(at)
    code = code_for(token, key=KEY) if token else new_code()
    if token and (given := consent_of_receipt(code)):
        return given, code
    consent = make(new_consent(current, agreed, today, code))
    audit.record(by, "clients.consent_given", consent, at=at)
    return consent, code


def new_consent(client: Client, agreed: Agreed, on: date, code: str) -> Consent:
    """What she agreed to, not yet written. Raises NotInTime, ValueError for a field that is never shared."""
    _check(agreed, on)
    return Consent(
        subject_id=client.subject_id,
        client=client,
        purpose=agreed.purpose,
        recipient=agreed.recipient,
        fields=sorted(set(agreed.fields)),
        how=agreed.how,
        receipt_hash=hash_of(code, key=KEY),
        given_on=on,
        ends_on=agreed.ends_on,
    )


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User | None, at: datetime) -> bool:
    """She takes it back: whoever relied on it stops at once. Whether it still stood."""
    current: Consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if current.withdrawn_at is not None:
        return False
    current.withdrawn_at = at
    current.save(update_fields=["withdrawn_at"])
    audit.record(by, "clients.consent_withdrawn", current, at=at)
    for hear in WITHDRAWN_HEARD_BY.values():
        hear(current, at)
    return True


def receipt_of(token: str) -> str:
    """The code of the receipt that came of a form; "" when nothing was agreed to with it."""
    code = code_for(token, key=KEY)
    return code if consent_of_receipt(code) else ""


def consent_of_receipt(typed: str) -> Consent | None:
    """The consent a receipt's code belongs to."""
    wanted = hash_of(typed, key=KEY)
    found: Consent | None = Consent.objects.filter(receipt_hash=wanted).first() if wanted else None
    return found


def _check(agreed: Agreed, today: date) -> None:
    if unknown := set(agreed.fields) - set(SharedField.values):
        raise ValueError(f"never shared: {sorted(unknown)}")
    is_named = agreed.recipient is not None and agreed.ends_on is not None
    if agreed.purpose == Purpose.REFERRAL and not is_named:
        raise NotInTime("a referral's consent says who learns it, and until which day")
    if agreed.ends_on is not None and agreed.ends_on < today:
        raise NotInTime(f"{agreed.ends_on} lies before {today}")
