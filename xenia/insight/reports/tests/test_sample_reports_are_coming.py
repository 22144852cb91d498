"""In the sample city, who comes before the first report is told that it is being made; a real office says what is true."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.long_work import SAMPLE_REPORTS, say_progress

pytestmark = pytest.mark.django_db
COMING = "The sample reports are being made"


@pytest.fixture(autouse=True)
def nothing_is_said() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("address", ["/en/report/", "/en/desk/reports/"])
def test_while_they_are_made_the_page_says_so(address: str) -> None:
    browser = Browser()
    browser.force_login(a_user(Role.DIRECTOR))
    assert COMING not in browser.get(address).content.decode()
    say_progress(SAMPLE_REPORTS, 0, 2)
    assert COMING in browser.get(address).content.decode()
    say_progress(SAMPLE_REPORTS, 2, 2)
    assert COMING not in browser.get(address).content.decode()


def test_the_page_that_waits_is_not_kept_for_long() -> None:
    say_progress(SAMPLE_REPORTS, 0, 2)
    answer = Browser().get("/en/report/")
    assert answer.headers["Cache-Control"] == "max-age=15"
    assert "No report is posted yet." not in answer.content.decode()
