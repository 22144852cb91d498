"""Two people at the same moment: one decides and the other is told; a flood stops at the day's limit."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.translations.tests.at_once import apart, at_once, many_hands
from xenia.ground.vault.subjects import new_subjects
from xenia.registers.directory.models import Merge, Notice, Proposal, Suggestion, SuggestionDay
from xenia.registers.directory.operations import suggestions
from xenia.registers.directory.operations.merge import NotTwo, merge_entries, undo_merge
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.operations.proposals import (
    accept_changes,
    decline_proposal,
    propose,
    withdraw_proposal,
)
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_service,
    an_organization,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def told(act: Callable[[], object]) -> Callable[[], str]:
    """What came of an act, in a word."""

    def one() -> str:
        try:
            act()
        except (NotTwo, WrongState) as refused:
            return type(refused).__name__
        return "done"

    return one


def test_of_those_who_decide_about_one_proposal_at_once_one_does(tmp_path: Path) -> None:
    service, partner = a_service(description="Old."), a_colleague()
    found = propose(
        record=service,
        changes={"description": "New."},
        origin=Proposal.Origin.PARTNER,
        by=partner,
        at=MONDAY,
    )
    one, other = a_colleague(), a_colleague()
    with many_hands(tmp_path):
        answers = at_once(
            told(
                lambda: accept_changes(
                    proposal=found,
                    fields=["description"],
                    seen={"description": "Old."},
                    by=one,
                    at=TUESDAY,
                )
            ),
            told(lambda: decline_proposal(proposal=found, reason="No.", by=other, at=TUESDAY)),
            told(lambda: withdraw_proposal(proposal=found, by=partner, at=TUESDAY)),
        )
        decided = apart(lambda: Entry.objects.filter(kind__startswith="directory.change_").count())
    assert sorted(answers) == ["WrongState", "WrongState", "done"]
    assert decided <= 2


def test_a_flood_stops_at_the_days_limit_and_the_rest_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "KEPT_A_DAY", 3)
    monkeypatch.setattr(suggestions, "new_subject", made_before(6))
    service = a_service()

    def send(number: int) -> Callable[[], str]:
        return lambda: (
            suggestions.receive_suggestion(
                kind="hours",
                service=service,
                words=f"They open at {number}.",
                looks_automatic=False,
                at=MONDAY,
            ).value
        )

    with many_hands(tmp_path):
        answers = at_once(*[send(number) for number in range(6)])
        kept = apart(Suggestion.objects.count)
        day = apart(SuggestionDay.objects.get)
    assert sorted(answers) == ["kept"] * 3 + ["too many"] * 3
    assert (kept, day.kept_count, day.left_out_count) == (3, 3, 3)


def made_before(count: int) -> Callable[[], UUID]:
    """Keys made beforehand: the tests' second database lies in memory, where two cannot write at once."""
    ready = new_subjects(count)
    return ready.pop


def test_the_same_words_sent_at_once_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "new_subject", made_before(2))

    def send() -> str:
        return suggestions.receive_suggestion(
            kind="missing", service=None, words="The mosque.", looks_automatic=False, at=MONDAY
        ).value

    with many_hands(tmp_path):
        answers = at_once(send, send)
        found = apart(Suggestion.objects.get)
    assert sorted(answers) == ["kept", "same"]
    assert found.said_count == 2


def test_of_two_merges_at_once_one_stands(tmp_path: Path) -> None:
    one, other = an_organization(name="Harbor House"), an_organization(name="Harbor House")
    by = a_colleague()

    def merge(kept: object, absorbed: object) -> Callable[[], object]:
        return lambda: merge_entries(
            kind="organization",
            kept=kept,  # type: ignore[arg-type]
            absorbed=absorbed,  # type: ignore[arg-type]
            take=(),
            by=by,
            at=TUESDAY,
        )

    with many_hands(tmp_path):
        answers = at_once(told(merge(one.pk, other.pk)), told(merge(other.pk, one.pk)))
        found = apart(Merge.objects.get)
        undone = at_once(
            told(lambda: undo_merge(merge=found, by=by, at=TUESDAY)),
            told(lambda: undo_merge(merge=found, by=by, at=TUESDAY)),
        )
    assert sorted(answers) == ["NotTwo", "done"]
    assert sorted(undone) == ["WrongState", "done"]


def test_a_notice_posted_twice_at_once_is_one(tmp_path: Path) -> None:
    service = a_service()

    def post() -> object:
        return post_notice(
            about=service, kind="closed", starts_on=MONDAY.date(), by=None, at=MONDAY
        ).pk

    with many_hands(tmp_path):
        assert len(set(at_once(post, post))) == 1
        assert apart(Notice.objects.count) == 1
