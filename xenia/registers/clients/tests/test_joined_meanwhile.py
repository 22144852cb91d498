"""While somebody writes on a record, a colleague joins it with another: the other one opens, and nobody sees an error."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Pair, merge_clients
from xenia.registers.clients.tests.makers import MONDAY, a_client

pytestmark = pytest.mark.django_db
VIEWS = "xenia.registers.clients.views"
UNTIL = (local_day(now()) + timedelta(days=30)).isoformat()


def as_found_before(pk: UUID) -> Client:
    """Her record as a page found it a moment before it was joined."""
    found: Client = Client.objects.get(pk=pk)
    return found


@pytest.mark.parametrize(
    ("part", "module", "typed"),
    [
        ("consents", "consents", {"purpose": "follow_up", "how": "spoken", "token": "a1"}),
        (
            "helpers",
            "around_her",
            {"name": "Mai", "may": "ask", "until_on": UNTIL, "how": "spoken"},
        ),
        ("household", "around_her", {"called": "Mai", "relation": "parent", "number": UUID(int=7)}),
    ],
)
def test_the_other_record_opens(
    part: str, module: str, typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone, colleague = a_client("Linh Tran"), a_client("Lin Tran"), a_user(Role.CASEWORKER)
    merge_clients(pair=Pair(kept, gone, 0, 0), by=colleague, at=MONDAY)
    monkeypatch.setattr(f"{VIEWS}.{module}.found", as_found_before)
    desk = Browser()
    desk.force_login(colleague)
    answer = desk.post(f"/en/desk/people/{gone.pk}/{part}/", typed, follow=True)
    assert answer.redirect_chain == [(f"/en/desk/people/{kept.pk}/", 302)]
    assert "joined with another meanwhile" in answer.text
    assert Client.objects.count() == 2
