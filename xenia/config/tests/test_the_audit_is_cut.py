"""The audit loses its oldest part only by a rule that two people approved."""

from datetime import timedelta

import pytest

from xenia.config.due import cut_old_audit
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.operations.audit_chain import close_when_due
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import MONDAY, a_user
from xenia.ground.common.dates import local_day
from xenia.ground.vault.operations.rule import approve_rule, propose_rule

TERM = timedelta(days=6 * 365)


@pytest.mark.django_db(transaction=True)
def test_old_acts_leave_the_audit_once_two_approved_their_term() -> None:
    director, counsel = a_user(Role.DIRECTOR), a_user(Role.COUNSEL)
    old = audit.record(None, "people.welcomed", None, at=MONDAY)
    close_when_due(MONDAY + timedelta(minutes=5))
    later = MONDAY + TERM + timedelta(days=30)
    rule = propose_rule(
        record_class="accounts.auditevent",
        keep_days=TERM.days,
        since="at",
        source="City schedule 12, 2026",
        in_effect_on=local_day(MONDAY),
        by=director,
        at=later,
    )
    approve_rule(rule=rule, by=director, at=later)
    assert cut_old_audit(later) == 0, "one approval is not enough"
    approve_rule(rule=rule, by=counsel, at=later)
    assert cut_old_audit(later) == 1
    assert not AuditEvent.objects.filter(pk=old.pk).exists()
