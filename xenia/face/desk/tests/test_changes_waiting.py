"""Editors see what organisations ask for and what the public tells us; people of an organisation what they asked for."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from xenia.face.desk.changes_waiting import changes_waiting
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.operations.proposals import decline_proposal
from xenia.registers.directory.operations.suggestions import receive_suggestion
from xenia.registers.directory.tests.makers import (
    MONDAY,
    a_colleague,
    a_proposal,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db


def parts(user: User, *, at: datetime = MONDAY) -> dict[str, Any]:
    return {one.code: one for one in changes_waiting(user, at=at, reader="en")}


def test_an_editor_decides_and_the_person_who_asked_looks() -> None:
    house = an_organization()
    service = a_service(organization=house, name="English class", description="Old.")
    manager = a_colleague(role=Role.PARTNER_MANAGER, organization=house, name="Ana Silva")
    a_proposal(service, by=manager)
    receive_suggestion(
        kind="hours", service=service, words="Ten.", looks_automatic=False, at=MONDAY
    )
    found = parts(a_colleague())
    assert [(one.title, one.verb, one.who) for one in found["proposals"].tasks] == [
        ("English class", "Decide", "Ana Silva")
    ]
    assert [(one.title, one.who) for one in found["suggestions"].tasks] == [
        ("English class", "The hours are wrong")
    ]
    own = parts(manager)
    assert [one.verb for one in own["proposals"].tasks] == ["Look"]
    assert "suggestions" not in own


def test_nobody_sees_what_another_organization_asks() -> None:
    a_proposal(a_service(description="Old."))
    other = a_colleague(role=Role.PARTNER_MANAGER, organization=an_organization(name="Other"))
    assert parts(other)["proposals"].tasks == ()


def test_what_the_office_decided_stands_a_week_on_the_desk_of_who_asked() -> None:
    house = an_organization()
    manager = a_colleague(role=Role.PARTNER_MANAGER, organization=house)
    other = a_colleague(role=Role.PARTNER_MANAGER, organization=house)
    asked = a_proposal(a_service(organization=house, description="Old."), by=manager)
    assert parts(manager)["decided"].tasks == ()
    decline_proposal(proposal=asked, reason="Not so.", by=a_colleague(), at=MONDAY)
    day = MONDAY + timedelta(days=6)
    assert [(one.verb, one.who) for one in parts(manager, at=day)["decided"].tasks] == [
        ("Read", "Declined")
    ]
    assert parts(other, at=day)["decided"].tasks == ()
    assert parts(manager, at=day + timedelta(days=1))["decided"].tasks == ()
    assert "decided" not in parts(a_colleague())


def test_six_rows_are_shown_and_all_are_counted() -> None:
    house = an_organization()
    for number in range(8):
        a_proposal(a_service(organization=house, name=f"Class {number}"), description="New.")
    found = parts(a_colleague())["proposals"]
    assert (len(found.tasks), found.count) == (6, 8)
