"""A legal matter from a referral to the oath, and everything that stops a step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.clients.operations import withdraw_consent
from xenia.work.casework import operations
from xenia.work.casework.models import Credential, Matter, Recognition
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import Case, NotHeldHere, NotThatDay, PaperNumber
from xenia.work.casework.tests.legal_makers import (
    COURT,
    OATH,
    a_credentialed,
    a_legal_referral,
    a_provider,
    in_a_year,
    now_as,
    ours,
    theirs,
    under_way,
)
from xenia.work.casework.tests.makers import MONDAY, TUESDAY, a_caseworker, a_matter

pytestmark = pytest.mark.django_db


def missing(act: Callable[[], Any]) -> str:
    """What was missing."""
    with pytest.raises(NotReady) as why:
        act()
    return why.value.what


def work_on(matter: Matter, by: Any, at: Any = TUESDAY) -> Matter:
    return operations.work_on(matter=now_as(matter), by=by, at=at)


def assign(matter: Matter, to: Any, by: Any, at: Any = TUESDAY) -> Matter:
    return operations.assign(matter=now_as(matter), to=to, by=by, at=at)


def test_a_naturalization_runs_from_the_referral_to_the_oath() -> None:
    provider = a_provider()
    by = provider.partial
    matter = theirs(provider, by=by)
    operations.check_conflicts(matter=matter, is_clear=True, by=by, at=MONDAY)
    work_on(matter, by)
    operations.wait_for_decision(matter=now_as(matter), by=by, at=TUESDAY)
    operations.decide(matter=now_as(matter), outcome="favorable", by=by, at=TUESDAY)
    closed = operations.close_legal(
        matter=now_as(matter),
        outcome="favorable",
        closing_code="H",
        benefits=["citizenship"],
        by=by,
        at=TUESDAY,
    )
    assert closed.status == "closed"
    read = operations.read_case(now_as(matter).legal, by=by, at=TUESDAY)
    assert (read["case_type"], read["benefits"]) == ("naturalization", ["citizenship"])


def test_nobody_works_before_somebody_looked_for_conflicts() -> None:
    provider = a_provider()
    matter = theirs(provider)
    assert missing(lambda: work_on(matter, provider.attorney)) == "conflict_check"
    operations.check_conflicts(matter=matter, is_clear=False, by=provider.attorney, at=TUESDAY)
    assert missing(lambda: work_on(matter, provider.attorney)) == "conflict"
    again: dict[str, Any] = {"matter": matter, "is_clear": True}
    again["at"] = TUESDAY + timedelta(hours=1)
    clear = lambda: operations.check_conflicts(by=provider.attorney, **again)  # noqa: E731
    assert missing(clear) == "conflict"
    manager = a_user(Role.PARTNER_MANAGER, provider.organization.pk)
    operations.check_conflicts(by=manager, **again)
    assert work_on(matter, provider.attorney).status == "in_progress"


def test_a_partial_accreditation_does_not_reach_the_immigration_court() -> None:
    provider = a_provider()
    matter = theirs(provider, case=COURT)
    for case, may in ((COURT, False), (Case("appeal", "bia"), False), (OATH, True)):
        operations.change_case(matter=matter, case=case, by=provider.attorney, at=TUESDAY)
        assert assign(matter, provider.full, provider.attorney).taken_by_id == provider.full.pk
        if may:
            assign(matter, provider.partial, provider.attorney)
        else:
            why = missing(lambda: assign(matter, provider.partial, provider.attorney))
            assert why == "wrong_venue"


def test_only_an_attorney_speaks_before_another_court() -> None:
    provider = a_provider()
    matter = theirs(provider, case=Case("not-immigration", "other-court"))
    assert missing(lambda: assign(matter, provider.full, provider.attorney)) == "wrong_venue"
    assign(matter, provider.attorney, provider.attorney)


def test_a_case_does_not_move_to_where_its_representative_may_not_speak() -> None:
    provider = a_provider()
    matter = under_way(provider, by=provider.partial)
    change = lambda: operations.change_case(  # noqa: E731
        matter=matter, case=COURT, by=provider.partial, at=TUESDAY
    )
    assert missing(change) == "wrong_venue"


def test_an_expired_credential_stops_the_next_step() -> None:
    provider = a_provider()
    matter = under_way(provider, by=provider.partial)
    Credential.objects.filter(person=provider.partial).update(valid_until=MONDAY.date())
    wait = lambda: operations.wait_for_decision(  # noqa: E731
        matter=now_as(matter), by=provider.partial, at=TUESDAY
    )
    assert missing(wait) == "expired"


def test_a_credential_is_not_taken_along_to_another_organization() -> None:
    provider, other = a_provider(), a_provider("Quayside Legal Aid")
    matter = theirs(provider)
    assert missing(lambda: assign(matter, other.attorney, provider.attorney)) == (
        "wrong_organization"
    )
    assert missing(lambda: assign(matter, provider.clerk, provider.attorney)) == "no_credential"


def test_accredited_people_need_a_recognized_organization_and_attorneys_do_not() -> None:
    provider = a_provider()
    Recognition.objects.all().delete()
    matter = theirs(provider)
    assert missing(lambda: assign(matter, provider.full, provider.attorney)) == "not_recognized"
    assign(matter, provider.attorney, provider.attorney)


def test_without_her_consent_the_work_stops() -> None:
    provider = a_provider()
    referral = a_legal_referral(provider)
    matter = operations.open_from_referral(
        referral=referral, case=OATH, until=in_a_year(), by=provider.attorney, at=MONDAY
    )
    operations.check_conflicts(matter=matter, is_clear=True, by=provider.attorney, at=MONDAY)
    assert referral.consent
    withdraw_consent(consent=referral.consent, by=None, at=TUESDAY)
    assert missing(lambda: work_on(matter, provider.attorney)) == "legal_consent"
    operations.agree_anew(matter=matter, until=in_a_year(), by=provider.attorney, at=TUESDAY)
    assert work_on(matter, provider.attorney).status == "in_progress"


def test_it_is_closed_with_a_code() -> None:
    provider = a_provider()
    matter = under_way(provider)
    close = lambda: operations.close_matter(  # noqa: E731
        matter=now_as(matter), outcome="favorable", by=provider.attorney, at=TUESDAY
    )
    assert missing(close) == "closing_code"


def test_nobody_counts_a_decision_that_nobody_there_spoke_for() -> None:
    provider = a_provider()
    matter = theirs(provider, by=provider.clerk)

    def close(outcome: str) -> Matter:
        said: dict[str, Any] = {"closing_code": "A", "by": provider.clerk, "at": TUESDAY}
        return operations.close_legal(matter=now_as(matter), outcome=outcome, **said)

    assert missing(lambda: close("favorable")) == "conflict_check"
    operations.check_conflicts(matter=matter, is_clear=True, by=provider.clerk, at=TUESDAY)
    assert missing(lambda: close("unfavorable")) == "no_credential"
    close("pending")
    later: dict[str, Any] = {"outcome": "partly", "decided_on": MONDAY.date()}
    later |= {"matter": matter, "by": provider.clerk, "at": TUESDAY}
    assert missing(lambda: operations.note_later_decision(**later)) == "no_credential"


def test_a_later_decision_may_lie_before_the_day_it_was_closed() -> None:
    provider = a_provider()
    matter = under_way(provider)
    said: dict[str, Any] = {"by": provider.attorney, "at": TUESDAY}
    operations.close_legal(matter=matter, outcome="pending", closing_code="A", **said)
    said |= {"matter": now_as(matter), "outcome": "favorable"}
    with pytest.raises(NotThatDay):
        operations.note_later_decision(decided_on=MONDAY.date() - timedelta(days=1), **said)
    operations.note_later_decision(decided_on=MONDAY.date(), **said)


def test_a_matter_that_is_not_legal_needs_none_of_it() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    operations.work_on(matter=matter, by=rosa, at=TUESDAY)
    operations.close_matter(matter=matter, outcome="favorable", by=rosa, at=TUESDAY)


def test_the_office_runs_legal_matters_of_its_own() -> None:
    ana = a_credentialed("attorney", at=MONDAY)
    matter = ours(by=ana)
    operations.check_conflicts(matter=matter, is_clear=True, by=ana, at=TUESDAY)
    assert work_on(matter, ana).status == "in_progress"
    rosa = a_caseworker()
    assert missing(lambda: assign(matter, rosa, ana)) == "no_credential"


def test_another_house_does_nothing_with_it() -> None:
    provider, other = a_provider(), a_provider("Quayside Legal Aid")
    matter = under_way(provider)
    for stranger in (other.attorney, a_caseworker(), a_user(Role.DIRECTOR)):
        for act in (
            lambda who: operations.wait_for_decision(matter=matter, by=who, at=TUESDAY),
            lambda who: operations.write_legal_note(matter=matter, text="x", by=who, at=TUESDAY),
            lambda who: operations.note_activity(
                matter=matter, kind="meeting", minutes=5, by=who, at=TUESDAY
            ),
            lambda who: operations.assign(matter=matter, to=who, by=who, at=TUESDAY),
            lambda who: operations.describe_matter(
                matter=matter, standing="", is_on_hold=False, has_conflict=False, taken_by=None,
                due_on=None, version=matter.state_version, by=who, at=TUESDAY,
            ),
        ):  # fmt: skip
            with pytest.raises(NotHeldHere):
                act(stranger)


@pytest.mark.parametrize(
    "words",
    [
        "Her number is IOE0912345678.",
        "receipt EAC-23-123-45678 came",
        "A 012 345 678",
        "ssn 123-45-6789",
    ],
)
def test_numbers_of_papers_are_refused(words: str) -> None:
    provider = a_provider()
    matter = under_way(provider)
    with pytest.raises(PaperNumber):
        operations.write_legal_note(matter=matter, text=words, by=provider.attorney, at=TUESDAY)
