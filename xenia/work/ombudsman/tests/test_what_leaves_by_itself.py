"""What a machine wrote is destroyed after a month; a way to reach her, three months after the end."""

from datetime import timedelta

import pytest

from xenia.ground.notifications.models import ContactPoint
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.tidying import tidy_complaints
from xenia.work.ombudsman.tests.makers import (
    WEDNESDAY,
    a_complaint,
    an_assessed,
    an_officer,
    closed,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted
from xenia.work.ombudsman.tests.test_who_is_told import BY_MAIL

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_discarded_is_destroyed_after_a_month() -> None:
    officer = an_officer()
    discarded, held = a_complaint(held=True), a_complaint(held=True)
    working.discard(**acted(discarded, officer))
    assert tidy_complaints(WEDNESDAY + timedelta(days=29)) == 0
    assert tidy_complaints(WEDNESDAY + timedelta(days=30)) == 1
    assert Complaint.objects.get().pk == held.pk


def test_a_way_to_reach_her_leaves_and_her_code_still_opens() -> None:
    officer = an_officer()
    complaint = closed(an_assessed(officer, **BY_MAIL), officer)
    tidy_complaints(WEDNESDAY + timedelta(days=89))
    assert ContactPoint.objects.exists()
    tidy_complaints(WEDNESDAY + timedelta(days=90))
    assert not ContactPoint.objects.exists()
    assert Complaint.objects.get(pk=complaint.pk).contact_id is None


def test_whom_we_must_still_ask_how_she_is_stays_reachable() -> None:
    officer = an_officer()
    closed(an_assessed(officer, kind="retaliation", **BY_MAIL), officer)
    tidy_complaints(WEDNESDAY + timedelta(days=200))
    assert ContactPoint.objects.exists()
