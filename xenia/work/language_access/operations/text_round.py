"""What falls due with translations in writing: a translator is reminded, the office is told what is late."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.models import DocumentTranslation, MessageTranslation
from xenia.work.language_access.models.text_work import UNDER_WAY, WITH_A_TRANSLATOR, TextStatus
from xenia.work.language_access.operations.message_texts import drop_unwanted
from xenia.work.language_access.operations.set_phrases import keep_set_phrases
from xenia.work.language_access.text_messages import TEXT_TO_LOOK_AT, TEXT_WANTED_SOON

REMIND_BEFORE: Final = timedelta(days=1)
STILL_OPEN: Final = (*UNDER_WAY, TextStatus.DELIVERED)


def keep_texts(at: datetime) -> int:
    """Remind translators a day before, but not on the day they heard of it; tell the office once what is late. How many were told."""
    keep_set_phrases(at=at)
    drop_unwanted(at)
    return sum(_remind(model, at) + _tell_late(model, at) for model in MODELS)


MODELS: Final = (DocumentTranslation, MessageTranslation)


def _remind(model: Any, at: datetime) -> int:
    today = local_day(at)
    rows = model.objects.filter(
        status__in=WITH_A_TRANSLATOR,
        translator__isnull=False,
        wanted_on__lte=today + REMIND_BEFORE,
        reminded_on=None,
    )
    return sum(_remind_one(model, pk, at) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _remind_one(model: Any, pk: Any, at: datetime) -> bool:
    """False when it was given back, or is there, at this very moment; or when she was asked or took it today."""
    rows = model.objects.select_for_update(of=("self",))
    work = rows.filter(pk=pk, status__in=WITH_A_TRANSLATOR, reminded_on=None).first()
    if work is None or work.translator is None or local_day(work.changed_at) == local_day(at):
        return False
    work.reminded_on = local_day(at)
    work.save(update_fields=["reminded_on"])
    queue(TEXT_WANTED_SOON, work, to=work.translator, on=local_day(at))
    return True


def _tell_late(model: Any, at: datetime) -> int:
    today = local_day(at)
    open_ones = UNDER_WAY if model is MessageTranslation else STILL_OPEN
    rows = model.objects.filter(status__in=open_ones, wanted_on__lt=today, told_late_on=None)
    return sum(_tell_one_late(model, pk, at) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _tell_one_late(model: Any, pk: Any, at: datetime) -> bool:
    work = model.objects.select_for_update(of=("self",)).filter(pk=pk, told_late_on=None).first()
    if work is None:
        return False
    work.told_late_on = local_day(at)
    work.save(update_fields=["told_late_on"])
    queue(TEXT_TO_LOOK_AT, work, on=local_day(at))
    return True
