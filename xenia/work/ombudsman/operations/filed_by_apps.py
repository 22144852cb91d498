"""Somebody complains through an app, by Open311."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.work.ombudsman.codes import code_for
from xenia.work.ombudsman.models import AppKey, Complaint
from xenia.work.ombudsman.models.complaint import Channel
from xenia.work.ombudsman.operations.filing import Report, file_complaint
from xenia.work.ombudsman.queries.open311 import form_token


@transaction.atomic
def file_by_app(
    *, report: Report, key: AppKey, held: bool, at: datetime
) -> tuple[Complaint, str, str]:
    """A complaint comes in through an app; with it the app's token, and her code.

    held: too many came with this key. What comes from an app that is not trusted waits as well.
    Raises NotAnAddress, NothingToSay.
    """
    token = new_id().hex
    complaint = file_complaint(
        report=replace(report, channel=Channel.OPEN311),
        token=form_token(token),
        at=at,
        held=held or not key.is_trusted,
    )
    today = local_day(at)
    AppKey.objects.filter(pk=key.pk).exclude(used_on=today).update(used_on=today)
    return complaint, token, code_for(form_token(token))
