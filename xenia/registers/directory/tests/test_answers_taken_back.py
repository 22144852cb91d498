"""One press confirms everything; who pressed by mistake takes it back on the same page."""

from datetime import timedelta

import pytest
from django.test import Client

from xenia.ground.ledger.models import Entry as LedgerEntry
from xenia.registers.directory.models import (
    Listing,
    Location,
    Organization,
    Proposal,
    Service,
    VerificationAnswer,
    VerificationRequest,
)
from xenia.registers.directory.operations.answering import (
    LinkEnded,
    confirm_everything,
    take_back_right,
)
from xenia.registers.directory.operations.verification import confirm_entry
from xenia.registers.directory.tests.makers import MONDAY
from xenia.registers.directory.tests.test_verification import FIRST_DAY_DUE, an_asked_house
from xenia.registers.directory.upkeep import LINK_LIVES

pytestmark = pytest.mark.django_db

Status = VerificationRequest.Status
LATER = FIRST_DAY_DUE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages open an hour after everything was confirmed."""
    monkeypatch.setattr("xenia.registers.directory.views.verification.now", lambda: LATER)


@pytest.fixture
def confirmed() -> tuple[Organization, str]:
    """A house that pressed "Everything is still right", and its link."""
    house, token = an_asked_house()
    confirm_everything(token=token, at=FIRST_DAY_DUE)
    return house, token


def days() -> set[object]:
    """On which days entries count as confirmed."""
    return {
        *Organization.objects.values_list("verified_on", flat=True),
        *Location.objects.values_list("verified_on", flat=True),
        *Service.objects.values_list("assured_date", flat=True),
    }


def test_everything_is_taken_back_and_each_entry_is_confirmed_as_of_the_day_before(
    client: Client, confirmed: tuple[Organization, str]
) -> None:
    _house, token = confirmed
    assert days() == {FIRST_DAY_DUE.date()}
    page = client.get(f"/en/verify/{token}/").text
    assert 'value="mistake:all"' in page
    client.post(f"/en/verify/{token}/", {"act": "mistake:all"})
    assert days() == {MONDAY.date()}
    assert set(Service.objects.values_list("assurer_email", flat=True)) == {""}
    shown = {one.document["confirmed_on"] for one in Listing.objects.all()}
    assert shown == {MONDAY.date().isoformat()}
    assert not VerificationAnswer.objects.exists()
    request = VerificationRequest.objects.get()
    assert (request.status, request.ended_on) == (Status.OPEN, None)
    assert LedgerEntry.objects.filter(kind="directory.verified_by_mistake").count() == 4
    again = client.get(f"/en/verify/{token}/").text
    assert "Everything is still right" in again
    assert "Something changed" in again


def test_one_entry_is_taken_back_and_the_others_stay(
    client: Client, confirmed: tuple[Organization, str]
) -> None:
    house, token = confirmed
    client.post(f"/en/verify/{token}/", {"act": f"mistake:{house.pk}"})
    house.refresh_from_db()
    assert house.verified_on == MONDAY.date()
    assert days() == {MONDAY.date(), FIRST_DAY_DUE.date()}
    assert VerificationAnswer.objects.count() == 3
    assert confirm_everything(token=token, at=LATER) == 1
    assert VerificationRequest.objects.get().status == Status.ANSWERED


def test_something_changed_stays_at_hand_after_everything_was_right(
    client: Client, confirmed: tuple[Organization, str]
) -> None:
    _house, token = confirmed
    service = Service.objects.get(name="English class")
    where = f"/en/verify/{token}/change/{service.pk}/"
    assert where in client.get(f"/en/verify/{token}/").text
    form = client.get(where).context["form"]
    said = {name: value or "" for name, value in form.initial.items()}
    client.post(where, said | {"description": "Every evening."})
    assert Proposal.objects.get().record_id == service.pk
    service.refresh_from_db()
    assert service.assured_date == MONDAY.date()
    assert VerificationAnswer.objects.get(record_id=service.pk).answer == "changed"


def test_what_a_colleague_confirmed_since_stays_confirmed(
    confirmed: tuple[Organization, str],
) -> None:
    house, token = confirmed
    next_day = FIRST_DAY_DUE + timedelta(days=1)
    house.refresh_from_db()
    confirm_entry(entry=house, by=None, at=next_day)
    take_back_right(token=token, at=next_day)
    house.refresh_from_db()
    assert house.verified_on == next_day.date()


def test_after_the_last_day_of_the_link_nothing_is_taken_back(
    confirmed: tuple[Organization, str],
) -> None:
    _house, token = confirmed
    with pytest.raises(LinkEnded):
        take_back_right(token=token, at=FIRST_DAY_DUE + LINK_LIVES)
    assert days() == {FIRST_DAY_DUE.date()}


def test_taking_back_twice_changes_nothing_more(confirmed: tuple[Organization, str]) -> None:
    _house, token = confirmed
    assert take_back_right(token=token, at=LATER) == 4
    assert take_back_right(token=token, at=LATER) == 0
