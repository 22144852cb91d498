"""The queue: pages that keep the filters, what to do when it is empty, whose a case is and how it changes hands."""

import pytest

from xenia.ground.notifications.models import OutboxMessage
from xenia.work.casework.models import Intake
from xenia.work.casework.tests.makers import a_caseworker, an_intake
from xenia.work.casework.tests.test_desk_pages import (
    DESK,
    at_the_desk,
    do,
    screen_full,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_a_long_list_has_pages_and_each_keeps_what_was_chosen() -> None:
    for number in range(27):
        an_intake(called=f"Person {number}")
    desk, chosen = at_the_desk(), "?view=waiting&need=adult-education"
    first = desk.get(DESK + chosen).content.decode()
    assert first.count("Waits for a first look") == 25
    assert "view=waiting&amp;need=adult-education&amp;page=2" in first
    second = desk.get(f"{DESK}{chosen}&page=2").content.decode()
    assert second.count("Waits for a first look") == 2


def test_an_empty_list_says_so_and_what_was_chosen_can_be_cleared() -> None:
    desk = at_the_desk()
    assert "Nobody waits for us." in desk.get(DESK).content.decode()
    narrowed = desk.get(f"{DESK}?need=food").content.decode()
    assert "No case fits." in narrowed
    assert "Clear" in narrowed


def test_a_case_is_taken_laid_back_and_handed_over_and_the_colleague_is_told() -> None:
    rosa, ines, intake = a_caseworker(), a_caseworker("Ines Ramos"), an_intake()
    browser = signed_in(rosa)
    do(browser, intake, "take")
    assert "Rosa Lind" in browser.get(f"{DESK}?view=mine").content.decode()
    do(browser, intake, "release")
    assert "Nobody has it yet." in browser.get(f"{DESK}{intake.pk}/").content.decode()
    assert do(browser, intake, "hand-over").status_code == 422
    do(browser, intake, "hand-over", colleague=ines.pk)
    assert Intake.objects.get().taken_by_id == ines.pk
    assert OutboxMessage.objects.filter(template="casework.handed_to_you").count() == 1
    late = do(signed_in(a_caseworker("Lena Abt")), intake, "take")
    assert late.status_code == 302
    assert Intake.objects.get().taken_by_id == ines.pk


def test_a_draft_stands_with_its_writer_and_waits_on_the_list_of_drafts() -> None:
    desk = at_the_desk()
    desk.post(f"{DESK}new/", screen_full(act="keep", called="", note="Called away"))
    page = desk.get(DESK).content.decode()
    assert "1 draft of yours waits" in page
    draft = Intake.objects.get()
    assert f"{DESK}{draft.pk}/draft/" in desk.get(f"{DESK}?view=drafts").content.decode()
    assert (
        f"{DESK}{draft.pk}/draft/" not in at_the_desk().get(f"{DESK}?view=drafts").content.decode()
    )
