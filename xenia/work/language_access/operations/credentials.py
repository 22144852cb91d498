"""Credentials are written down, checked, taken back; whose end is near, somebody is told in time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.messages import CREDENTIAL_ENDS, CREDENTIALS_TO_LOOK_AT
from xenia.work.language_access.models import Credential, Interpreter
from xenia.work.language_access.models.credential import Evidence, Level, Modality
from xenia.work.language_access.models.interpreter import HERE
from xenia.work.language_access.operations.roster import locked

# Days before the end at which somebody is reminded; at the last of them the office is, too.
REMIND = (60, 30, 7)


class NotACredential(ValueError):
    """Two languages, an end after the beginning, and a certificate just where it is no best available evidence."""


class AlreadyChecked(Exception):
    """Another colleague checked it before."""


class TakenBack(Exception):
    """Somebody took this credential back before."""


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What an interpreter can show. evidence_note: what was seen, such as its number; it is sealed."""

    issuer: str
    level: Level
    evidence: Evidence
    from_language: str
    to_language: str
    both_ways: bool = True
    modality: str = Modality.INTERPRETING
    evidence_note: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def record_credential(
    *, interpreter: Interpreter, proof: Proof, by: User | None, at: datetime
) -> Credential:
    """She shows what proves that she can do it. It counts once a colleague has checked it.

    Raises NotACredential, UnknownLanguage, and WrongState when she left.
    """
    current = locked(interpreter)
    said = asdict(proof)
    for name in ("from_language", "to_language"):
        said[name] = language(said[name]).code
    credential = Credential(interpreter=current, subject_id=current.subject_id, **said)
    try:
        with transaction.atomic():
            credential.save(force_insert=True)
    except IntegrityError:
        raise NotACredential(f"credential of {current.pk} breaks a rule of the table") from None
    audit.record(by, "language_access.credential_recorded", credential, at=at)
    return credential


@transaction.atomic
def check_credential(*, credential: Credential, by: User, at: datetime) -> Credential:
    """A colleague saw the evidence, and stands for it. Raises AlreadyChecked, TakenBack."""
    current = _held(credential)
    if current.checked_on is not None:
        raise AlreadyChecked(f"credential {credential.pk} was checked before")
    current.checked_by_id, current.checked_on = by.pk, local_day(at)
    current.save(update_fields=["checked_by_id", "checked_on"])
    audit.record(by, "language_access.credential_checked", current, at=at)
    return current


@transaction.atomic
def take_back_credential(*, credential: Credential, by: User, at: datetime) -> Credential:
    """It was not hers, or was revoked: it counts no more. Raises TakenBack."""
    current = _held(credential)
    current.withdrawn_on = local_day(at)
    current.save(update_fields=["withdrawn_on"])
    audit.record(by, "language_access.credential_taken_back", current, at=at)
    return current


def _held(credential: Credential) -> Credential:
    current: Credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if current.withdrawn_on is not None:
        raise TakenBack(f"credential {credential.pk} was taken back before")
    return current


def remind_of_credentials(at: datetime) -> int:
    """Tell interpreters 60, 30 and 7 days before a credential ends, each once. How many were told.

    What ended needs no work: from that day on it counts for nothing (`Credentials.in_force`).
    """
    today = local_day(at)
    ending = Credential.objects.in_force(today).filter(
        expires_on__lte=today + timedelta(days=REMIND[0]), interpreter__status__in=HERE
    )
    return sum(_remind(pk, today) for pk in ending.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: UUID, today: date) -> bool:
    """Whether a reminder was due and is laid into the outbox."""
    row = Credential.objects.select_for_update(of=("self",)).select_related("interpreter")
    credential: Credential = row.get(pk=pk)
    assert credential.expires_on
    step = min(days for days in REMIND if (credential.expires_on - today).days <= days)
    if credential.reminded_days is not None and credential.reminded_days <= step:
        return False
    credential.reminded_days = step
    credential.save(update_fields=["reminded_days"])
    queue(CREDENTIAL_ENDS, credential, to=credential.interpreter, on=today)
    if step == REMIND[-1]:
        queue(CREDENTIALS_TO_LOOK_AT, credential, on=today)
    return True
