"""A person comes, is served with or without a name, agrees, and takes it back."""

from datetime import timedelta

import pytest

from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Consent
from xenia.registers.clients.operations import (
    WITHDRAWN_HEARD_BY,
    Agreed,
    ClientCrossed,
    NotAYear,
    NotInTime,
    Said,
    add_client,
    change_client,
    consent_of_receipt,
    give_consent,
    withdraw_consent,
)
from xenia.registers.clients.tests.makers import MONDAY, a_client
from xenia.registers.directory.tests.makers import an_organization

pytestmark = pytest.mark.django_db


def test_somebody_is_served_without_a_name() -> None:
    client = add_client(said=Said(spoken_language="vi"), by=None, at=MONDAY)
    assert not client.is_named
    assert len(client.code) == 7


def test_a_year_of_birth_in_the_future_is_refused() -> None:
    with pytest.raises(NotAYear):
        a_client(birth_year="2031")


def test_of_two_colleagues_who_write_at_once_the_second_is_told() -> None:
    client = a_client()
    seen = client.state_version
    change_client(
        client=client, said=Said(called="Linh N."), state_version=seen, by=None, at=MONDAY
    )
    with pytest.raises(ClientCrossed) as crossed:
        change_client(
            client=client, said=Said(called="Lin"), state_version=seen, by=None, at=MONDAY
        )
    assert crossed.value.current.called == "Linh N."


def test_a_consent_is_taken_back_with_its_receipt_and_the_rooms_hear_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[Consent] = []
    monkeypatch.setitem(WITHDRAWN_HEARD_BY, "tests", lambda consent, _at: heard.append(consent))
    agreed = Agreed(
        purpose="referral",
        recipient=an_organization(name="Harbor House"),
        fields=["called", "contact"],
        ends_on=local_day(MONDAY) + timedelta(days=90),
    )
    consent, code = give_consent(client=a_client(), agreed=agreed, by=None, at=MONDAY)
    found = consent_of_receipt(code.lower().replace("-", " "))
    assert found == consent
    assert withdraw_consent(consent=consent, by=None, at=MONDAY)
    assert not withdraw_consent(consent=consent, by=None, at=MONDAY)
    assert heard == [consent]
    assert not Consent.objects.standing(local_day(MONDAY)).exists()


def test_a_referral_without_an_organization_and_a_last_day_is_no_consent() -> None:
    with pytest.raises(NotInTime):
        give_consent(client=a_client(), agreed=Agreed(purpose="referral"), by=None, at=MONDAY)
