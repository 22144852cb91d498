"""People referred to another legal provider: what is set right afterwards is set right in the year's count too."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.work.casework.queries.legal_counts import Referred, legal_referrals
from xenia.work.casework.tests.legal_makers import Provider, a_legal_referral, a_provider
from xenia.work.casework.tests.makers import MONDAY, TUESDAY, a_caseworker
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral

pytestmark = pytest.mark.django_db
SERVED, NOT_SERVED = Referred(1, 1, 1), Referred(1, 1, 0)


def sent_to(provider: Provider, outcome: str) -> Referral:
    """She was sent and taken on, and the provider said how it went."""
    referral = a_legal_referral(provider)
    reason = "language" if outcome == "not_served" else ""
    said: dict[str, Any] = {"outcome": outcome, "reason": reason, "by": provider.attorney}
    operations.complete(referral=referral, at=TUESDAY, **said)
    return referral


def test_set_right_by_a_colleague_who_heard_from_her() -> None:
    rosa, referral = a_caseworker(), sent_to(a_provider(), "served")
    later: dict[str, Any] = {"referral": referral, "by": rosa, "at": TUESDAY + timedelta(days=9)}
    assert legal_referrals(2026) == SERVED
    operations.note_outcome(outcome="not_served", reason="language", **later)
    assert legal_referrals(2026) == NOT_SERVED
    operations.note_outcome(outcome="partly", **later)
    assert legal_referrals(2026) == SERVED
    operations.note_outcome(outcome="served", **later)
    assert legal_referrals(2026) == SERVED


def test_she_says_that_she_was_served_after_all() -> None:
    referral = sent_to(a_provider(), "not_served")
    assert legal_referrals(2026) == NOT_SERVED
    at = TUESDAY + timedelta(days=9)
    operations.confirm_by_person(referral=referral, said="served", at=at)
    assert legal_referrals(2026) == SERVED


def test_sent_there_once_more_she_was_sent_once_and_is_not_served_yet() -> None:
    provider = a_provider()
    referral = sent_to(provider, "served")
    operations.reopen(referral=referral, by=a_caseworker(), at=MONDAY + timedelta(days=9))
    assert legal_referrals(2026) == NOT_SERVED
    assert legal_referrals(2027) == Referred(0, 0, 0)
