"""The vault and the ledger do not know each other; here they are joined."""

from datetime import date, timedelta

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import MONDAY, a_user
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.sealing import reasons_against_sealing, seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.ledger.queries.counting import individuals
from xenia.ground.vault.merging import merge_subjects, undo_merge
from xenia.ground.vault.operations.hold import ask_to_lift, lift_hold, place_hold
from xenia.ground.vault.subjects import new_subject

pytestmark = pytest.mark.django_db
VISIT = "casework.invented_visit"


def counted() -> int:
    return individuals(VISIT, 2026)[0].named


def test_two_who_are_one_count_once_and_apart_again_when_they_are_two() -> None:
    kept, absorbed, by = new_subject(), new_subject(), a_user(Role.SUPERVISOR)
    for subject in (kept, absorbed):
        record(kind=VISIT, on=date(2026, 3, 2), subject=subject)
    assert counted() == 2
    merge = merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    assert counted() == 1
    undo_merge(merge=merge, by=by, at=MONDAY)
    assert counted() == 2


def test_people_nobody_counted_can_be_joined_and_parted() -> None:
    by = a_user(Role.SUPERVISOR)
    merge = merge_subjects(kept=new_subject(), absorbed=new_subject(), by=by, at=MONDAY)
    undo_merge(merge=merge, by=by, at=MONDAY)


def test_a_legal_hold_stops_the_sealing_of_a_year() -> None:
    director, counsel = a_user(Role.DIRECTOR), a_user(Role.COUNSEL)
    record(kind=VISIT, on=date(2026, 3, 2), subject=new_subject())
    after = MONDAY + timedelta(days=120)
    year = Year.objects.get(year=2026)
    lock_year(year=year, by=director, at=after)
    propose_sealing(year=year, by=director, at=after)
    hold = place_hold(reference="R-2026-0001", by=counsel, at=after)
    assert reasons_against_sealing(2026)
    with pytest.raises(Exception, match="R-2026-0001"):
        seal_year(year=year, by=counsel, at=after)
    ask_to_lift(hold=hold, by=counsel, at=after)
    lift_hold(hold=hold, by=director, at=after)
    assert seal_year(year=year, by=counsel, at=after).status == Year.Status.SEALED
