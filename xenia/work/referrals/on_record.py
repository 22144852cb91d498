"""What a person's record shows of her referrals, and the way to a new one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import written_day
from xenia.registers.clients.models import Client
from xenia.registers.clients.sections import Row, Section
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status
from xenia.work.referrals.queries.lists import referrals_of

SHOWN = 10
# After what she came for, before courses.
PLACE = 20


def her_referrals(client: Client, user: User, _at: datetime) -> Section | None:
    """Where she was sent, the newest first; nothing for whoever sends nobody."""
    if not user.may("referrals.send"):
        return None
    rows = [_row(one) for one in referrals_of(client)[:SHOWN]]
    return Section(
        _("Referrals"),
        rows,
        reverse("referrals:choose", args=[client.pk]),
        _("Send her somewhere"),
        _("She was sent nowhere yet."),
        PLACE,
    )


def _row(one: Referral) -> Row:
    is_draft = one.status == Status.DRAFT
    address = (
        reverse("referrals:new", args=[one.client_id, one.service_id])
        if is_draft
        else reverse("referrals:one", args=[one.pk])
    )
    state = one.get_outcome_display() or one.get_status_display()
    when = written_day(one.moved_on, get_language() or "en")
    return Row(f"{one.service.name} · {one.organization.name}", address, when, state)
