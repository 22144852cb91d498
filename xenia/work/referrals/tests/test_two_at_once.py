"""Two at the same moment: one answer, one next organization, one referral; the other is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations import withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations import AlreadySent, NoMoreInSight
from xenia.work.referrals.tests.makers import (
    MONDAY,
    TUESDAY,
    Partner,
    a_consent,
    a_partner,
    a_referral,
    fresh,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
PATIENCE = 60  # seconds


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once: on SQLite files, as in an office."""
    in_memory = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            office = tmp_path / f"{alias}.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(office)])
            in_memory[alias] = connections.settings[alias]["NAME"]
            connections.settings[alias]["NAME"] = str(office)
    yield
    for alias, name in in_memory.items():
        connections.settings[alias]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on connections of its own. What each returned or raised."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except Exception as error:  # noqa: BLE001  # what it raised is the answer
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def in_the_office(scene: Callable[[], Any]) -> Any:
    """A scene on the databases of the office. Raises what it raises."""
    (found,) = at_once(scene)
    if isinstance(found, Exception):
        raise found
    return found


def counted(kind: str) -> int:
    return sum(one.quantity for one in Entry.objects.filter(kind=kind))


def test_yes_and_no_at_once_is_one_answer() -> None:
    def scene() -> tuple[Partner, Referral]:
        partner = a_partner()
        return partner, a_referral(partner)

    partner, referral = in_the_office(scene)

    def accept() -> Any:
        return operations.accept(referral=fresh(referral), by=partner.member, at=TUESDAY)

    def decline() -> Any:
        return operations.decline(
            referral=fresh(referral), reason="capacity", by=partner.member, at=TUESDAY
        )

    got = at_once(accept, decline, accept, decline)
    won = [one for one in got if not isinstance(one, Exception)]
    assert len(won) == 1, got
    assert all(isinstance(one, WrongState | NoMoreInSight) for one in got if one not in won), got
    assert in_the_office(lambda: counted("referrals.answered")) == 1


def test_two_colleagues_send_her_to_one_service_and_one_referral_goes_out() -> None:
    def scene() -> tuple[Partner, Client, list[Consent]]:
        partner, client = a_partner(), a_client()
        return partner, client, [a_consent(client, partner.organization) for _n in range(4)]

    partner, client, consents = in_the_office(scene)

    def send(consent: Consent) -> Callable[[], Any]:
        return lambda: operations.send_referral(
            client=client, service=partner.service, need="food", consent=consent, by=None, at=MONDAY
        )

    got = at_once(*map(send, consents))
    won = [one for one in got if not isinstance(one, Exception)]
    assert len(won) == 1, got
    assert all(isinstance(one, AlreadySent | WrongState) for one in got if one not in won), got
    assert in_the_office(lambda: (Referral.objects.count(), counted("referrals.sent"))) == (1, 1)


def test_two_colleagues_go_on_after_a_no_and_one_goes_on() -> None:
    def scene() -> tuple[Referral, list[tuple[Partner, Consent]]]:
        first, client = a_partner("First"), a_client()
        referral = a_referral(first, client=client, by=a_user())
        operations.decline(referral=referral, reason="other", by=first.member, at=TUESDAY)
        others = [a_partner(f"Other {number}") for number in range(3)]
        return fresh(referral), [(one, a_consent(client, one.organization)) for one in others]

    referral, others = in_the_office(scene)

    def go_on(to: Partner, consent: Consent) -> Callable[[], Any]:
        return lambda: operations.reroute(
            referral=fresh(referral),
            version=referral.state_version,
            by=None,
            at=TUESDAY,
            client=referral.client,
            service=to.service,
            need="food",
            consent=consent,
        )

    got = at_once(*(go_on(*one) for one in others))
    assert [isinstance(one, Referral) for one in got].count(True) == 1, got
    assert in_the_office(Referral.objects.count) == 2


def test_she_takes_her_consent_back_while_they_accept() -> None:
    def scene() -> tuple[Partner, Referral, Consent]:
        partner = a_partner()
        referral = a_referral(partner)
        assert referral.consent is not None
        return partner, referral, referral.consent

    partner, referral, consent = in_the_office(scene)
    got = at_once(
        lambda: operations.accept(referral=fresh(referral), by=partner.member, at=TUESDAY),
        lambda: withdraw_consent(consent=consent, by=None, at=TUESDAY),
    )
    assert got[1] is True, got
    status = in_the_office(lambda: fresh(referral).status)
    assert status == "cancelled"
