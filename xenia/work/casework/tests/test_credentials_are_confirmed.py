"""What a house says of its own people counts once somebody else looked at it."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.work.casework import operations
from xenia.work.casework.models import Credential, Recognition
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import NeedsAnother, NotHeldHere
from xenia.work.casework.tests.legal_makers import Provider, a_provider, now_as, theirs
from xenia.work.casework.tests.makers import MONDAY, TUESDAY
from xenia.work.referrals.tests.makers import a_partner

pytestmark = pytest.mark.django_db


def a_manager(holder: str, name: str = "Colette") -> User:
    return a_user(Role.PARTNER_MANAGER, UUID(holder), name=name)


def written(provider: Provider, person: User, by: User) -> Credential:
    return operations.keep_credential(
        person=person,
        kind="attorney",
        holder=provider.holder,
        valid_from=MONDAY.date(),
        valid_until=None,
        by=by,
        at=MONDAY,
    )


def test_what_a_manager_writes_of_herself_waits_for_somebody_else() -> None:
    provider = a_provider()
    colette, other = a_manager(provider.holder), a_manager(provider.holder, "Ifeoma")
    matter = theirs(provider)
    mine = written(provider, colette, colette)
    with pytest.raises(NotReady, match="no_credential"):
        operations.assign(matter=matter, to=colette, by=colette, at=TUESDAY)
    with pytest.raises(NeedsAnother):
        operations.confirm_credential(credential=mine, by=colette, at=TUESDAY)
    for _twice in range(2):
        operations.confirm_credential(credential=mine, by=other, at=TUESDAY)
    given = operations.assign(matter=now_as(matter), to=colette, by=colette, at=TUESDAY)
    assert given.taken_by_id == colette.pk


def test_who_wrote_it_down_does_not_confirm_it_and_the_office_does() -> None:
    provider = a_provider()
    colette = a_manager(provider.holder)
    hers = written(provider, provider.clerk, colette)
    for who in (colette, provider.clerk):
        with pytest.raises((NeedsAnother, NotHeldHere)):
            operations.confirm_credential(credential=hers, by=who, at=TUESDAY)
    confirmed = operations.confirm_credential(
        credential=hers, by=a_user(Role.SUPERVISOR), at=TUESDAY
    )
    assert confirmed.stands_on(TUESDAY.date())


def test_a_house_that_is_no_legal_provider_keeps_no_credentials() -> None:
    pantry = a_partner("Saltmarsh Pantry", at=now())
    june = a_manager(str(pantry.organization.pk), "June")
    browser = Browser()
    browser.force_login(june)
    for where in ("", f"of/{pantry.organization.pk}/"):
        assert browser.get(f"/en/desk/matters/credentials/{where}").status_code == 403
    with pytest.raises(NotHeldHere):
        operations.keep_credential(
            person=june,
            kind="attorney",
            holder=str(pantry.organization.pk),
            valid_from=MONDAY.date(),
            valid_until=None,
            by=june,
            at=MONDAY,
        )


def test_no_house_recognizes_itself() -> None:
    provider = a_provider()
    Recognition.objects.all().delete()
    with pytest.raises(NotHeldHere):
        operations.recognize(
            holder=provider.holder,
            valid_from=MONDAY.date(),
            valid_until=date(2030, 1, 1),
            by=a_manager(provider.holder),
            at=MONDAY,
        )


def test_a_second_one_confirms_it_on_its_page() -> None:
    provider = a_provider(at=now())
    hers = written(provider, provider.clerk, a_manager(provider.holder))
    page = f"/en/desk/matters/credentials/of/{provider.holder}/"
    browser = Browser()
    browser.force_login(a_manager(provider.holder, "Ifeoma"))
    assert "waits until somebody else confirms it" in browser.get(page).content.decode()
    browser.post(f"/en/desk/matters/credentials/{hers.pk}/confirm/")
    hers.refresh_from_db()
    assert hers.is_confirmed
