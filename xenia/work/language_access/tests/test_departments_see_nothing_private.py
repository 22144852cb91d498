"""Whatever a department looks at on the roster: no name, phone, mail, rate, code, nor whom it asked not to be sent and why."""

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    a_clinic,
    a_coordinator,
    an_interpreter,
)
from xenia.work.language_access.tests.test_roster_pages import LIST, PAPER, signed_in
from xenia.work.language_access.urls import urlpatterns

pytestmark = pytest.mark.django_db
PLANTED: dict[str, Any] = {
    "name": "Zenobia Qaraqosh",
    "phone": "617-555-0188",
    "email": "zenobia@private.example",
    "home_note": "behind the Wharfside chapel",
    "rate_cents": 78_913,
    "rate_unit": "hour",
    "agreed_on": ON,
}
SECRET = (
    "Zenobia", "Qaraqosh", "555-0188", "5550188", "zenobia@", "Wharfside", "789.13", "78913", "4471#", "Press seven",
    "Nurse Okafor", "Came late", "do not send", "Not sent to", "Bell Line",
)  # fmt: skip
CHOICES = {
    "language": ["", "kea", "ht", "so", "en", "x"],
    "direction": ["", "from", "into"],
    "way": ["", "phone", "in_person", "written"],
    "least": ["", "1", "2", "3"],
    "gender": ["", "female", "male"],
    "kind": ["", "contractor", "vendor_line"],
    "page": ["", "1", "2", "-1"],
}


def a_full_roster() -> tuple[User, list[Interpreter]]:
    """A clerk, and a roster in which everything that is private is written down."""
    clinic, clerk = a_clinic()
    seen = an_interpreter("kea", rank=1, gender="female", **PLANTED)
    unwanted = an_interpreter("ht", **PLANTED)
    operations.do_not_send(
        interpreter=unwanted, organization=clinic, reason="conduct", said_by="Nurse Okafor",
        why="Came late", by=a_coordinator(), at=MONDAY,
    )  # fmt: skip
    line = an_interpreter(
        "so", "kea", kind="vendor_line", name="Bell Line", organization=clinic, phone="617-555-0188", email="",
        home_note="", access_code="4471#", call_steps="Press seven",
    )  # fmt: skip
    return clerk, [seen, unwanted, line]


def said_too_much(content: str) -> list[str]:
    return [word for word in SECRET if word.casefold() in content.casefold()]


@pytest.mark.parametrize("role", [Role.DEPARTMENT_MEMBER, Role.DEPARTMENT_COORDINATOR])
def test_every_address_of_the_roster_is_closed_or_says_nothing_private(role: Role) -> None:
    _clerk, people = a_full_roster()
    somebody = a_user(role, people[2].organization_id)
    client = signed_in(somebody)
    opened = []
    for pattern, one in product(urlpatterns, people):
        where = LIST + str(pattern.pattern).replace("<uuid:pk>", str(one.pk))
        for answer in (client.get(where), client.post(where)):
            assert said_too_much(answer.content.decode()) == [], where
            if answer.status_code == 200:
                opened.append(where)
    assert set(opened) == {LIST, PAPER}


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.fixed_dictionaries({name: st.sampled_from(one) for name, one in CHOICES.items()}))
def test_no_filter_brings_anything_private_to_light(
    chosen: dict[str, str], roster_of_all: tuple[User, list[Interpreter]]
) -> None:
    clerk, (_seen, unwanted, _line) = roster_of_all
    client = signed_in(clerk)
    for where in (LIST, PAPER):
        answer = client.get(where, chosen)
        content = answer.content.decode()
        assert answer.status_code == 200
        assert said_too_much(content) == []
        assert unwanted.label not in content
        assert str(unwanted.pk) not in content


@pytest.fixture
def roster_of_all(db: None) -> tuple[User, list[Interpreter]]:
    """Made once for all examples."""
    return a_full_roster()


def test_the_test_would_see_it() -> None:
    _clerk, people = a_full_roster()
    client = signed_in(a_coordinator())
    own = "".join(
        client.get(f"{LIST}{one.pk}/{part}").content.decode()
        for one in people
        for part in ("", "apart/")
    )
    assert set(SECRET) - set(said_too_much(own)) == {"5550188", "78913"}
