"""What happens in the ledger each night."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from xenia.ground.common.dates import local_day, local_time
from xenia.ground.ledger.models import Night
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.operations.sealing import destroy_keys_of_sealed_years
from xenia.ground.ledger.rewriting import sweep_storage

NIGHT_BEGINS: Final = 2  # o'clock; a worker that slept does the night's work when it wakes


def keep_night(at: datetime) -> bool:
    """Do the night's work once: close the months that are over, and rewrite in random order what changed.

    A night that was missed is made up for by the next. Returns False when this night's work was done before, also by
    another worker just now.
    """
    night = _night_of(at)
    if Night.objects.filter(day__gte=night).exists():
        return False
    with transaction.atomic():
        _, is_first = Night.objects.get_or_create(day=night)
        if not is_first:
            return False
        Night.objects.filter(day__lt=night).delete()
        close_and_rewrite(at)
    destroy_keys_of_sealed_years()
    sweep_storage()
    return True


def _night_of(at: datetime) -> date:
    day = local_day(at)
    return day if local_time(at).hour >= NIGHT_BEGINS else day - timedelta(days=1)
