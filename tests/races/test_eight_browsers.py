"""Eight people click at the same moment on the pages of a served office: nobody is shown an error page.

Each is told how it stands: the page she wanted (200, 302), a form that cannot be (422), somebody was first (409), or a link
that has ended (404). The counts are exact.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

from tests.races.office import HANDS, PATIENCE, Office, served

# The office begins with a copy of the tables, which are made for tests that name them.
pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
PROOF = "r" * 32  # of origin: in the cookie and in the form
TYPED = dict[str, Any]


@pytest.fixture(scope="session")
def address(office: Office) -> Iterator[str]:
    """The same office served as `./run` does it, in several processes."""
    with served(office, "xenia.config.settings.test") as where:
        yield where


def clicked(address: str, *clicks: tuple[str, str, TYPED]) -> Counter[int]:
    """At the same moment each sends a form: (session, path, what she typed). How often which answer came.

    Where an answer leads on, the next page is opened too.
    """
    start = Barrier(len(clicks))

    def click(session: str, path: str, typed: TYPED) -> int:
        cookies = {"sessionid": session, "csrftoken": PROOF} if session else {}
        with httpx.Client(base_url=address, cookies=cookies, timeout=PATIENCE) as browser:
            start.wait(PATIENCE)
            answer = browser.post(path, data={**typed, "csrfmiddlewaretoken": PROOF})
            if answer.is_redirect:
                then = browser.get(answer.headers["location"])
                assert then.status_code in (200, 302), (path, then.status_code)
                assert "/account/" not in answer.headers["location"]
            return answer.status_code

    with ThreadPoolExecutor(len(clicks)) as pool:
        return Counter(pool.map(click, *zip(*clicks, strict=True)))


@pytest.fixture(scope="session")
def desks(office: Office) -> list[str]:
    """Eight colleagues who are signed in."""
    found: list[str] = office.scene("colleagues", number=HANDS)
    return found


def test_eight_people_are_brought_in_for_three_places(
    office: Office, address: str, desks: list[str]
) -> None:
    found = office.scene("open_class", places=3, people=HANDS)
    path = f"/en/desk/programs/offerings/{found['offering']}/bring-in/"
    clicks = [
        (desk, path, {"code": code}) for desk, code in zip(desks, found["codes"], strict=True)
    ]
    assert clicked(address, *clicks) == {302: HANDS}
    line = office.scene("line", offering=found["offering"])
    assert (line["in"], line["waits"]) == ([1, 2, 3], [4, 5, 6, 7, 8])
    assert (line["taken"], line["enrolled"], line["waited"]) == (3, 3, 5)


def test_some_are_brought_in_while_others_leave(
    office: Office, address: str, desks: list[str]
) -> None:
    found = office.scene("open_class", places=4, people=HANDS)
    offering = found["offering"]
    office.scene("bring_in", offering=offering, people=found["people"][:4])
    clicks: list[tuple[str, str, TYPED]] = []
    for number in range(1, 5):
        seen = office.scene("of_number", offering=offering, number=number)
        typed = {"why": "time", "state_version": seen["version"]}
        clicks.append((desks[number - 1], f"/en/desk/programs/people/{seen['pk']}/leave/", typed))
    path = f"/en/desk/programs/offerings/{offering}/bring-in/"
    later = zip(desks[4:], found["codes"][4:], strict=True)
    clicks += [(desk, path, {"code": code}) for desk, code in later]
    assert clicked(address, *clicks) == {302: HANDS}
    line = office.scene("line", offering=offering)
    assert (line["in"], line["waits"], line["left"]) == ([5, 6, 7, 8], [], [1, 2, 3, 4])
    assert (line["taken"], line["enrolled"]) == (4, 8)


def test_one_person_is_brought_in_at_eight_desks(
    office: Office, address: str, desks: list[str]
) -> None:
    found = office.scene("open_class", places=3, people=1)
    path = f"/en/desk/programs/offerings/{found['offering']}/bring-in/"
    heard = clicked(address, *[(desk, path, {"code": found["codes"][0]}) for desk in desks])
    assert heard == {302: 1, 422: HANDS - 1}
    assert office.scene("line", offering=found["offering"])["taken"] == 1


def test_one_place_is_given_back_at_eight_desks(
    office: Office, address: str, desks: list[str]
) -> None:
    found = office.scene("open_class", places=1, people=3)
    office.scene("bring_in", offering=found["offering"], people=found["people"])
    seen = office.scene("of_number", offering=found["offering"], number=1)
    typed = {"why": "time", "state_version": seen["version"]}
    path = f"/en/desk/programs/people/{seen['pk']}/leave/"
    assert clicked(address, *[(desk, path, typed) for desk in desks]) == {302: 1, 409: HANDS - 1}
    line = office.scene("line", offering=found["offering"])
    assert (line["in"], line["waits"], line["taken"]) == ([2], [3], 1)


def yes_or_no(version: int) -> list[TYPED]:
    """Eight answers: yes, no, yes, no …"""
    both = [{"act": "accept"}, {"act": "decline", "reason": "capacity"}]
    return [{**both[number % 2], "version": version} for number in range(HANDS)]


def test_a_referral_in_the_inbox_is_answered_by_eight(office: Office, address: str) -> None:
    sent = office.scene("in_the_inbox")
    path = f"/en/desk/inbox/{sent['referral']}/"
    clicks = [(sent["session"], path, typed) for typed in yes_or_no(sent["version"])]
    heard = clicked(address, *clicks)
    assert heard.total() == HANDS
    # After a no it is shown no more: the others read that it has ended.
    assert set(heard) <= {302, 409, 410}, heard
    stands = office.scene("answered", referral=sent["referral"], organization=sent["organization"])
    assert stands["steps"] == [">draft", "draft>sent", f"sent>{stands['status']}"]
    assert stands["answered"] == 1


def test_a_referral_behind_a_link_is_answered_by_eight(office: Office, address: str) -> None:
    sent = office.scene("behind_a_link")
    path = f"/en/referral/{sent['token']}/"
    heard = clicked(address, *[("", path, typed) for typed in yes_or_no(sent["version"])])
    assert heard[200] == 1
    assert set(heard) <= {200, 409, 404}, heard
    stands = office.scene("answered", referral=sent["referral"], organization=sent["organization"])
    assert stands["steps"] == [">draft", "draft>sent", f"sent>{stands['status']}"]
    assert stands["answered"] == 1


def test_an_intake_is_taken_by_eight(office: Office, address: str, desks: list[str]) -> None:
    found = office.scene("come_in")
    path = f"/en/desk/cases/{found['intake']}/take/"
    assert clicked(address, *[(desk, path, {}) for desk in desks]) == {302: HANDS}
    assert office.scene("taken_in", intake=found["intake"])["by"] != "None"


def test_an_intake_is_decided_by_eight(office: Office, address: str, desks: list[str]) -> None:
    found = office.scene("looked_at")
    before = office.scene("taken_in", intake=found["intake"])["decided"]
    both: list[tuple[str, TYPED]] = [
        ("step", {"act": "accept"}),
        ("decline", {"why": "no_capacity"}),
    ]
    clicks = []
    for number, desk in enumerate(desks):
        what, typed = both[number % 2]
        path = f"/en/desk/cases/{found['intake']}/{what}/"
        clicks.append((desk, path, {**typed, "version": found["version"]}))
    heard = clicked(address, *clicks)
    assert set(heard) <= {302, 409}, heard
    after = office.scene("taken_in", intake=found["intake"])
    assert (after["steps"], after["decided"]) == (1, before + 1)


def test_two_records_are_joined_by_eight(office: Office, address: str, desks: list[str]) -> None:
    found = office.scene("known", number=2)
    one, other = found["people"]
    path = f"/en/desk/people/{one}/same/{other}/"
    clicks = []
    for number, desk in enumerate(desks):
        versions = {f"version_{pk}": "0" for pk in (one, other)}
        clicks.append((desk, path, {**versions, "kept": (one, other)[number % 2]}))
    heard = clicked(address, *clicks)
    assert set(heard) <= {302, 409}, heard
    assert office.scene("joined", people=[one, other]) == {"stand": 1, "merges": 1, "lost": 0}


def test_one_form_on_which_somebody_asks_for_help_is_sent_eight_times(
    office: Office, address: str
) -> None:
    asked, counted = office.scene("online")
    token = office.scene("open_request")
    typed = {"words": "Tôi cần giúp đỡ.", "language": "vi", "needs": "food", "token": token}
    path = "/en/ask-for-help/"
    heard = clicked(address, *[("", path, {**typed, "answer_by": "code"})] * HANDS)
    assert set(heard) <= {200, 422}, heard
    assert heard[200]
    assert office.scene("online") == [asked + 1, counted + 1]


def test_a_consent_is_taken_back_by_eight_clicks(office: Office, address: str) -> None:
    given = office.scene("agreed")
    typed = {"code": given["code"], "act": "withdraw"}
    heard = clicked(address, *[("", "/en/consent/", typed)] * HANDS)
    assert heard == {200: HANDS}
    assert office.scene("taken_back", consent=given["consent"]) == 1
