"""Who may speak for people: written down with its days, ended, and told of before it ends."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.ground.reference.legal_codes import credential_kinds
from xenia.work.casework.messages import CREDENTIAL_ENDS
from xenia.work.casework.models import Credential, Recognition
from xenia.work.casework.models.credential import Kind
from xenia.work.casework.operations.holding import NotHeldHere
from xenia.work.casework.queries.holding import people_of
from xenia.work.casework.queries.legal import keeps_credentials

KEEP = "casework.credentials"
REMIND = (90, 30, 7)  # days before it ends


class NotThoseDays(ValueError):
    """It ends before it begins, or is longer than such a credential is given for."""


class NeedsAnother(Exception):
    """Somebody else must look at it: not who wrote it down, nor who it is about."""


class StandsThere(Exception):
    """The same is written down already."""


@transaction.atomic
def keep_credential(
    *,
    person: User,
    kind: str,
    holder: str,
    valid_from: date,
    valid_until: date | None,
    by: User,
    at: datetime,
) -> Credential:
    """Somebody showed what she may do, for the house she works in. It counts at once when the office saw it.

    Else the office, or a second manager, confirms it. Raises NotThoseDays, StandsThere, NotHeldHere.
    """
    _refuse_strangers(by, holder, local_day(at))
    if not people_of(holder).filter(pk=person.pk).exists():
        raise NotHeldHere(f"{person.pk} runs no matters for {holder}")
    years = credential_kinds()[Kind(kind)].years
    _check_days(valid_from, valid_until, years)
    try:
        with transaction.atomic():
            made = Credential.objects.create(
                person=person,
                kind=kind,
                holder=holder,
                valid_from=valid_from,
                valid_until=valid_until,
                is_confirmed=by.may(KEEP) and by.pk != person.pk,
                written_by_id=by.pk,
            )
    except IntegrityError:
        raise StandsThere(f"{kind} from {valid_from} is written down") from None
    audit.record(by, "casework.credential_kept", made, at=at)
    return made


@transaction.atomic
def confirm_credential(*, credential: Credential, by: User, at: datetime) -> Credential:
    """A second one looked at it: from now on it counts. Twice changes nothing. Raises NeedsAnother, NotHeldHere."""
    _refuse_strangers(by, credential.holder, local_day(at))
    current = Credential.objects.select_for_update().get(pk=credential.pk)
    if current.is_confirmed:
        return current
    if not current.may_be_confirmed_by(by):
        raise NeedsAnother(f"{by.pk} wrote credential {current.pk} down, or has it, or it ended")
    current.is_confirmed = True
    current.save(update_fields=["is_confirmed"])
    audit.record(by, "casework.credential_confirmed", current, at=at)
    return current


@transaction.atomic
def recognize(
    *, holder: str, valid_from: date, valid_until: date, by: User, at: datetime
) -> Recognition:
    """The organization showed the office that it is recognized. Raises NotThoseDays, StandsThere, NotHeldHere."""
    if not by.may(KEEP):
        raise NotHeldHere(f"{by.pk} recognizes nobody")
    _check_days(valid_from, valid_until, None)
    try:
        with transaction.atomic():
            made: Recognition = Recognition.objects.create(
                holder=holder, valid_from=valid_from, valid_until=valid_until
            )
    except IntegrityError:
        raise StandsThere(f"recognition from {valid_from} is written down") from None
    audit.record(by, "casework.recognized", made, at=at)
    return made


@transaction.atomic
def end_credential(*, credential: Credential, by: User, at: datetime) -> Credential:
    """It was taken back, or she left: from today on it counts for nothing. Ending it twice changes nothing."""
    _refuse_strangers(by, credential.holder, local_day(at))
    current = Credential.objects.select_for_update().get(pk=credential.pk)
    if current.ended_on is None:
        current.ended_on = local_day(at)
        current.save(update_fields=["ended_on"])
        audit.record(by, "casework.credential_ended", current, at=at)
    return current


def _refuse_strangers(by: User, holder: str, today: date) -> None:
    if not keeps_credentials(by, holder, today):
        raise NotHeldHere(f"{by.pk} keeps no credentials of {holder}")


def _check_days(first: date, last: date | None, years: int | None) -> None:
    if years is not None and last is None:
        raise NotThoseDays("an accreditation has its last day")
    if last is not None and last < first:
        raise NotThoseDays(f"{last} lies before {first}")
    if years is not None and last is not None and last > _years_later(first, years):
        raise NotThoseDays(f"{last} is more than {years} years after {first}")


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def remind_of_legal_credentials(at: datetime) -> int:
    """Tell people 90, 30 and 7 days before a credential ends, each once. How many were told."""
    today = local_day(at)
    ending = Credential.objects.filter(
        ended_on=None,
        is_confirmed=True,
        valid_until__gte=today,
        valid_until__lte=today + timedelta(days=REMIND[0]),
        person__is_active=True,
    )
    return sum(_remind(pk, today) for pk in list(ending.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: UUID, today: date) -> bool:
    row = Credential.objects.select_for_update(of=("self",)).select_related("person")
    current = row.get(pk=pk)
    assert current.valid_until
    step = min(days for days in REMIND if (current.valid_until - today).days <= days)
    if current.reminded_days is not None and current.reminded_days <= step:
        return False
    current.reminded_days = step
    current.save(update_fields=["reminded_days"])
    queue(CREDENTIAL_ENDS, current, to=current.person, on=today)
    return True
