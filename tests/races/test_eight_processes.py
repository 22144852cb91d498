"""Eight processes at the same moment: one wins, the others are told, and every count is exact."""

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from tests.races.office import HANDS, Office

# The office begins with a copy of the tables, which are made for tests that name them.
pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
EACH = 5  # people each process brings in
PLACES = 17


def dealt(people: list[Any]) -> list[list[Any]]:
    """Dealt out among the processes."""
    return [people[hand::HANDS] for hand in range(HANDS)]


@pytest.mark.parametrize("kind", ["seats", "appointments"])
def test_forty_people_come_at_eight_desks_and_seventeen_have_a_place(
    office: Office, kind: str
) -> None:
    found = office.scene("open_class", places=PLACES, people=HANDS * EACH, kind=kind)
    offering = found["offering"]
    jobs = [("bring_in", {"offering": offering, "people": some}) for some in dealt(found["people"])]
    heard = office.at_once(*jobs).only()
    stands = Counter(one for some in heard.got for one in some)
    everybody = HANDS * EACH
    assert stands == {"enrolled": PLACES, "waiting": everybody - PLACES}
    line = office.scene("line", offering=offering)
    assert line["in"] == list(range(1, PLACES + 1))
    assert line["waits"] == list(range(PLACES + 1, everybody + 1))
    assert (line["held"], line["taken"], line["next"]) == (PLACES, PLACES, everybody + 1)
    assert (line["enrolled"], line["waited"]) == (PLACES, everybody - PLACES)


def test_who_leaves_at_eight_desks_makes_room_for_those_who_asked_first(office: Office) -> None:
    found = office.scene("open_class", places=16, people=30)
    offering, people = found["offering"], found["people"]
    office.scene("bring_in", offering=offering, people=people)
    leaves = dealt(list(range(1, 13)))
    heard = office.at_once(
        *[("give_back", {"offering": offering, "numbers": some}) for some in leaves]
    ).only()
    assert sum(heard.got) == 12
    line = office.scene("line", offering=offering)
    assert line["left"] == list(range(1, 13))
    assert line["in"] == list(range(13, 29))
    assert line["waits"] == [29, 30]
    assert (line["taken"], line["enrolled"], line["waited"]) == (16, 28, 14)


def test_some_leave_while_others_come_and_no_place_is_given_twice(office: Office) -> None:
    found = office.scene("open_class", places=8, people=28)
    offering, people = found["offering"], found["people"]
    office.scene("bring_in", offering=offering, people=people[:12])
    coming = people[12:]
    jobs: list[Any] = [
        ("bring_in", {"offering": offering, "people": coming[desk::4]}) for desk in range(4)
    ]
    jobs += [
        ("give_back", {"offering": offering, "numbers": [desk, desk + 4]}) for desk in range(1, 5)
    ]
    office.at_once(*jobs).only()
    line = office.scene("line", offering=offering)
    assert line["left"] == list(range(1, 9))
    assert line["in"] == list(range(9, 17))
    assert line["waits"] == list(range(17, 29))
    assert (line["held"], line["taken"], line["enrolled"]) == (8, 8, 16)


def test_hours_are_never_given_twice_and_nobody_is_passed_over(office: Office) -> None:
    found = office.scene("open_class", places=20, people=HANDS * 2, kind="hours")
    offering = found["offering"]
    jobs = [
        ("bring_in", {"offering": offering, "people": some, "takes": 1 + number % 3})
        for number, some in enumerate(dealt(found["people"]))
    ]
    office.at_once(*jobs).only()
    line = office.scene("line", offering=offering)
    assert line["held"] == line["taken"] <= 20
    assert sorted([*line["in"], *line["waits"]]) == list(range(1, HANDS * 2 + 1))
    assert max(line["in"]) < min(line["waits"])
    assert line["wants"][0] > 20 - line["taken"]


def test_one_person_brought_in_at_eight_desks_stands_there_once(office: Office) -> None:
    found = office.scene("open_class", places=3, people=1)
    heard = office.all_do("bring_in", offering=found["offering"], people=found["people"])
    assert heard.only("AlreadyIn").got == [["enrolled"]]
    line = office.scene("line", offering=found["offering"])
    assert (line["in"], line["taken"], line["next"], line["enrolled"]) == ([1], 1, 2, 1)


def test_one_place_is_given_back_once(office: Office) -> None:
    found = office.scene("open_class", places=2, people=3)
    offering = found["offering"]
    office.scene("bring_in", offering=offering, people=found["people"])
    heard = office.all_do("give_back_seen", offering=offering, number=1)
    assert heard.only("Crossed", "WrongState").got == [1]
    line = office.scene("line", offering=offering)
    assert (line["in"], line["waits"], line["taken"]) == ([2, 3], [], 2)


def test_whoever_counts_in_one_instant_is_counted_and_the_hour_ends_when_it_was_to_end(
    office: Office,
) -> None:
    office.scene("share_counters")
    office.all_do("count_up", name="tries", times=20).only()
    counted = office.scene("counted_up", name="tries")
    assert counted["says"] == HANDS * 20
    assert counted["left"] > 50 * 60


