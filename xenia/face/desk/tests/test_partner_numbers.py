"""An organization sees its own work and its own numbers; what it handed in stays, and later changes stand beside it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from xenia.face.desk.handing_in import NotOver, Refused, SameAsBefore, hand_in_quarter
from xenia.face.desk.queries.partner_numbers import (
    changes_since,
    handed_in,
    numbers_of,
    quarter_named,
)
from xenia.face.desk.tests.scenes import a_person, an_office, page_of, signed_in
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.operations import record
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.programs.tests.makers import a_program, an_offering
from xenia.work.referrals.tests.makers import a_partner, a_referral

pytestmark = pytest.mark.django_db
MAY, JUNE, NOVEMBER = date(2026, 5, 4), date(2026, 6, 1), date(2026, 11, 2)
TODAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 15, tzinfo=UTC)
SPRING = quarter_named("2026-q2", TODAY)
NOW = quarter_named("2026-q4", TODAY)


@pytest.fixture(autouse=True)
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    an_office()
    for module in ("partner_work", "partner_numbers"):
        monkeypatch.setattr(f"xenia.face.desk.views.{module}.now", lambda: AT)


def a_manager(organization: Organization) -> User:
    return a_user(Role.PARTNER_MANAGER, organization.pk, name="Mara Quill")


def counted(kind: str, organization: Organization, on: date = MAY, **said: Any) -> None:
    people = kind in ("referrals.sent", "referrals.answered", "referrals.closed")
    who: dict[str, Any] = {"subject": organization.pk} if people else {}
    record(kind=kind, on=on, provider=organization.pk, **who, **said)


def handed_in_spring(organization: Organization) -> None:
    counted("referrals.closed", organization, outcome="served", quantity=40)
    hand_in_quarter(organization=organization, period=SPRING, by=a_manager(organization), at=AT)


def test_a_quarter_says_who_is_new_who_was_served_and_what_was_given_of_the_plan() -> None:
    harbor = an_organization(name="Harbor House")
    counted("referrals.sent", harbor, quantity=9)
    counted("referrals.answered", harbor, outcome="accepted", quantity=6)
    counted("referrals.answered", harbor, outcome="declined", reason="capacity", quantity=2)
    counted("referrals.days_to_answer", harbor, quantity=20)
    counted("referrals.closed", harbor, JUNE, outcome="served", quantity=4)
    counted("programs.capacity", harbor, service_type="seats", method="planned", quantity=20)
    counted("programs.capacity", harbor, service_type="seats", method="delivered", quantity=15)
    counted("programs.capacity", harbor, service_type="hours", method="planned", quantity=8)
    found = numbers_of(harbor.pk, SPRING)
    said = {code: found.counts[code] for code in ("sent", "accepted", "declined", "served")}
    assert said == {"sent": 9, "accepted": 6, "declined": 2, "served": 4}
    assert found.days == 2.5  # 20 days, 8 answers
    places = [(one.kind, one.planned, one.delivered, one.percent) for one in found.places]
    assert places == [("seats", 20, 15, 75), ("hours", 8, 0, 0)]


def test_a_seat_that_stands_in_three_months_is_one_seat_and_hours_are_added() -> None:
    harbor = an_organization(name="Harbor House")
    for on in (date(2026, 4, 1), MAY, JUNE):
        for kind in ("seats", "hours"):
            counted(
                "programs.capacity", harbor, on, service_type=kind, method="planned", quantity=3
            )
    found = numbers_of(harbor.pk, SPRING).places
    assert [(one.kind, one.planned) for one in found] == [("seats", 3), ("hours", 9)]


def test_another_organization_and_another_quarter_count_apart() -> None:
    harbor, mill = an_organization(name="Harbor House"), an_organization(name="Mill Street")
    counted("referrals.sent", mill, quantity=5)
    counted("referrals.sent", harbor, NOVEMBER, quantity=3)
    assert numbers_of(harbor.pk, SPRING).is_empty
    assert numbers_of(harbor.pk, NOW).counts["sent"] == 3


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (1, None), (10, None), (11, 11)])
def test_few_people_who_came_with_a_paper_are_not_shown(people: int, shown: int | None) -> None:
    shelter = an_organization(name="Safe Harbor")
    if people:
        counted("referrals.handed_off", shelter, quantity=people)
    assert numbers_of(shelter.pk, SPRING).counts["handed_off"] == shown


def test_what_changed_after_it_was_handed_in_is_a_correction() -> None:
    harbor = an_organization(name="Harbor House")
    handed_in_spring(harbor)
    assert changes_since(harbor.pk, NOW, TODAY) == []
    counted("referrals.closed", harbor, outcome="served", quantity=-1)
    (change,) = changes_since(harbor.pk, NOW, TODAY)
    assert (change.code, change.handed_in, change.now) == ("served", 40, 39)


@pytest.mark.both_databases
def test_few_people_are_not_handed_in_and_those_of_her_own_house_see_them() -> None:
    harbor = an_organization(name="Harbor House")
    counted("referrals.closed", harbor, outcome="partly", quantity=4)
    counted("programs.capacity", harbor, service_type="seats", method="planned", quantity=6)
    counted("programs.capacity", harbor, service_type="seats", method="delivered", quantity=5)
    handed_in_spring(harbor)
    said = handed_in(harbor.pk)[SPRING.code].numbers
    assert (said["served"], said["partly"], said["sent"]) == (40, None, 0)
    # A plan is about nobody; who has a place is.
    assert (said["planned_seats"], said["delivered_seats"]) == (6, None)
    assert numbers_of(harbor.pk, SPRING).counts["partly"] == 4
    page = page_of(signed_in(a_manager(harbor)), "/en/desk/our-work/numbers/?period=2026-q2")
    assert "Handed in on" in page
    spreadsheet = page_of(
        signed_in(a_manager(harbor)), "/en/desk/our-work/numbers.csv?period=2026-q2"
    )
    assert ",quarter,partly,Served in part,not shown," in spreadsheet
    assert ",quarter,planned_seats,Planned: Seats,6," in spreadsheet


@pytest.mark.both_databases
def test_a_few_more_since_are_handed_in_as_not_shown() -> None:
    harbor = an_organization(name="Harbor House")
    handed_in_spring(harbor)
    counted("referrals.closed", harbor, outcome="served", quantity=3)
    hand_in_quarter(organization=harbor, period=SPRING, by=a_manager(harbor), at=AT)
    assert handed_in(harbor.pk)[SPRING.code].numbers["served"] is None
    assert changes_since(harbor.pk, NOW, TODAY) == []


def test_a_quarter_that_would_give_somebody_away_stays_and_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise Refused(["served 2026-q2"])

    monkeypatch.setattr("xenia.face.desk.handing_in.protect_quarter", refuse)
    harbor = an_organization(name="Harbor House")
    browser = signed_in(a_manager(harbor))
    said = {"organization": str(harbor.pk), "period": "2026-q2"}
    page = browser.post("/en/desk/our-work/hand-in/", said, follow=True).content.decode()
    assert "This quarter was not handed in" in page
    assert handed_in(harbor.pk) == {}


def test_a_quarter_that_runs_is_not_handed_in_and_the_same_not_twice() -> None:
    harbor = an_organization(name="Harbor House")
    with pytest.raises(NotOver):
        hand_in_quarter(organization=harbor, period=NOW, by=a_manager(harbor), at=AT)
    handed_in_spring(harbor)
    with pytest.raises(SameAsBefore):
        hand_in_quarter(organization=harbor, period=SPRING, by=a_manager(harbor), at=AT)


def test_the_spreadsheet_holds_the_quarter_and_the_corrections() -> None:
    harbor = an_organization(name="Harbor House")
    handed_in_spring(harbor)
    counted("referrals.closed", harbor, outcome="served", quantity=2)
    address = "/en/desk/our-work/numbers.csv?period=2026-q4"
    text = page_of(signed_in(a_manager(harbor)), address)
    (line,) = [one for one in text.splitlines() if ",correction," in one]
    assert line.startswith(
        "Harbor House,2026-q2,2026-04-01,2026-06-30,correction,served,Served,not shown,40,"
    )
    assert "Harbor House,2026-q4" in text


def test_the_manager_hands_in_on_the_page_and_a_member_cannot() -> None:
    harbor = an_organization(name="Harbor House")
    counted("referrals.closed", harbor, outcome="served", quantity=4)
    said = {"organization": str(harbor.pk), "period": "2026-q2"}
    member = signed_in(a_user(Role.PARTNER_MEMBER, harbor.pk, name="Ana"))
    assert member.post("/en/desk/our-work/hand-in/", said).status_code == 403
    browser = signed_in(a_manager(harbor))
    response = browser.post("/en/desk/our-work/hand-in/", said, follow=True)
    assert "kept as handed in" in response.content.decode()
    running = page_of(browser, "/en/desk/our-work/numbers/")
    assert "You can hand it in when the quarter is over." in running
    assert "Handed in on" in page_of(browser, "/en/desk/our-work/numbers/?period=2026-q2")


def test_nobody_sees_the_work_of_another_organization() -> None:
    harbor, mill = an_organization(name="Harbor House"), an_organization(name="Mill Street")
    browser = signed_in(a_manager(harbor))
    for page in ("", "numbers/", "numbers.csv"):
        response = browser.get(f"/en/desk/our-work/{page}?organization={mill.pk}")
        assert response.status_code == 403
    said = {"organization": str(mill.pk), "period": "2026-q2"}
    assert browser.post("/en/desk/our-work/hand-in/", said).status_code == 403
    assert signed_in(a_person(Role.DIRECTOR)).get("/en/desk/our-work/").status_code == 403


@pytest.mark.parametrize("reader", ["en", "ar"])
def test_our_work_shows_what_waits_and_what_is_free_and_no_name(reader: str) -> None:
    partner = a_partner()
    a_referral(partner)
    program = a_program(organization=partner.organization, name="Evening English")
    an_offering(program=program)
    a_service(organization=partner.organization, name="Legal clinic")
    text = page_of(signed_in(partner.member), f"/{reader}/desk/our-work/")
    assert "Evening English" in text
    assert "Legal clinic" in text
    assert "Linh" not in text
    assert page_of(signed_in(partner.member), f"/{reader}/desk/our-work/numbers/")


def test_an_organization_with_nothing_here_reads_what_to_do() -> None:
    text = page_of(signed_in(a_manager(an_organization(name="New House"))), "/en/desk/our-work/")
    assert "No agreement stands today." in text
    assert "No program is open." in text
    assert "No service of yours is in the directory." in text
