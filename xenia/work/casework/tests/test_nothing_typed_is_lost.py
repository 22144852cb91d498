"""One form makes one intake, whoever presses twice; somebody known is chosen with every word kept; a draft is thrown away."""

import re
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.ids import new_id
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.models import Client, Consent
from xenia.work.casework import operations
from xenia.work.casework.models import Contact, Intake
from xenia.work.casework.models.intake import Status
from xenia.work.casework.operations import TakenIn
from xenia.work.casework.tests.makers import an_intake, asked_online
from xenia.work.casework.tests.test_desk_pages import DESK, at_the_desk, do, screen_full

pytestmark = pytest.mark.django_db
CODE = re.compile(r'class="number">([0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5})<')


def opened(desk: Browser) -> str:
    """The token of a form as a colleague opens it."""
    page = desk.get(f"{DESK}new/").content.decode()
    found = re.search(r'name="token" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def receipt_in(answer: Any) -> str:
    found = CODE.search(answer.content.decode())
    assert found
    return found[1]


def test_a_form_sent_twice_is_one_intake_one_person_and_one_receipt() -> None:
    desk = at_the_desk()
    said = screen_full(token=opened(desk))
    first, second = (desk.post(f"{DESK}new/", said) for _press in range(2))
    assert receipt_in(first) == receipt_in(second)
    counted = (Intake.objects, Client.objects, Consent.objects, Contact.objects)
    assert [rows.count() for rows in counted] == [1, 1, 1, 1]


def test_a_draft_kept_twice_is_one_draft_and_handed_in_twice_one_receipt() -> None:
    desk = at_the_desk()
    said = screen_full(token=opened(desk))
    for _press in range(2):
        desk.post(f"{DESK}new/", said | {"act": "keep"})
    draft = Intake.objects.get()
    there = f"{DESK}{draft.pk}/draft/"
    sent = said | {"version": draft.state_version}
    assert receipt_in(desk.post(there, sent)) == receipt_in(desk.post(there, sent))
    assert Intake.objects.get().status == Status.SUBMITTED


def test_pressed_twice_in_one_instant_the_later_one_gets_the_same_receipt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = at_the_desk()
    said = screen_full(token=opened(desk))
    desk.post(f"{DESK}new/", said | {"act": "keep"})
    draft = Intake.objects.get()
    first: list[TakenIn] = []
    submit = operations.submit_intake

    def the_other_was_faster(**told: Any) -> TakenIn:
        if not first:
            first.append(submit(**told))
        return submit(**told)

    monkeypatch.setattr(operations, "submit_intake", the_other_was_faster)
    answer = desk.post(f"{DESK}{draft.pk}/draft/", said | {"version": draft.state_version})
    assert answer.status_code == 200
    assert receipt_in(answer) == first[0].receipt


def test_the_token_that_makes_a_receipt_is_kept_nowhere_but_in_the_draft() -> None:
    desk, token = at_the_desk(), new_id().hex
    desk.post(f"{DESK}new/", screen_full(token=token))
    intake = Intake.objects.get()
    assert intake.pk.hex != token
    assert intake.draft == {}
    assert not AuditEvent.objects.filter(record_id=token).exists()


def test_who_turns_out_to_be_known_is_chosen_and_every_word_stays() -> None:
    desk = at_the_desk()
    desk.post(f"{DESK}new/", screen_full(phone="617-555-0101"))
    linh = Client.objects.get()
    again = screen_full(phone="617-555-0101", typed_needs="housing", note="The heating broke")
    asked = desk.post(f"{DESK}new/", again).content.decode()
    assert f'name="join" value="{linh.pk}"' in asked
    chosen = desk.post(f"{DESK}new/", again | {"join": linh.pk}).content.decode()
    assert "The heating broke" in chosen
    assert 'value="housing"' in chosen
    assert 'name="called"' not in chosen
    desk.post(f"{DESK}new/", again | {"client": linh.pk})
    assert Client.objects.count() == 1
    assert Intake.objects.filter(client=linh).count() == 2


def test_who_is_chosen_on_a_draft_is_still_chosen_tomorrow() -> None:
    desk = at_the_desk()
    linh = an_intake().client
    assert linh
    desk.post(f"{DESK}new/", screen_full(act="keep", client=linh.pk, note="She waits outside"))
    draft = Intake.objects.get(status=Status.STARTED)
    assert draft.client == linh
    other = desk.post(f"{DESK}new/", screen_full(act="keep", called=""))
    there = f"{DESK}{Intake.objects.exclude(client=linh).get().pk}/draft/"
    assert other.status_code == 302
    desk.post(there, screen_full(act="keep", client=linh.pk, version="0"))
    page = desk.get(there).content.decode()
    assert f'name="client" value="{linh.pk}"' in page


def test_each_who_is_shown_as_maybe_the_same_can_see_that_somebody_looked() -> None:
    desk = at_the_desk()
    linh = an_intake(called="Linh Nguyen").client
    assert linh
    intake, _code = asked_online()
    page = do(desk, intake, "person", who="Linh Nguyen", agrees="yes").content.decode()
    assert f'name="is_she" value="{linh.pk}"' in page
    assert AuditEvent.objects.filter(action="vault.looked", record_id=linh.pk).count() == 1
    do(desk, intake, "person", is_she=linh.pk)
    intake.refresh_from_db()
    assert intake.client == linh


def test_a_draft_is_thrown_away_and_counted_as_unfinished() -> None:
    desk = at_the_desk()
    desk.post(f"{DESK}new/", screen_full(act="keep"))
    draft = Intake.objects.get()
    assert "Throw the draft away" in desk.get(f"{DESK}{draft.pk}/draft/").content.decode()
    for _press in range(2):
        assert do(desk, draft, "throw-away").status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.why, draft.draft) == (Status.WITHDRAWN, "abandoned", {})
    assert Entry.objects.filter(kind="casework.intake", reason="abandoned").count() == 1


def test_what_is_no_draft_cannot_be_thrown_away() -> None:
    desk, intake = at_the_desk(), an_intake()
    do(desk, intake, "throw-away")
    intake.refresh_from_db()
    assert intake.status == Status.SUBMITTED