def test_a_referral_answered_by_eight_has_one_answer(office: Office) -> None:
    sent = office.scene("send")
    assert sent["version"] == 1
    said = {"referral": sent["referral"], "member": sent["member"]}
    jobs = [("answer", {**said, "is_yes": number % 2 == 0}) for number in range(HANDS)]
    heard = office.at_once(*jobs).only("Crossed", "WrongState", "NoMoreInSight")
    assert len(heard.got) == 1
    assert heard.told.total() == HANDS - 1
    stands = office.scene("answered", referral=sent["referral"], organization=sent["organization"])
    status = heard.got[0]
    assert stands == {
        "status": status,
        "steps": [">draft", "draft>sent", f"sent>{status}"],
        "answered": 1,
        "closed": 1 if status == "declined" else 0,
        "sent": 1,
    }


def test_eight_desks_send_her_to_one_service_and_one_referral_goes_out(office: Office) -> None:
    found = office.scene("wants_to_be_sent", consents=HANDS)
    said = {"client": found["client"], "service": found["service"]}
    jobs = [("send_her", {**said, "consent": one}) for one in found["consents"]]
    heard = office.at_once(*jobs).only("AlreadySent", "WrongState", "Crossed")
    assert heard.got == ["sent"]
    counted = office.scene("sent_of", client=found["client"], organization=found["organization"])
    assert counted == [1, 1]


def test_nobody_is_sent_with_a_consent_that_was_taken_back(office: Office) -> None:
    found = office.scene("said_no")
    opens = ("open_again", {"referral": found["referral"]})
    takes = ("take_back", {"consent": found["consent"]})
    heard = office.at_once(*[opens, takes] * (HANDS // 2)).only("WrongState", "NoConsent")
    assert heard.got.count(True) == 1
    stands = office.scene(
        "answered", referral=found["referral"], organization=found["organization"]
    )
    assert stands["status"] in ("declined", "cancelled")
    assert stands["closed"] == 1


def test_she_says_how_it_went_while_colleagues_send_her_elsewhere(office: Office) -> None:
    found = office.scene("long_ago", number=6, services=HANDS // 2)
    sent = found["sent"]
    jobs: list[Any] = [
        ("go_on", {"sent": sent, "service": service}) for service in found["services"]
    ]
    jobs += [("say_how_it_went", {"sent": sent})] * (HANDS // 2)
    office.at_once(*jobs).only()
    for status, counted in office.scene("ended", sent=sent):
        assert (status in ("cancelled", "completed"), counted) == (True, 1)


def test_eight_desks_write_one_draft(office: Office) -> None:
    found = office.scene("wants_to_be_sent", consents=0)
    said = {"client": found["client"], "service": found["service"]}
    jobs = [("write", {**said, "note": f"note {number}"}) for number in range(HANDS)]
    assert len(set(office.at_once(*jobs).only().got)) == 1


def test_a_known_person_taken_in_at_eight_desks_agrees_to_a_record_once(office: Office) -> None:
    found = office.scene("known", number=1)
    (her,) = found["people"]
    office.all_do("come_again", client=her, by=found["by"]).only()
    assert office.scene("agreed_of", client=her) == [HANDS, 1]


def test_an_intake_taken_by_eight_is_with_one(office: Office) -> None:
    found = office.scene("come_in")
    jobs = [("take", {"intake": found["intake"], "by": one}) for one in found["colleagues"]]
    heard = office.at_once(*jobs).only("TakenAlready")
    assert len(heard.got) == 1
    assert office.scene("taken_in", intake=found["intake"])["by"] == heard.got[0]


def test_an_intake_decided_by_eight_has_one_decision(office: Office) -> None:
    found = office.scene("looked_at")
    before = office.scene("taken_in", intake=found["intake"])["decided"]
    jobs = [("decide", {**found, "is_yes": number % 2 == 0}) for number in range(HANDS)]
    heard = office.at_once(*jobs).only("Crossed", "WrongState")
    assert len(heard.got) == 1
    after = office.scene("taken_in", intake=found["intake"])
    assert (after["status"], after["steps"]) == (heard.got[0], 1)
    assert after["decided"] == before + 1


def test_one_form_sent_by_eight_clicks_is_one_request(office: Office) -> None:
    asked, counted = office.scene("online")
    heard = office.all_do("ask_online", token=f"form {uuid4()}")
    assert len(heard.only("AlreadySent").got) == 1
    assert office.scene("online") == [asked + 1, counted + 1]


def test_two_records_joined_by_eight_are_one_person(office: Office) -> None:
    found = office.scene("known", number=2)
    one, other = found["people"]
    jobs = [
        ("join", {"kept": kept, "absorbed": goes, "by": found["by"]})
        for kept, goes in [(one, other), (other, one)] * (HANDS // 2)
    ]
    heard = office.at_once(*jobs).only("ClientCrossed", "ClientGone", "CannotBecome")
    assert len(heard.got) == 1
    assert office.scene("joined", people=[one, other]) == {"stand": 1, "merges": 1, "lost": 0}


def test_records_joined_in_a_ring_all_lead_to_somebody(office: Office) -> None:
    found = office.scene("known", number=HANDS)
    people = found["people"]
    jobs = [
        ("join", {"kept": kept, "absorbed": goes, "by": found["by"]})
        for kept, goes in zip(people, [*people[1:], people[0]], strict=True)
    ]
    heard = office.at_once(*jobs).only("ClientCrossed", "ClientGone", "CannotBecome")
    joined = office.scene("joined", people=people)
    assert heard.got
    assert joined == {"stand": HANDS - len(heard.got), "merges": len(heard.got), "lost": 0}


def test_one_form_of_a_person_sent_by_eight_clicks_is_one_person(office: Office) -> None:
    number = str(uuid4())
    heard = office.all_do("add", number=number)
    assert heard.only("AlreadyAdded").got == [number]
    assert office.scene("added", number=number) == 1
