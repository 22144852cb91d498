"""People of the office from a spreadsheet: invitations, roles by their words in practice, authority respected."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from xenia.ground.accounts.models import Invitation, User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.operations.invitation import accept_invitation, open_invitation
from xenia.ground.accounts.operations.person import person_left
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import HARBOR, ISLAND, PASSWORD, a_user, an_invitation
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import bring_in, undo_import
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.sheets.people import role_words
from xenia.ground.imports.tests.makers import (
    MONDAY,
    TUESDAY,
    a_director,
    brought_in,
    in_csv,
    laid_down,
    outcomes,
    ready,
    reason,
    verdicts,
)

pytestmark = pytest.mark.django_db
HEADINGS = ("Name", "E-mail", "Position", "Agency")
PLACES = {HARBOR: "Harbor House", ISLAND: "Island Legal Aid"}


@pytest.fixture(autouse=True)
def two_organizations() -> Iterator[None]:
    """A directory with two organisations, and the office's own name."""
    before = (HANDLERS.find_organizations, HANDLERS.office_name)
    HANDLERS.find_organizations = lambda words, _reader: [
        (pk, name) for pk, name in PLACES.items() if words.casefold() in name.casefold()
    ]
    HANDLERS.office_name = lambda _reader: "Office for Newcomers"
    yield
    HANDLERS.find_organizations, HANDLERS.office_name = before


def people(*rows: tuple[str, str, str, str]) -> bytes:
    return in_csv([HEADINGS, *rows])


def invited() -> list[tuple[str, str, UUID | None]]:
    waiting = Invitation.objects.filter(withdrawn_at=None, accepted_at=None).order_by("email")
    return list(waiting.values_list("email", "role", "organization_id"))


def test_people_are_invited_with_the_roles_their_lists_name() -> None:
    run = brought_in(
        people(
            ("Rosa Almeida", "Rosa@Office.example", "Case Manager", ""),
            ("Lin Wei", "Lin Wei <lin@office.example>", "attorney", "Office for Newcomers"),
            ("Awa Diop", "mailto:awa@harbor.example", "Partner staff", "harbor house"),
            ("Jean", "jean@office.example", "recepcionista", ""),
            ("Ana", "ana@office.example", "front_desk", ""),
        ),
        sheet="people",
    )
    assert set(outcomes(run).values()) == {"added"}
    assert invited() == [
        ("ana@office.example", "front_desk", None),
        ("awa@harbor.example", "partner_member", HARBOR),
        ("jean@office.example", "front_desk", None),
        ("lin@office.example", "counsel", None),
        ("rosa@office.example", "caseworker", None),
    ]


def test_the_links_are_handed_over_once_and_let_their_people_in() -> None:
    by = a_director()
    run = ready(
        people(("Rosa Almeida", "rosa@office.example", "Caseworker", "")), sheet="people", by=by
    )
    (handed,) = bring_in(run=run, by=by, at=MONDAY)
    assert handed.who == "Rosa Almeida · rosa@office.example"
    token = handed.path.rstrip("/").rpartition("/")[2]
    assert open_invitation(token, MONDAY).email == "rosa@office.example"
    assert token not in str(list(SheetRow.objects.values()))


def test_who_works_here_already_gets_the_role_or_stays_as_she_is() -> None:
    rosa = a_user(Role.CASEWORKER, email="rosa@office.example")
    a_user(Role.COUNSEL, email="lin@office.example")
    an_invitation(Role.CASEWORKER, email="ana@office.example")
    run = brought_in(
        people(
            ("Rosa", "rosa@office.example", "Ombudsman", ""),
            ("Lin", "lin@office.example", "Counsel", ""),
            ("Ana", "ana@office.example", "Caseworker", ""),
        ),
        sheet="people",
    )
    assert outcomes(run) == {2: "merged", 3: "unchanged", 4: "unchanged"}
    assert User.objects.get(pk=rosa.pk).roles() == {Role.CASEWORKER, Role.OMBUDSMAN_OFFICER}
    undo_import(run=run, by=a_director(), at=TUESDAY)
    assert User.objects.get(pk=rosa.pk).roles() == {Role.CASEWORKER}
    assert invited() == [("ana@office.example", "caseworker", None)]


