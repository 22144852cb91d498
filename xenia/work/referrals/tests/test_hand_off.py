"""A victim service: a paper and a count, and nothing of who it was for, in any table."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.referrals import operations
from xenia.work.referrals.operations import NotOnPaper
from xenia.work.referrals.tests.makers import MONDAY, a_partner, an_agreement

pytestmark = pytest.mark.django_db
# A session's own row is about the colleague who signed in.
BESIDES = {"sessions.session"}


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label_lower: model._default_manager.using("default").count()
        for model in apps.get_models()
        if model._meta.app_label != "keys" and model._meta.label_lower not in BESIDES
    }


def a_lantern() -> Any:
    organization = an_organization(name="Lantern")
    an_agreement(organization, is_victim_service=True)
    return a_service(name="Safe talk", organization=organization)


def test_a_hand_off_leaves_one_count_and_no_record() -> None:
    lantern, desk = a_lantern(), Browser()
    desk.force_login(a_user())
    operations.hand_off(service=lantern, need="safety", language="vi", at=MONDAY)
    before = rows()
    answer = desk.post(
        f"/en/desk/referrals/hand-over/{lantern.pk}/", {"need": "safety", "language": "vi"}
    )
    assert answer.status_code == 200
    assert "Safe talk" in answer.content.decode()
    changed = {
        name: count - before[name] for name, count in rows().items() if count != before[name]
    }
    assert changed == {"ledger.entry": 1}
    for one in Entry.objects.filter(kind="referrals.handed_off"):
        assert (one.need, one.language, one.provider) == ("safety", "vi", lantern.organization_id)
        assert not one.token


def test_from_her_record_the_way_to_a_victim_service_forgets_her() -> None:
    lantern, client, desk = a_lantern(), a_client(), Browser()
    desk.force_login(a_user())
    answer = desk.get(f"/en/desk/referrals/for/{client.pk}/{lantern.pk}/")
    assert answer.status_code == 302
    assert str(client.pk) not in answer.headers["Location"]
    assert answer.headers["Location"].endswith(f"/hand-over/{lantern.pk}/")


def test_another_organization_gets_no_hand_off() -> None:
    with pytest.raises(NotOnPaper):
        operations.hand_off(service=a_partner().service, need="food", language="vi", at=MONDAY)
    assert not Entry.objects.filter(kind="referrals.handed_off").exists()
