"""The directory of another office is followed: only what changed comes, what left closes, and no lie breaks anything."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from xenia.ground.common.dates import local_day
from xenia.registers.directory.hsds import federation_fetch
from xenia.registers.directory.hsds.federation import Followed, follow, source_of
from xenia.registers.directory.hsds.federation_fetch import NotFollowed
from xenia.registers.directory.hsds.federation_round import ask_now, follow_when_due
from xenia.registers.directory.models import (
    FollowedDirectory,
    Listing,
    Schedule,
    Service,
    ServiceRecord,
    SourceRecord,
)
from xenia.registers.directory.operations import change_service, rebuild_listings
from xenia.registers.directory.operations.followed import follow_directory
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.tests.a_server import (
    Answer,
    OtherOffice,
    a_page,
    another_office,
    in_json,
)
from xenia.registers.directory.tests.makers import MONDAY, TUESDAY, WEDNESDAY, a_service

pytestmark = pytest.mark.django_db

ORGANIZATION = {
    "id": "11111111-1111-4111-8111-111111111111",
    "name": "Harbor House",
    "description": "Help",
}
CLASS = {
    "id": "22222222-2222-4222-8222-222222222222",
    "name": "English class",
    "status": "active",
    "description": "On Mondays",
    "organization": ORGANIZATION,
    "organization_id": ORGANIZATION["id"],
    "schedules": [
        {
            "id": "33333333-3333-4333-8333-333333333333",
            "byday": "MO",
            "opens_at": "18:00:00",
            "closes_at": "20:00:00",
        }
    ],
}
LINES = {"Content-Type": "application/x-ndjson"}


def a_service_there(number: int, **fields: Any) -> dict[str, Any]:
    return CLASS | {
        "id": f"22222222-2222-4222-8222-{number:012}",
        "name": f"Class {number}",
        "schedules": [],
        **fields,
    }


@pytest.fixture
def office() -> Iterator[OtherOffice]:
    with another_office() as there:
        there.says("/hsds/services", lambda query: a_page([CLASS]))
        yield there


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


def followed(office: OtherOffice, place: Path, **options: Any) -> Followed:
    said: dict[str, Any] = {"at": MONDAY, "is_in_own_network": True} | options
    return follow(url=office.base, folder=place, **said)


def totals(result: Followed) -> dict[str, int]:
    assert result.run is not None
    return result.run.totals


def test_a_directory_comes_in_and_keeps_its_ids_and_its_source(
    office: OtherOffice, tmp_path: Path
) -> None:
    result = followed(office, tmp_path)
    service = Service.objects.get()
    assert (str(service.pk), service.name) == (CLASS["id"], "English class")
    assert Listing.objects.get(service=service).document["schedules"][0]["byday"] == "MO"
    assert SourceRecord.objects.filter(source=source_of(office.base), record_id=service.pk).exists()
    assert (result.version, totals(result)["listed"]) == ("3.1", 0)


def test_the_next_time_only_changes_are_asked_for(office: OtherOffice, tmp_path: Path) -> None:
    first = followed(office, tmp_path)
    office.asked.clear()
    office.says("/hsds/services", lambda query: a_page([]))
    again = followed(office, tmp_path, at=TUESDAY, seen_until=first.seen_until)
    assert again.run is None
    questions = [query for path, query in office.asked if path == "/hsds/services"]
    since = (first.seen_until - timedelta(minutes=10)).isoformat()
    assert {query["modified_after"] for query in questions} == {since}


def test_the_other_clock_counts_unless_it_cannot_be(office: OtherOffice, tmp_path: Path) -> None:
    there = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    office.clock = format_datetime(there, usegmt=True)
    assert followed(office, tmp_path / "a").seen_until == there
    office.clock = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert followed(office, tmp_path / "b").seen_until - there < timedelta(hours=4)


def test_lines_are_taken_where_they_are_offered(office: OtherOffice, tmp_path: Path) -> None:
    body = "\n".join(json.dumps(a_service_there(n)) for n in range(3)).encode()
    office.says("/hsds/services", lambda query: (200, LINES, body))
    followed(office, tmp_path)
    assert Service.objects.count() == 3
    assert [query["format"] for path, query in office.asked if path == "/hsds/services"] == [
        "ndjson"
    ]


def test_pages_are_read_to_the_last(office: OtherOffice, tmp_path: Path) -> None:
    def paged(query: dict[str, str]) -> Answer:
        number = int(query.get("page", "1"))
        return a_page([a_service_there(number)], number=number, pages=3)

    office.says("/hsds/services", paged)
    followed(office, tmp_path)
    assert sorted(Service.objects.values_list("name", flat=True)) == [
        "Class 1",
        "Class 2",
        "Class 3",
    ]


def test_a_service_that_left_there_becomes_inactive_here(
    office: OtherOffice, tmp_path: Path
) -> None:
    first = followed(office, tmp_path)
    gone = {"id": CLASS["id"], "name": "No longer listed", "status": "defunct"}
    office.says("/hsds/services", lambda query: a_page([gone]))
    followed(office, tmp_path, at=TUESDAY, seen_until=first.seen_until)
    service = Service.objects.get()
    assert (service.status, service.name) == ("defunct", "English class")
    assert not Listing.objects.get(service=service).is_public


def test_what_is_missing_from_the_whole_list_becomes_inactive(
    office: OtherOffice, tmp_path: Path
) -> None:
    office.says("/hsds/services", lambda query: a_page([a_service_there(n) for n in range(4)]))
    followed(office, tmp_path)
    office.says("/hsds/services", lambda query: a_page([a_service_there(n) for n in range(3)]))
    followed(office, tmp_path, at=TUESDAY)
    assert Service.objects.get(name="Class 3").status == "inactive"
    assert Service.objects.filter(status="active").count() == 3


def test_nobody_believes_that_everything_is_gone(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/services", lambda query: a_page([a_service_there(n) for n in range(20)]))
    followed(office, tmp_path)
    office.says("/hsds/services", lambda query: a_page([]))
    result = followed(office, tmp_path, at=TUESDAY)
    assert Service.objects.filter(status="active").count() == 20
    assert any("do not believe" in one for one in result.problems)


def test_what_people_changed_here_stays(office: OtherOffice, tmp_path: Path) -> None:
    first = followed(office, tmp_path)
    change_service(
        service=Service.objects.get(), fields={"description": "Bring a pen."}, by=None, at=TUESDAY
    )
    there = CLASS | {"description": "Every day", "name": "English for all"}
    office.says("/hsds/services", lambda query: a_page([there]))
    result = followed(office, tmp_path, at=WEDNESDAY, seen_until=first.seen_until)
    service = Service.objects.get()
    assert (service.description, service.name) == ("Bring a pen.", "English for all")
    assert result.run
    assert "it was changed here since, so it stays" in json.dumps(result.run.report)


def test_new_hours_take_the_place_of_the_old(office: OtherOffice, tmp_path: Path) -> None:
    first = followed(office, tmp_path)
    hours = [
        {
            "id": "33333333-3333-4333-8333-000000000009",
            "byday": "TU",
            "opens_at": "09:00:00",
            "closes_at": "10:00:00",
        }
    ]
    office.says("/hsds/services", lambda query: a_page([CLASS | {"schedules": hours}]))
    result = followed(office, tmp_path, at=TUESDAY, seen_until=first.seen_until)
    assert result.dropped == 1
    assert [one.byday for one in Schedule.objects.all()] == ["TU"]
    shown = Listing.objects.get().document["schedules"]
    assert [one["byday"] for one in shown] == ["TU"]


def test_an_organization_that_left_closes(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/organizations", lambda query: a_page([ORGANIZATION]))
    first = followed(office, tmp_path)
    gone = {**ORGANIZATION, "name": "No longer listed", "status": "closed"}
    office.says("/hsds/organizations", lambda query: a_page([gone]))
    office.says("/hsds/services", lambda query: a_page([]))
    followed(office, tmp_path, at=TUESDAY, seen_until=first.seen_until)
    organization = Service.objects.get().organization
    assert organization
    assert (organization.status, organization.name) == ("closed", "Harbor House")
    assert not Listing.objects.get().is_public


# --- Servers that lie or stumble


def test_a_busy_server_is_asked_again(
    office: OtherOffice, tmp_path: Path, waits: list[float]
) -> None:
    tries: list[int] = []

    def busy(query: dict[str, str]) -> Answer:
        tries.append(1)
        return in_json({}, 429, **{"Retry-After": "7"}) if len(tries) < 3 else a_page([CLASS])

    office.says("/hsds/services", busy)
    followed(office, tmp_path)
    assert Service.objects.count() == 1
    assert waits[:2] == [7.0, 7.0]


def test_a_broken_server_is_named_and_nothing_changes(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/services", lambda query: in_json({}, 500))
    with pytest.raises(NotFollowed, match="answers 500, 4 times"):
        followed(office, tmp_path)
    assert not Service.objects.exists()


def test_an_interrupted_reading_goes_on_where_it_stopped(
    office: OtherOffice, tmp_path: Path
) -> None:
    works = False

    def paged(query: dict[str, str]) -> Answer:
        number = int(query.get("page", "1"))
        if number == 3 and not works:
            return in_json({}, 503)
        return a_page([a_service_there(number)], number=number, pages=4)

    office.says("/hsds/services", paged)
    with pytest.raises(NotFollowed):
        followed(office, tmp_path)
    office.asked.clear()
    works = True
    followed(office, tmp_path)
    assert Service.objects.count() == 4
    assert [q["page"] for path, q in office.asked if path == "/hsds/services"] == ["3", "4"]


def test_pages_without_end_end(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/services", lambda query: a_page([CLASS], number=1, pages=10**6))
    followed(office, tmp_path)
    assert Service.objects.count() == 1
    assert len([path for path, _ in office.asked if path == "/hsds/services"]) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<html>not found</html>",
        b'{"contents": {"a": 1}}',
        b'"text"',
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_is_said_to_be_none(
    office: OtherOffice, tmp_path: Path, body: bytes
) -> None:
    office.says("/hsds/services", lambda query: (200, {"Content-Type": "application/json"}, body))
    with pytest.raises(NotFollowed):
        followed(office, tmp_path)


def test_every_line_comes_in_or_is_listed(office: OtherOffice, tmp_path: Path) -> None:
    lines = [
        json.dumps(CLASS), "{broken", "17", '"text"', "null", "[]", '{"id": 5}',
        json.dumps({"id": "x", "name": ["a"], "status": {"b": 1}}),
        json.dumps(CLASS | {"name": "Another name under the same id"}),
        json.dumps(a_service_there(7, schedules="always", phones=[1, None, "x"], organization=[])),
    ]  # fmt: skip
    office.says("/hsds/services", lambda query: (200, LINES, "\n".join(lines).encode()))
    result = followed(office, tmp_path)
    said = totals(result)
    assert said["rows"] == said["imported"] + said["merged"] + said["listed"]
    assert said["listed"] >= 6
    assert Service.objects.filter(pk=str(CLASS["id"]), name="English class").exists()


def test_a_list_that_is_too_long_is_not_read(
    office: OtherOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(federation_fetch, "MOST_OF_A_PAGE", 1000)
    office.says("/hsds/services", lambda query: a_page([a_service_there(n) for n in range(50)]))
    with pytest.raises(NotFollowed, match="sends more than"):
        followed(office, tmp_path)


def test_an_address_that_speaks_no_hsds_is_refused(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/", lambda query: in_json({"hello": "world"}))
    with pytest.raises(NotFollowed, match="which version of HSDS"):
        followed(office, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "http://help.city.example/hsds",
        "file:///etc/passwd",
        "ftp://a.example/",
        "https://user@a.example/hsds",
        "https://",
    ],
)
def test_only_https_is_asked(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotFollowed, match="is not asked"):
        follow(url=url, at=MONDAY, folder=tmp_path)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.7",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "localhost",
    ],
)
def test_a_private_network_is_not_asked(host: str, tmp_path: Path) -> None:
    with pytest.raises(NotFollowed, match="private network"):
        follow(url=f"https://{host}/hsds", at=MONDAY, folder=tmp_path)


def test_a_redirect_to_another_scheme_is_not_followed(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/services", lambda query: (302, {"Location": "file:///etc/passwd"}, b""))
    with pytest.raises(NotFollowed, match="is not asked"):
        followed(office, tmp_path)


def test_redirects_in_a_ring_end(office: OtherOffice, tmp_path: Path) -> None:
    office.says("/hsds/services", lambda query: (302, {"Location": "/hsds/services"}, b""))
    with pytest.raises(NotFollowed, match="on and on"):
        followed(office, tmp_path)


# --- Each day


def test_the_daily_round_asks_once_and_keeps_how_far_it_is(
    office: OtherOffice, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    row = follow_directory(url=office.base, is_in_own_network=True, by=None, at=MONDAY)
    assert follow_when_due(MONDAY) == 1
    row.refresh_from_db()
    assert row.seen_until
    assert row.problem == ""
    assert follow_when_due(MONDAY + timedelta(hours=1)) == 0
    assert Service.objects.count() == 1


def test_a_round_that_fails_says_why_and_comes_again(
    office: OtherOffice, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    row = follow_directory(url=office.base, is_in_own_network=True, by=None, at=MONDAY)
    office.says("/hsds/", lambda query: in_json({}, 404))
    assert follow_when_due(MONDAY) == 1
    row.refresh_from_db()
    assert "404" in row.problem
    assert row.seen_until is None
    assert follow_when_due(TUESDAY) == 1


def test_two_rounds_at_once_ask_once(office: OtherOffice, tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    follow_directory(url=office.base, is_in_own_network=True, by=None, at=MONDAY)
    one, other = FollowedDirectory.objects.get(), FollowedDirectory.objects.get()
    assert ask_now(one, at=MONDAY)
    assert not ask_now(other, at=MONDAY)


def test_an_office_that_follows_reads_until_when_a_service_is_closed() -> None:
    service = a_service()
    post_notice(
        about=service,
        kind="closed",
        starts_on=local_day(MONDAY),
        ends_on=date(2026, 11, 30),
        words="Painters are here.",
        by=None,
        at=MONDAY,
    )
    record = ServiceRecord.objects.get(pk=service.pk).record
    assert record["status"] == "temporarily closed"
    assert record["alert"] == "Closed until November 30, 2026. Painters are here."
    rebuild_listings([service.pk], at=datetime(2026, 12, 1, 17, tzinfo=UTC))
    assert "alert" not in ServiceRecord.objects.get(pk=service.pk).record
