"""A person lets somebody act for her, and ends it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client, Helper
from xenia.registers.clients.models.consent import How
from xenia.registers.clients.models.helper import May
from xenia.registers.clients.operations.client import locked

# As long as somebody acts for her at most before she is asked again.
LONGEST = timedelta(days=366)


class NotAPeriod(ValueError):
    """A helper acts until a day that lies ahead, within a year."""


@dataclass(frozen=True, slots=True, repr=False)
class Helping:
    """Who acts for her, for what (codes of May), until which day. contact: a phone number or an e-mail."""

    name: str
    may: Collection[str]
    until_on: date
    contact: str = ""
    how: str = How.SPOKEN


@transaction.atomic
def let_help(*, client: Client, helping: Helping, by: User | None, at: datetime) -> Helper:
    """She names somebody who acts for her. Raises ClientGone, NotAPeriod, ValueError for an act nobody may do."""
    current, today = locked(client), local_day(at)
    if not today <= helping.until_on <= today + LONGEST:
        raise NotAPeriod(f"{helping.until_on} is not within a year of {today}")
    if not helping.may or set(helping.may) - set(May.values):
        raise ValueError(f"unknown acts {sorted(helping.may)}: expected some of {May.values}")
    helper = Helper(
        subject_id=current.subject_id,
        client=current,
        name=helping.name,
        contact=helping.contact,
        may=sorted(set(helping.may)),
        how=helping.how,
        begins_on=today,
        until_on=helping.until_on,
    )
    helper.save(force_insert=True)
    audit.record(by, "clients.helper_named", helper, at=at)
    return helper


@transaction.atomic
def end_help(*, helper: Helper, by: User | None, at: datetime) -> bool:
    """From now on the helper acts for her no more. Whether it still held."""
    if not Helper.objects.filter(pk=helper.pk, ended_at__isnull=True).update(ended_at=at):
        return False
    audit.record(by, "clients.helper_ended", helper, at=at)
    return True