def test_nobody_invites_above_herself_nor_gives_herself_a_role() -> None:
    supervisor = a_user(Role.SUPERVISOR, email="sam@office.example")
    run = brought_in(
        people(
            ("New boss", "boss@office.example", "Director", ""),
            ("Sam", "sam@office.example", "Counsel", ""),
            ("Rosa", "rosa@office.example", "Caseworker", ""),
        ),
        sheet="people",
        by=supervisor,
    )
    assert outcomes(run) == {2: "refused", 3: "refused", 4: "added"}
    assert reason(run, 2) == ("", "You cannot give this role there. Ask the office.")
    assert invited() == [("rosa@office.example", "caseworker", None)]
    assert User.objects.get(pk=supervisor.pk).roles() == {Role.SUPERVISOR}


def test_authority_is_asked_of_who_brings_it_in_and_not_of_who_looked() -> None:
    run = ready(
        people(("New boss", "boss@office.example", "Director", "")), sheet="people", by=a_director()
    )
    assert verdicts(run) == {2: "added"}
    bring_in(run=run, by=a_user(Role.SUPERVISOR), at=MONDAY)
    assert outcomes(run) == {2: "refused"}


def test_what_is_unclear_about_a_person_is_refused_with_its_reason() -> None:
    left = a_user(Role.CASEWORKER, email="left@office.example")
    person_left(person=left, by=a_director(), at=MONDAY)
    an_invitation(Role.COUNSEL, email="waits@office.example")
    run = ready(
        people(
            ("A", "no address", "Caseworker", ""),
            ("B", "b@office.example", "Chief wizard", ""),
            ("C", "c@office.example", "Partner staff", ""),
            ("D", "d@office.example", "Partner staff", "Nowhere"),
            ("E", "e@office.example", "Partner staff", "a"),
            ("F", "f@office.example", "Caseworker", "Harbor House"),
            ("G", "left@office.example", "Caseworker", ""),
            ("H", "waits@office.example", "Caseworker", ""),
        ),
        sheet="people",
    )
    assert [reason(run, number) for number in range(2, 10)] == [
        ("email", "Write an e-mail such as name@office.example."),
        ("role", "We do not know this role. Write it as our list of roles does."),
        ("", "This role belongs to an organization. Say which one."),
        ("", "No organization in the directory has this name."),
        ("", "Several organizations fit. Write the whole name."),
        ("", "This role is held in the office. Leave the organization empty."),
        ("", "This person has left. Let her back in first."),
        ("", "An invitation for another role waits. Withdraw it, or let the person come first."),
    ]


def test_an_undo_withdraws_what_nobody_answered_and_says_who_came() -> None:
    by = a_director()
    run = ready(
        people(
            ("Rosa", "rosa@office.example", "Caseworker", ""),
            ("Lin", "lin@office.example", "Counsel", ""),
        ),
        sheet="people",
        by=by,
    )
    rosa, _lin = bring_in(run=run, by=by, at=MONDAY)
    token = rosa.path.rstrip("/").rpartition("/")[2]
    accept_invitation(token=token, name="Rosa", password=PASSWORD, at=TUESDAY)
    undo_import(run=run, by=by, at=TUESDAY)
    assert invited() == []
    assert User.objects.get(email="rosa@office.example").is_active
    assert dict(run.lines.values_list("number", "undo")) == {2: "stayed", 3: "undone"}
    assert reason(run, 2) == ("", "The person came, or the invitation was withdrawn before.")


def test_a_word_for_a_role_never_means_two() -> None:
    words = role_words()
    assert words["caseworker"] == Role.CASEWORKER
    assert words["front desk"] == Role.FRONT_DESK
    assert {words[role.value] for role in Role} == set(Role)


def test_what_people_are_called_is_kept_nowhere_once_the_import_is_over() -> None:
    run = brought_in(
        people(
            ("Rosa Canary", "rosa.canary@office.example", "Caseworker", ""),
            ("Bob Canary", "canary at home", "Caseworker", ""),
        ),
        sheet="people",
    )
    kept = str(list(SheetRow.objects.values())) + str(SheetRun.objects.filter(pk=run.pk).values())
    assert "anary" not in kept


def test_a_list_longer_than_one_can_hand_links_to_is_refused() -> None:
    rows = [(f"P{number}", f"p{number}@office.example", "Caseworker", "") for number in range(501)]
    with pytest.raises(NotReadable) as problem:
        laid_down(people(*rows), sheet="people")
    assert str(problem.value.sentence).startswith("This is more than 500 rows.")
