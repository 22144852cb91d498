"""Somebody is handed over to a victim service, on paper alone.

Nothing of her is written here: no record, no name, no audit of who stood at the desk; only that it happened, on a day.
"""

from datetime import datetime

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.ledger.operations import record
from xenia.registers.directory.models import Service
from xenia.work.referrals.ledger_kinds import HANDED_OFF
from xenia.work.referrals.models.guards import gets_no_names


class NotOnPaper(ValueError):
    """This organization is no victim service: a referral is sent to it, and comes back with an answer."""


@transaction.atomic
def hand_off(*, service: Service, need: str, language: str, at: datetime) -> None:
    """Count that somebody was handed over. Her slip is made from the directory. Raises NotOnPaper, UnknownLanguage."""
    today, owner = local_day(at), service.organization
    if owner is None or not gets_no_names(owner, today):
        raise NotOnPaper(f"service {service.pk} is given by no victim service")
    spoken = known_language(language).code if language else ""
    record(kind=HANDED_OFF, on=today, need=need, language=spoken, provider=owner.pk)
