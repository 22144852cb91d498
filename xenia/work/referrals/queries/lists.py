"""Referrals as colleagues look for them."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.queries.people import consents_of
from xenia.work.referrals.codes import hash_of_code, hash_of_token
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Outcome, Status
from xenia.work.referrals.models.referral import CAME_BACK, OPEN

TO_DO, WAITING, RUNNING, TO_ASK, DRAFTS, ENDED = (
    "to_do",
    "waiting",
    "running",
    "to_ask",
    "drafts",
    "ended",
)
VIEWS: Final = (TO_DO, WAITING, RUNNING, TO_ASK, DRAFTS, ENDED)
RELATED: Final = ("service", "organization")
# Apart, so that the keys of a whole page are fetched together.
PEOPLE: Final = "client"


def referrals_in(view: str, *, today: date, mine: UUID | None = None) -> "QuerySet[Referral]":
    """The referrals of a view, the most urgent first. mine: only what this colleague sent."""
    rows: QuerySet[Referral] = Referral.objects.filter(_of(view, today))
    rows = rows.select_related(*RELATED).prefetch_related(PEOPLE)
    if mine is not None:
        rows = rows.filter(sent_by_id=mine)
    return rows.order_by(*_order(view))


def _order(view: str) -> tuple[str, ...]:
    """What is over, the newest first; what came back, the longest lying first; else by the day of the answer."""
    if view in (ENDED, DRAFTS):
        return "-moved_on", "pk"
    return ("moved_on", "pk") if view == TO_DO else ("answer_by", "moved_on", "pk")


def _of(view: str, today: date) -> Q:
    return {
        TO_DO: needs_a_colleague(today),
        WAITING: Q(status=Status.SENT),
        RUNNING: Q(status__in=(Status.ACCEPTED, Status.ON_HOLD, Status.STARTED)),
        TO_ASK: Q(status__in=OPEN, follow_up_on__lte=today),
        DRAFTS: Q(status=Status.DRAFT),
        ENDED: Q(status__in=(Status.DECLINED, Status.COMPLETED, Status.CANCELLED)),
    }[view]


def needs_a_colleague(today: date) -> Q:
    """A no, a silence, a yes taken back, or a person who was not helped: somebody must look for another way."""
    was_refused = (
        Q(status=Status.DECLINED)
        | Q(status=Status.COMPLETED, outcome=Outcome.NOT_SERVED)
        | Q(status=Status.CANCELLED, ending__in=CAME_BACK, sent_at__isnull=False)
    )
    not_gone_on = Q(rerouted_to__isnull=True, settled_on__isnull=True)
    silent = Q(status=Status.SENT, escalated_on__isnull=False)
    nothing_yet = Q(status__in=OPEN, said_not_yet_on__isnull=False)
    return was_refused & not_gone_on | silent | nothing_yet


def counts(today: date) -> dict[str, int]:
    """How many stand in each view that asks for work."""
    return {
        view: Referral.objects.filter(_of(view, today)).count()
        for view in (TO_DO, WAITING, RUNNING, TO_ASK, DRAFTS)
    }


def referrals_of(client: Client) -> "QuerySet[Referral]":
    """Everything she was sent to, the newest first; also from before her records became one."""
    hers = Q(client=client) | Q(client__merged_into=client)
    rows: QuerySet[Referral] = Referral.objects.filter(hers)
    rows = rows.select_related(*RELATED).prefetch_related(PEOPLE)
    return rows.order_by("-moved_on", "pk")


def with_code(typed: str) -> Referral | None:
    """The referral whose slip somebody holds; None when there is none."""
    hashed = hash_of_code(typed)
    return _hers(Q(confirm_hash=hashed)) if hashed else None


def agreed_with(referral: Referral, today: date) -> list[Consent]:
    """What she agreed to and still stands: that the organization learns of her, and that we ask later."""
    asked_later = Q(purpose=Purpose.FOLLOW_UP)
    rows = consents_of(referral.client).standing(today)
    return list(rows.filter(asked_later | Q(pk=referral.consent_id)).order_by("-purpose", "pk"))


def behind_her_link(token: str, today: date) -> Referral | None:
    """The referral a message's link asks about, while it opens."""
    return _hers(Q(link_hash=hash_of_token(token), link_until__gte=today))


def _hers(found: Q) -> Referral | None:
    rows = Referral.objects.filter(found, sent_at__isnull=False).select_related(*RELATED)
    one: Referral | None = rows.first()
    return one
