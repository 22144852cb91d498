"""What a credential counts, from when until when; and who is told before it ends."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access import operations
from xenia.work.language_access.messages import (
    CREDENTIAL_ENDS,
    CREDENTIALS_TO_LOOK_AT,
    work_address,
)
from xenia.work.language_access.models import LanguagePair
from xenia.work.language_access.models.credential import Evidence, Level
from xenia.work.language_access.operations import (
    AlreadyChecked,
    NotACredential,
    TakenBack,
    remind_of_credentials,
)
from xenia.work.language_access.queries.ranks import RANKS, rank_of, ranked
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    TUESDAY,
    a_coordinator,
    a_described,
    an_interpreter,
    checked,
    recorded,
)

pytestmark = pytest.mark.django_db


def ranks(on: Any = ON) -> dict[str, int]:
    """Rank by direction, as the list sees it; each also asked for by itself."""
    found = {str(one): one.rank for one in ranked(LanguagePair.objects.standing(), on)}
    alone = {str(one): rank_of(one, on) for one in LanguagePair.objects.standing()}
    assert found == alone
    return found


def test_her_own_word_counts_nothing() -> None:
    an_interpreter("ht")
    assert ranks() == {"ht>en": 0, "en>ht": 0}


@pytest.mark.parametrize("level", list(Level))
def test_each_level_counts_as_the_table_says(level: Level) -> None:
    evidence = Evidence.HOURS if level == Level.BEST_AVAILABLE else Evidence.CERTIFICATE
    checked(an_interpreter("ht"), level=level, evidence=evidence)
    assert ranks() == dict.fromkeys(("ht>en", "en>ht"), RANKS[level])


def test_a_credential_counts_once_somebody_checked_it_and_until_it_is_taken_back() -> None:
    credential = recorded(an_interpreter("ht"))
    assert ranks()["ht>en"] == 0
    operations.check_credential(credential=credential, by=a_coordinator(), at=MONDAY)
    assert ranks()["ht>en"] == 2
    operations.take_back_credential(credential=credential, by=a_coordinator(), at=TUESDAY)
    assert ranks()["ht>en"] == 0


def test_one_that_ran_out_falls_back_to_the_next_best() -> None:
    somebody = an_interpreter("ht", rank=1)
    checked(somebody, level=Level.STATE_COURT, expires_on=ON)
    assert ranks(ON)["ht>en"] == 3
    assert ranks(ON + timedelta(days=1))["ht>en"] == 1


def test_one_direction_is_not_the_other() -> None:
    checked(an_interpreter("ht"), both_ways=False, from_language="en", to_language="ht")
    assert ranks() == {"ht>en": 0, "en>ht": 2}


def test_a_paper_for_writing_says_nothing_about_interpreting() -> None:
    somebody = an_interpreter("ht", ways=("phone", "written"))
    checked(somebody, modality="written")
    pair = ranked(somebody.pairs.all(), ON).first()
    assert (pair.rank, pair.written_rank) == (0, 2)
    assert rank_of(pair, ON, way="written") == 2


def test_a_credential_of_somebody_else_counts_nothing_for_her() -> None:
    an_interpreter("ht")
    another = operations.add_interpreter(said=a_described(name="Beto Lima"), by=None, at=MONDAY)
    checked(another)
    assert set(ranks().values()) == {0}


def test_best_available_evidence_is_no_certificate() -> None:
    somebody = an_interpreter("ht")
    with pytest.raises(NotACredential):
        recorded(somebody, level=Level.BEST_AVAILABLE, evidence=Evidence.CERTIFICATE)
    with pytest.raises(NotACredential):
        recorded(somebody, level=Level.STATE_COURT, evidence=Evidence.REFERENCES)
    with pytest.raises(NotACredential):
        recorded(somebody, issued_on=ON, expires_on=ON - timedelta(days=1))


def test_a_credential_is_checked_once_and_taken_back_once() -> None:
    credential = checked(an_interpreter("ht"))
    with pytest.raises(AlreadyChecked):
        operations.check_credential(credential=credential, by=a_coordinator(), at=MONDAY)
    operations.take_back_credential(credential=credential, by=a_coordinator(), at=MONDAY)
    with pytest.raises(TakenBack):
        operations.take_back_credential(credential=credential, by=a_coordinator(), at=MONDAY)


def test_she_is_reminded_sixty_thirty_and_seven_days_before_and_the_office_at_last() -> None:
    # From 61 days before the end, day by day: told on days 60, 30 and 7.
    end = ON + timedelta(days=61)
    somebody = an_interpreter("ht")
    checked(somebody, expires_on=end)
    told = {}
    for day in range(64):
        before = OutboxMessage.objects.count()
        remind_of_credentials(MONDAY + timedelta(days=day))
        if OutboxMessage.objects.count() > before:
            told[61 - day] = OutboxMessage.objects.count() - before
    assert told == {60: 1, 30: 1, 7: 2}
    hers = OutboxMessage.objects.filter(template=CREDENTIAL_ENDS)
    assert {one.recipient_id for one in hers} == {somebody.pk}
    assert OutboxMessage.objects.get(template=CREDENTIALS_TO_LOOK_AT).recipient_id is None


def test_after_days_without_the_machine_she_is_reminded_once() -> None:
    checked(an_interpreter("ht"), expires_on=ON + timedelta(days=5))
    assert [remind_of_credentials(MONDAY) for _round in range(2)] == [1, 0]


def test_who_left_or_never_had_it_checked_is_not_reminded() -> None:
    somebody = an_interpreter("ht")
    recorded(somebody, expires_on=ON + timedelta(days=5))
    gone = an_interpreter("so")
    checked(gone, from_language="so", expires_on=ON + timedelta(days=5))
    operations.leave(interpreter=gone, by=None, at=MONDAY)
    assert remind_of_credentials(MONDAY) == 0
    assert work_address(gone.pk) is None
    found = work_address(somebody.pk)
    assert found
    assert found.email == "ana@interpreters.example"
