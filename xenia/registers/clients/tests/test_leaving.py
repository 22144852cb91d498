"""She asks to be forgotten: nothing of hers opens or is found again, and both her records go. A hold stops it."""

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.operations.hold import place_hold
from xenia.ground.vault.subjects import UnderHold
from xenia.registers.clients.models import Client, Consent, Helper, HouseholdMember, NotTheSame
from xenia.registers.clients.operations import (
    Agreed,
    Helping,
    Home,
    Pair,
    forget_client,
    give_consent,
    let_help,
    live_together,
    merge_clients,
    say_not_the_same,
)
from xenia.registers.clients.queries.finding import find
from xenia.registers.clients.tests.makers import MONDAY, a_client, reached

pytestmark = pytest.mark.django_db(transaction=True)


def a_whole_life() -> tuple[Client, Client]:
    """Linh, known twice, with everything we may keep; and Amina, who lives with her."""
    linh, amina = reached(a_client("Linh Tran"), phone="617-555-0142"), a_client("Amina")
    give_consent(client=linh, agreed=Agreed(purpose="follow_up"), by=None, at=MONDAY)
    helping = Helping(name="Mai", may=["ask"], until_on=MONDAY.date())
    let_help(client=linh, helping=helping, by=None, at=MONDAY)
    live_together(client=amina, joins=linh, home=Home("other"), by=None, at=MONDAY)
    say_not_the_same(one=linh, other=amina, by=None, at=MONDAY)
    twin = a_client("Lin Tran")
    pair = Pair(linh, twin, linh.state_version, twin.state_version)
    merge_clients(pair=pair, by=a_user(Role.CASEWORKER), at=MONDAY)
    return linh, amina


def test_she_is_forgotten_under_both_records_and_nobody_else_is() -> None:
    linh, amina = a_whole_life()
    by = a_user(Role.SUPERVISOR)
    forget_client(client=linh, by=by, at=MONDAY)
    assert list(Client.objects.all()) == [amina]
    assert not Consent.objects.exists()
    assert not Helper.objects.exists()
    assert not ContactPoint.objects.exists()
    assert not NotTheSame.objects.exists()
    assert [one.client for one in HouseholdMember.objects.all()] == [amina]
    assert find("617-555-0142", by=by) == find("linh tran", by=by) == []


def test_a_legal_hold_keeps_her_and_nothing_is_erased() -> None:
    linh, _amina = a_whole_life()
    by = a_user(Role.COUNSEL)
    place_hold(reference="26-7", by=by, at=MONDAY)
    assert LegalHold.objects.exists()
    with pytest.raises(UnderHold):
        forget_client(client=linh, by=by, at=MONDAY)
    linh.refresh_from_db()
    assert str(linh.called) == "Linh Tran"
