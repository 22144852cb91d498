"""Every rule of clause (B)(4), with figures worked out by hand; they stand beside what happened."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from xenia.ground.disclosure import TOTAL
from xenia.ground.ledger.operations import record, record_legal
from xenia.ground.ledger.operations.alias import alias
from xenia.insight.reports.measures.matters import breaks_of_identity
from xenia.insight.reports.tests.reckoned import reckoned

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
ANA, BERTA, CHIDI, DALIA, EMMA = (uuid4() for _one in range(5))


def happened(kind: str, times: int = 1, on: date = MAY, **said: Any) -> None:
    record(kind=kind, on=on, quantity=times, **said)


def of(kind: str, who: UUID, times: int = 1, on: date = MAY, **said: Any) -> None:
    record(kind=kind, on=on, quantity=times, subject=who, **said)


# --- (a) -------------------------------------------------------------------------------------------


def test_kinds_of_places_stand_apart_and_so_do_what_was_planned_and_what_was_given() -> None:
    def places(kind: str, method: str, times: int, mode: str = "office") -> None:
        said: dict[str, Any] = {"service_type": kind, "method": method, "mode": mode}
        happened("programs.capacity", times, **said)

    # Ten seats in two months, of which twelve were given; a partner says six of its own. Then hours.
    for kind, method, times in (("seats", "planned", 20), ("seats", "delivered", 12)):
        places(kind, method, times)
    places("seats", "planned", 6, mode="partner")
    places("hours", "planned", 40)
    places("hours", "planned", -4)
    assert reckoned("capacity.seats.planned", 2026).numbers == {
        ("office",): 20,
        ("partner",): 6,
        (TOTAL,): 26,
    }
    assert reckoned("capacity.seats.delivered", 2026).total == 12
    assert reckoned("capacity.hours.planned", 2026).total == 36
    assert reckoned("capacity.hours.delivered", 2026).numbers == {}
    assert reckoned("capacity.appointments.planned", 2026).numbers == {}


# --- (b) -------------------------------------------------------------------------------------------


def test_who_asks_again_has_one_intake_and_a_draft_is_none() -> None:
    def intake(outcome: str, reason: str = "", mode: str = "phone", times: int = 1) -> None:
        of("casework.intake", ANA, times, outcome=outcome, reason=reason, mode=mode)

    intake("submitted")
    intake("submitted", reason="again")
    intake("submitted", mode="online")
    intake("withdrawn", reason="her_wish")
    intake("withdrawn", reason="abandoned")
    # One was entered by mistake.
    intake("submitted", mode="walk_in")
    intake("submitted", mode="walk_in", times=-1)
    happened("casework.screened", mode="phone")
    assert reckoned("intakes.received", 2026).lines == {"phone": 1, "online": 1}
    assert reckoned("intakes.screened", 2026).lines == {"phone": 1}
    assert reckoned("intakes.abandoned", 2026).lines == {"phone": 1}
    assert reckoned("intakes.received", 2025).numbers == {}


def test_screenings_count_by_need_and_way_and_who_is_alone_is_nobody() -> None:
    happened("casework.screening", need="citizenship", mode="desk", outcome="later")
    happened("casework.screening", need="citizenship", mode="desk", outcome="declined")
    happened("casework.screening", need="food", mode="alone")
    found = reckoned("screenings.eligibility", 2026)
    assert found.lines == {("citizenship", "desk"): 2, ("food", "alone"): 1}
    assert (found[TOTAL, "alone"], found["citizenship", TOTAL], found.total) == (1, 2, 3)


# --- (c) -------------------------------------------------------------------------------------------


def test_each_person_counts_once_in_a_line_and_once_in_all() -> None:
    # Ana: three visits, and a class. Berta: a class twice. Chidi: he enrolled and never came.
    for _visit in range(3):
        of("casework.contact", ANA, need="food", language="vi")
    for who in (ANA, BERTA, BERTA):
        of("programs.served", who, service_type="education", language="vi")
    for who in (ANA, BERTA, CHIDI):
        of("programs.enrolled", who)
    # Dalia was sent to a pantry and helped there; Emma was sent, and not helped.
    of("referrals.closed", DALIA, need="food", outcome="served", language="es")
    of("referrals.closed", EMMA, need="food", outcome="not_served")
    found = reckoned("people.served", 2026)
    assert found.lines == {"information-referral": 1, "education": 2, "food": 1}
    assert found.total == 3
    assert sum(found.lines.values()) == 4
    assert reckoned("people.served_by_language", 2026).lines == {"vi": 2, "es": 1}


def test_legal_help_counts_under_law_whoever_gave_it_and_being_sent_does_not() -> None:
    record_legal(
        kind="casework.legal_direct", on=MAY, subject=ANA, case_type="removal", need="citizenship"
    )
    record_legal(
        kind="casework.legal_by_partner",
        on=MAY,
        subject=BERTA,
        case_type="removal",
        need="citizenship",
    )
    about: dict[str, Any] = {"service_type": "legal", "need": "citizenship"}
    for who in (CHIDI, DALIA):
        of("casework.legal_referred", who, **about)
    of("casework.legal_referral_followed", CHIDI, outcome="served", **about)
    of("casework.legal_referral_followed", DALIA, outcome="accepted", **about)
    # The room of referrals counts the end of Chidi's too: it is one service.
    of("referrals.closed", CHIDI, need="citizenship", outcome="served")
    assert reckoned("people.served", 2026).numbers == {("legal",): 3, (TOTAL,): 3}


def test_what_was_noted_by_mistake_is_taken_back() -> None:
    of("programs.served", ANA, service_type="education")
    of("programs.served", ANA, times=-1, service_type="education")
    of("programs.served", BERTA, 2, service_type="education")
    of("programs.served", BERTA, times=-1, service_type="education")
    assert reckoned("people.served", 2026).numbers == {("education",): 1, (TOTAL,): 1}


def test_contacts_without_a_name_stand_apart_and_who_is_named_later_is_herself() -> None:
    unnamed, another = uuid4(), uuid4()
    for who in (unnamed, another):
        of("casework.contact", who, is_named=False)
    of("casework.contact", ANA)
    found = reckoned("people.served", 2026)
    assert (found.total, found.unnamed[(TOTAL,)]) == (3, 2)
    alias(absorbed=unnamed, kept=ANA, is_named=True)
    found = reckoned("people.served", 2026)
    assert (found.total, found.unnamed[(TOTAL,)]) == (2, 1)


def test_the_same_person_in_two_years_counts_in_each() -> None:
    of("casework.contact", ANA)
    of("casework.contact", ANA, on=date(2025, 12, 31))
    assert [reckoned("people.served", year).total for year in (2025, 2026, 2027)] == [1, 1, 0]


def test_only_who_comes_for_the_first_time_is_new() -> None:
    said: dict[str, Any] = {"outcome": "submitted", "mode": "phone"}
    of("casework.intake", ANA, is_new=True, **said)
    of("casework.intake", BERTA, is_new=False, **said)
    of("casework.intake", CHIDI, **said)
    assert reckoned("people.new", 2026).numbers == {("phone",): 1, (TOTAL,): 1}


# --- (d) -------------------------------------------------------------------------------------------


def matter(outcome: str, on: date, need: str = "housing", times: int = 1) -> None:
    happened("casework.matter", times, on, outcome=outcome, need=need)


def flow(year: int) -> dict[str, int]:
    came, went = (reckoned(f"matters.{one}", year) for one in ("came", "went"))
    assert came.total == went.total
    assert breaks_of_identity(came.numbers, went.numbers) == []
    values = [
        (came, "brought_forward"),
        (came, "opened"),
        (went, "closed"),
        (went, "carried_forward"),
    ]
    return {value: found[TOTAL, value] for found, value in values}


def test_brought_forward_and_opened_less_closed_is_carried_forward() -> None:
    last_year, this_year, next_year = (date(year, 3, 2) for year in (2025, 2026, 2027))
    # Three are opened in 2025, one of them is closed; in 2026 one comes and two go; then one opens again.
    for _one in range(3):
        matter("open", last_year)
    matter("favorable", last_year)
    matter("open", this_year, need="food")
    matter("advice", this_year)
    matter("pending", this_year)
    matter("open", next_year)
    assert flow(2025) == {"brought_forward": 0, "opened": 3, "closed": 1, "carried_forward": 2}
    assert flow(2026) == {"brought_forward": 2, "opened": 1, "closed": 2, "carried_forward": 1}
    assert flow(2027) == {"brought_forward": 1, "opened": 1, "closed": 0, "carried_forward": 2}
    assert reckoned("matters.came", 2026).lines == {
        ("housing", "brought_forward"): 2,
        ("social_services", "opened"): 1,
    }
    assert reckoned("matters.went", 2026).lines == {
        ("housing", "closed"): 2,
        ("social_services", "carried_forward"): 1,
    }


def test_the_identity_is_checked_in_every_category() -> None:
    came: dict[tuple[str, ...], int] = {
        ("food", "brought_forward"): 2,
        ("food", "opened"): 3,
        ("work", "opened"): 1,
    }
    went: dict[tuple[str, ...], int] = {
        ("food", "closed"): 4,
        ("food", "carried_forward"): 1,
        ("work", "carried_forward"): 1,
    }
    assert breaks_of_identity(came, went) == []
    assert breaks_of_identity(came, went | {("food", "closed"): 3}) == ["food"]


def test_a_matter_that_is_opened_again_in_its_year_was_never_closed() -> None:
    matter("open", MAY)
    matter("favorable", MAY)
    matter("favorable", MAY, times=-1)
    assert flow(2026) == {"brought_forward": 0, "opened": 1, "closed": 0, "carried_forward": 1}
    assert reckoned("matters.outcomes", 2026).lines == {("housing", "carried_forward"): 1}


def test_what_is_not_decided_is_neither_a_success_nor_a_loss() -> None:
    for outcome in ("favorable", "favorable", "partly", "unfavorable", "pending", "advice"):
        matter("open", MAY)
        matter(outcome, MAY)
    matter("open", MAY)
    # Two of four who got a decision got a good one; two were closed without, and one is open.
    assert reckoned("matters.decided", 2026).lines == {
        "favorable": 2,
        "partly": 1,
        "unfavorable": 1,
        "undecided": 2,
        "carried_forward": 1,
    }
    ended = reckoned("matters.outcomes", 2026)
    assert (ended["housing", "pending"], ended[TOTAL, "favorable"], ended.total) == (1, 2, 7)


def test_all_tables_of_matters_have_one_whole_so_that_one_protects_the_other() -> None:
    for outcome in ("favorable", "advice"):
        matter("open", date(2025, 3, 2))
        matter(outcome, MAY)
    matter("open", MAY, need="food")
    tables = [reckoned(f"matters.{one}", 2026) for one in ("came", "went", "outcomes", "decided")]
    assert [table.total for table in tables] == [3, 3, 3, 3]
    assert {table["housing", TOTAL] for table in tables[:3]} == {2}
    assert {tables[at][TOTAL, "carried_forward"] for at in (1, 2)} == {1}


def case(kind: str, who: UUID, outcome: str, on: date = MAY, times: int = 1) -> None:
    said: dict[str, Any] = {"stream": "legal", "case_type": "asylum", "outcome": outcome}
    of(f"casework.legal_{kind}", who, times, on, **said)


def test_a_decision_after_the_end_counts_in_its_own_year() -> None:
    case("matter", ANA, "open")
    case("matter", ANA, "pending")
    case("matter", BERTA, "open")
    case("matter", BERTA, "unfavorable")
    case("later_decision", ANA, "favorable", on=date(2027, 2, 1))
    assert reckoned("legal_matters.opened", 2026).lines == {"asylum": 2}
    ended = reckoned("legal_matters.outcomes", 2026)
    assert ended.lines == {("asylum", "pending"): 1, ("asylum", "unfavorable"): 1}
    assert reckoned("matters.decided_later", 2026).numbers == {}
    assert reckoned("matters.decided_later", 2027).lines == {("asylum", "favorable"): 1}
    assert reckoned("legal_matters.outcomes", 2027).numbers == {}


def test_one_matter_may_bring_several_things() -> None:
    for benefit in ("citizenship", "work-permit"):
        case("benefit", ANA, benefit)
    case("benefit", ANA, "citizenship", times=-1)
    assert reckoned("legal_matters.benefits", 2026).lines == {("asylum", "work-permit"): 1}


# --- (e) -------------------------------------------------------------------------------------------


def helped(kind: str, who: UUID, need: str, case_type: str) -> None:
    record_legal(kind=f"casework.legal_{kind}", on=MAY, subject=who, need=need, case_type=case_type)


def sent(who: UUID, need: str) -> None:
    of("casework.legal_referred", who, need=need, service_type="legal")


def test_direct_help_comes_before_a_referral_for_the_same_issue_and_in_all() -> None:
    # Ana: helped and sent for one issue. Berta: helped with one, sent for another. Chidi: sent twice.
    helped("direct", ANA, "citizenship", "naturalization")
    sent(ANA, "citizenship")
    helped("direct", BERTA, "citizenship", "naturalization")
    sent(BERTA, "immigration-legal")
    sent(CHIDI, "immigration-legal")
    sent(CHIDI, "citizenship")
    # Dalia: helped by a provider that works here.
    helped("by_partner", DALIA, "citizenship", "removal")
    found = reckoned("legal.people", 2026)
    assert found.lines == {
        ("direct", "citizenship"): 2,
        ("referred", "citizenship"): 2,
        ("referred", "immigration-legal"): 2,
    }
    assert (found["direct", TOTAL], found["referred", TOTAL], found.total) == (2, 2, 4)
    assert (found[TOTAL, "citizenship"], found[TOTAL, "immigration-legal"]) == (4, 2)


def test_by_type_of_case_only_who_has_a_matter_here_is_known() -> None:
    helped("direct", ANA, "citizenship", "naturalization")
    helped("direct", ANA, "immigration-legal", "removal")
    helped("by_partner", ANA, "immigration-legal", "removal")
    helped("by_partner", BERTA, "immigration-legal", "removal")
    sent(CHIDI, "immigration-legal")
    found = reckoned("legal.people_by_case_type", 2026)
    assert found.lines == {
        ("direct", "naturalization"): 1,
        ("direct", "removal"): 1,
        ("referred", "removal"): 1,
    }
    assert (found["direct", TOTAL], found["referred", TOTAL], found.total) == (1, 1, 2)


def test_a_referral_counts_when_it_was_sent_with_taken_on_and_helped_beside_it() -> None:
    about: dict[str, Any] = {"need": "citizenship", "service_type": "legal"}
    for who in (ANA, ANA, BERTA, CHIDI):
        sent(who, "citizenship")
    for who in (ANA, BERTA):
        of("casework.legal_referral_followed", who, outcome="accepted", **about)
    january = date(2027, 1, 4)
    of("casework.legal_referral_followed", ANA, on=january, outcome="served", **about)
    stages = ("sent", "accepted", "served")
    assert [reckoned(f"legal.referred_{one}", 2026).total for one in stages] == [3, 2, 0]
    assert [reckoned(f"legal.referred_{one}", 2027).total for one in stages] == [0, 0, 1]


# --- (2), (3), and what the office adds --------------------------------------------------------------


def test_needs_stand_in_the_six_categories() -> None:
    for need in ("food", "housing", "utilities", "citizenship"):
        happened("casework.need", need=need, outcome="open")
    happened("casework.need", need="housing", outcome="met")
    happened("casework.need", need="utilities", outcome="unmet", reason="cost")
    happened("casework.need", need="food", outcome="unmet", reason="hours")
    happened("casework.need", times=-1, need="food", outcome="unmet", reason="hours")
    said = reckoned("needs.said", 2026)
    assert said.lines == {"social_services": 1, "housing": 2, "legal": 1}
    assert reckoned("needs.ended", 2026).lines == {("housing", "met"): 1, ("housing", "unmet"): 1}
    assert reckoned("needs.unmet_reasons", 2026).lines == {"met": 1, "cost": 1}


def test_barriers_count_whoever_heard_of_them() -> None:
    happened("casework.barrier", reason="language", need="food", language="vi")
    happened("casework.barrier", reason="language", language="es")
    assert reckoned("barriers.heard", 2026).numbers == {("language",): 2, (TOTAL,): 2}


def test_what_is_counted_in_different_ways_is_never_added() -> None:
    for method, minutes in (("records", 60), ("invoice", 45)):
        happened("language_access.minutes", minutes, language="vi", method=method)
        happened("language_access.meetings", language="vi", method=method)
    happened("language_access.meetings", 300, language="vi", method="reported.survey")
    assert reckoned("interpreters.minutes", 2026).total == 60
    assert reckoned("interpreters.meetings.invoice", 2026).total == 1
    assert reckoned("interpreters.meetings.reported.survey", 2026).total == 300


def test_each_step_of_a_statement_or_a_recommendation_counts_for_itself() -> None:
    for outcome in ("draft", "confirmed", "confirmed", "due"):
        happened("departments.statement", reason="open", outcome=outcome)
    for outcome in ("made", "made", "accepted", "implemented"):
        happened("ombudsman.recommended", reason="delay", outcome=outcome)
    assert reckoned("equal_access.confirmed", 2026).lines == {"open": 2}
    assert reckoned("complaints.recommendations_made", 2026).total == 2
    assert reckoned("complaints.recommendations_implemented", 2026).total == 1
