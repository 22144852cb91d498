"""A provider may call twice for one thing: the second time changes nothing."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import HeardCall


def was_heard(call: str) -> bool:
    """Whether this call was dealt with before."""
    return HeardCall.objects.filter(pk=_hash(call)).exists()


def note_heard(call: str, at: datetime) -> bool:
    """Note a call. False when it was dealt with before, or is being dealt with by another worker."""
    try:
        with transaction.atomic():
            HeardCall.objects.create(number_hash=_hash(call), heard_on=local_day(at))
    except IntegrityError:
        return False
    return True


def _hash(call: str) -> str:
    return hashlib.sha256(call.encode()).hexdigest()
