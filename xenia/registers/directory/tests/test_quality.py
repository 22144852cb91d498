"""The queue of what is to mend: found each day, mended, set aside, and back when the entry changes."""

import csv
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.translations.operations import review_all
from xenia.registers.directory.models import Finding, Listing, Service, UpkeepRound
from xenia.registers.directory.operations import (
    change_location,
    change_service,
    translate_record,
    upkeep_round,
)
from xenia.registers.directory.operations.quality import (
    SetAsideAlready,
    find_problems,
    set_aside,
    take_up_again,
)
from xenia.registers.directory.operations.upkeep_round import RoundFailed, upkeep_when_due
from xenia.registers.directory.queries.quality import findings_seen_by, waiting_by_kind
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    an_attorney,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
QUEUE = "/en/desk/directory/quality/"
EVENING = {"byday": "MO", "opens_at": time(18), "closes_at": time(20)}


@pytest.fixture(autouse=True)
def an_office_of_two_languages() -> Any:
    choose_languages(codes=["en", "ht"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def a_whole_service(name: str = "English class", **fields: Any) -> Service:
    """A service nothing is wrong with."""
    house = an_organization(name=f"{name} house", email=f"{len(name)}@house.example")
    place = a_location(name=f"{name} hall", organization=house, latitude=42.36, longitude=-71.06)
    details = {
        "phones": [{"number": f"617-555-{len(name):04}"}],
        "schedules": [EVENING],
        "languages": [{"code": "en"}],
    }
    said = {"details": details, "translations": {"name": {"ht": "Klas angle"}}, **fields}
    return a_service(name=name, organization=house, locations=[place], **said)


def found(at: datetime = MONDAY) -> dict[str, list[str]]:
    """What is wrong, by kind: the names."""
    find_problems(at)
    kinds: dict[str, list[str]] = {}
    for one in Finding.objects.filter(set_aside_at=None).order_by("name"):
        kinds.setdefault(one.kind, []).append(one.name)
    return kinds


def test_nothing_is_wrong_with_a_whole_entry() -> None:
    a_whole_service()
    assert found() == {}


def test_each_thing_that_is_missing_is_found() -> None:
    lost = a_service(name="Bare", organization=an_organization(email="a@bare.example"))
    assert found() == {
        "no_hours": ["Bare"],
        "no_phone": ["Bare"],
        "no_place": ["Bare"],
        "no_languages": ["Bare"],
        "not_named": ["Bare"],
    }
    assert Finding.objects.get(kind="not_named").detail == "ht"
    Service.objects.filter(pk=lost.pk).update(organization=None)
    assert found()["no_organization"] == ["Bare"]


def test_hours_that_are_all_past_are_dead_and_one_that_is_not_keeps_them_alive() -> None:
    service = a_whole_service()
    service.schedules.update(valid_to=date(2026, 8, 31))
    assert found() == {"dead_hours": ["English class"]}
    service.schedules.create(**EVENING)
    assert found() == {}


def test_important_words_wait_for_two_people_in_each_language() -> None:
    service = a_whole_service(alert="Call first.")
    assert found() == {"vital_words": ["English class"]}
    texts = {"alert": {"ht": "Rele anvan."}}
    translate_record(record=service, texts=texts, by=None, at=TUESDAY)
    assert found(TUESDAY) == {"vital_words": ["English class"]}
    for _reader in range(2):
        review_all(record=service, languages=["ht"], by=a_colleague(), at=TUESDAY)
    assert found(TUESDAY) == {}


def test_what_nobody_confirmed_for_a_year_is_found_on_its_day() -> None:
    a_whole_service()
    year = MONDAY + timedelta(days=365)
    assert "stale_service" not in found(year - timedelta(days=1))
    assert set(found(year)) >= {"stale_service", "stale_organization", "stale_place"}


def test_legal_help_without_evidence_and_with_evidence_that_ends_soon() -> None:
    service = a_whole_service(name="Papers", terms=["legal-help.tps"], has_evidence=False)
    assert found() == {"no_evidence": ["Papers"]}
    owner = service.organization
    assert owner is not None
    an_attorney(owner, expires_on=MONDAY.date() + timedelta(days=60))
    assert found() == {"evidence_ending": ["Papers"]}


def test_twins_are_found_by_name_phone_and_address_but_two_groups_are_two() -> None:
    a_whole_service(name="English class")
    one = an_organization(name="Harbor Legal Aid", email="a@harbor.example")
    an_organization(name="Harbor Legal-Aid", email="b@harbor.example")
    a_location(name="Hall", organization=one, latitude=42.3, longitude=-71.0)
    a_location(name="Main hall", organization=one, latitude=42.3, longitude=-71.0)
    for number in (1, 2):
        a_service(name=f"Class, group {number}", organization=one)
    kinds = found()
    assert kinds["organization_twice"] == [Finding.objects.get(kind="organization_twice").name]
    assert len(kinds["place_twice"]) == 1
    assert "service_twice" not in kinds


def test_places_without_service_without_point_and_far_away() -> None:
    house = an_organization(email="a@house.example")
    a_location(name="Empty", organization=house, latitude=42.3, longitude=-71.0)
    a_location(
        name="Hidden",
        organization=house,
        is_confidential=True,
        address={"address_1": "9 Secret Lane", "is_confidential": True},
    )
    kinds = found()
    assert kinds["no_service"] == ["Empty", "Hidden"]
    assert "no_coordinates" not in kinds
    a_location(
        name="Nowhere", organization=house, address={"address_1": "1 Far Road", "postal_code": "1"}
    )
    assert found()["no_coordinates"] == ["Nowhere"]


def test_a_finding_goes_when_it_is_mended_and_its_day_of_finding_stays_until_then() -> None:
    service = a_whole_service(details={"phones": [{"number": "617-555-0101"}]})
    assert set(found()) == {"no_hours", "no_languages"}
    find_problems(TUESDAY)
    assert set(Finding.objects.values_list("found_on", flat=True)) == {MONDAY.date()}
    service.schedules.create(**EVENING)
    assert set(found(TUESDAY)) == {"no_languages"}


def test_what_was_set_aside_comes_back_when_the_entry_changes() -> None:
    service = a_whole_service(details={"phones": [{"number": "617-555-0101"}]})
    find_problems(MONDAY)
    finding = Finding.objects.get(kind="no_hours")
    editor = a_colleague()
    set_aside(finding=finding, by=editor, at=MONDAY)
    with pytest.raises(SetAsideAlready):
        set_aside(finding=finding, by=editor, at=MONDAY)
    assert "no_hours" not in found(TUESDAY)
    change_service(service=service, fields={"description": "New."}, by=None, at=WEDNESDAY)
    assert "no_hours" in found(WEDNESDAY)
    set_aside(finding=Finding.objects.get(kind="no_hours"), by=editor, at=WEDNESDAY)
    take_up_again(finding=finding, by=editor, at=WEDNESDAY)
    assert "no_hours" in found(WEDNESDAY)


def test_the_queue_shows_where_to_mend_and_forgets_what_was_mended() -> None:
    service = a_whole_service(details={"phones": [{"number": "617-555-0101"}]})
    find_problems(MONDAY)
    desk = desk_of(a_colleague())
    page = desk.get(QUEUE)
    assert page.context["title"] == "2 things to mend"
    assert {line.url for line in page.context["lines"]} == {
        f"/en/desk/directory/services/{service.pk}/edit/"
    }
    service.schedules.create(**EVENING)
    page = desk.get(QUEUE)
    assert [line.finding.kind for line in page.context["lines"]] == ["no_languages"]
    only = desk.get(QUEUE, {"kind": "no_hours"})
    assert only.context["lines"] == []


def test_set_aside_and_back_from_the_page_keeping_the_filters() -> None:
    a_whole_service(details={"phones": [{"number": "617-555-0101"}]})
    find_problems(MONDAY)
    desk = desk_of(a_colleague())
    finding = Finding.objects.get(kind="no_hours")
    answer = desk.post(f"{QUEUE}{finding.pk}/no-problem/", {"back": "?kind=no_hours"})
    assert answer["Location"] == f"{QUEUE}?kind=no_hours"
    assert desk.get(QUEUE, {"aside": "on"}).context["lines"][0].finding == finding
    elsewhere = desk.post(f"{QUEUE}{finding.pk}/problem/", {"back": "//evil.example"})
    assert elsewhere["Location"] == QUEUE
    finding.refresh_from_db()
    assert finding.set_aside_at is None


def test_a_partner_sees_and_sets_aside_her_own_only() -> None:
    mine, other = a_service(name="Mine"), a_service(name="Theirs")
    find_problems(MONDAY)
    partner = a_colleague(role=Role.PARTNER_MANAGER, organization=mine.organization)
    desk = desk_of(partner)
    page = desk.get(QUEUE)
    assert {line.name for line in page.context["lines"]} <= {"Mine", "Saltmarsh Community House"}
    assert "Theirs" not in page.text
    foreign = Finding.objects.filter(record_id=other.pk).first()
    assert foreign is not None
    assert desk.post(f"{QUEUE}{foreign.pk}/no-problem/").status_code == 403
    own = findings_seen_by(partner).count()
    assert 0 < own < Finding.objects.count()
    assert sum(one.count for one in waiting_by_kind(findings_seen_by(partner))) == own


def test_the_file_holds_what_the_queue_shows_and_no_formula() -> None:
    a_service(name="=1+1")
    a_service(name="Food pantry")
    find_problems(MONDAY)
    answer = desk_of(a_colleague()).get("/en/desk/directory/quality.csv", {"q": "1+1"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(StringIO(text)))
    assert {row["name"] for row in rows} == {"'=1+1"}


def test_the_queue_asks_few_questions_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    house = an_organization(email="a@house.example")
    for number in range(60):
        a_service(name=f"Class {number:02}", organization=house)
    find_problems(MONDAY)
    desk = desk_of(a_colleague())
    desk.get(QUEUE)
    with django_assert_max_num_queries(20):
        assert len(desk.get(QUEUE).context["lines"]) == 50


def test_the_round_is_done_once_a_day_and_taken_up_again_when_a_step_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []

    def fails(at: datetime) -> int:
        calls.append("fails")
        if len(calls) == 1:
            raise RuntimeError
        return 1

    steps = {"fails": fails, "works": lambda at: 2}
    monkeypatch.setattr(upkeep_round, "STEPS", steps)
    with pytest.raises(RoundFailed, match="fails"):
        upkeep_when_due(MONDAY)
    assert upkeep_when_due(MONDAY) == 0
    assert UpkeepRound.objects.get().done == {"works": 2}
    assert upkeep_when_due(MONDAY + timedelta(hours=1)) == 5
    assert upkeep_when_due(MONDAY + timedelta(hours=2)) == 0
    assert upkeep_when_due(TUESDAY) == 3
    assert len(calls) == 3


def test_a_merged_or_moved_place_is_looked_at_where_it_is_now() -> None:
    house = an_organization(email="a@house.example")
    place = a_location(name="Hall", organization=house, latitude=42.3, longitude=-71.0)
    find_problems(MONDAY)
    other = an_organization(name="Bread Table", email="b@bread.example")
    change_location(location=place, fields={"organization": other}, by=None, at=TUESDAY)
    find_problems(TUESDAY)
    assert Finding.objects.get(kind="no_service").organization == other
    assert not Listing.objects.exists()
