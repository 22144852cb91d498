"""An office's own list of open cases comes in from a messy spreadsheet: looked at, brought in, again, taken back."""

from pathlib import Path

import pytest
from django.db.models import Sum

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import bring_in, undo_import
from xenia.ground.imports.tests.makers import in_csv, outcomes, ready, reason, verdicts
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.tests.makers import a_client, reached
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Matter
from xenia.work.casework.models.intake import Status
from xenia.work.casework.tests.makers import MONDAY, TUESDAY, a_caseworker

pytestmark = pytest.mark.django_db
MESSY = Path(__file__).parent / "data" / "messy_cases.csv"


@pytest.fixture
def director() -> User:
    return a_user(Role.DIRECTOR, name="Ines Ramos")


@pytest.fixture(autouse=True)
def rosa() -> User:
    return a_caseworker()


def looked_at(by: User) -> SheetRun:
    return ready(MESSY.read_bytes(), sheet="cases", by=by)


def brought(by: User) -> SheetRun:
    run = looked_at(by)
    bring_in(run=run, by=by, at=MONDAY)
    return SheetRun.objects.get(pk=run.pk)


def person(called: str) -> Client:
    found: Client = next(one for one in Client.objects.all() if str(one.called) == called)
    return found


def test_the_preview_says_what_becomes_of_every_row_and_changes_nothing(director: User) -> None:
    run = looked_at(director)
    assert verdicts(run) == {
        4: "added",
        5: "added",
        6: "merged",
        7: "added",
        8: "added",
        9: "refused",
        10: "refused",
        11: "refused",
        12: "unchanged",
    }
    assert [reason(run, row)[0] for row in (9, 10)] == ["needs", "state"]
    assert "still to come" in reason(run, 11)[1]
    assert not Client.objects.exists()


def test_a_column_nobody_asked_for_is_not_read(director: User) -> None:
    brought(director)
    kept = [str(note.text) for one in Intake.objects.all() for note in one.notes.all()]
    assert kept == ["Prefers mornings"]


def test_who_agreed_has_her_matters_and_the_others_wait(director: User, rosa: User) -> None:
    run = brought(director)
    assert list(outcomes(run).values()).count("added") == 4
    linh, amina, jean = person("Tran, Linh"), person("Amina Warsame"), person("Jean Baptiste")
    assert set(linh.matters.values_list("issue", flat=True)) == {"adult-education", "housing"}
    assert set(amina.matters.values_list("issue", flat=True)) == {"food", "housing"}
    assert set(linh.matters.values_list("taken_by_id", flat=True)) == {rosa.pk}
    waiting = jean.intakes.get()
    assert (waiting.status, waiting.taken_by_id) == (Status.SCREENED, director.pk)
    assert not jean.matters.exists()
    assert (linh.birth_year, linh.spoken_language) == ("1984", "vi")
    assert Consent.objects.filter(client=jean).count() == 0


def test_a_case_counts_on_the_day_it_was_opened(director: User) -> None:
    brought(director)
    days = Entry.objects.filter(kind="casework.matter").values_list("on", flat=True)
    assert {str(day) for day in days} == {"2026-10-05", "2026-09-14"}


def test_the_same_list_again_brings_nothing_new(director: User) -> None:
    brought(director)
    before = Intake.objects.count()
    again = brought(director)
    assert "added" not in outcomes(again).values()
    assert Intake.objects.count() == before + 0


def test_it_is_taken_back_and_nothing_is_counted(director: User) -> None:
    run = brought(director)
    undo_import(run=run, by=director, at=TUESDAY)
    assert not Intake.objects.exists()
    assert not Client.objects.exists()
    for kind in ("intake", "need", "matter", "screened"):
        total = Entry.objects.filter(kind=f"casework.{kind}").aggregate(sum=Sum("quantity"))
        assert not total["sum"], kind


HEADINGS = ("Client Name", "Opened", "Tel", "Needs", "Status", "Notes")


def listed(*rows: tuple[str, ...]) -> bytes:
    return in_csv([HEADINGS, *rows])


def test_a_case_comes_in_without_a_name_and_says_nothing_where_nothing_is_said(
    director: User,
) -> None:
    nobody = ("", "2026-05-01", "n/a", "job training, Taxes", "?", "-")
    run = ready(listed(nobody, nobody), sheet="cases", by=director)
    bring_in(run=run, by=director, at=MONDAY)
    assert list(outcomes(run).values()) == ["added", "added"]
    one, two = Intake.objects.all()
    assert not Client.objects.filter(is_named=True).exists()
    assert one.client_id != two.client_id
    assert set(one.needs.values_list("need", flat=True)) == {"work", "money"}
    assert not one.notes.exists()


def test_whoever_has_the_phone_of_somebody_we_know_may_be_she_and_a_person_decides(
    director: User,
) -> None:
    known = reached(a_client("Lan"), phone="617-555-0177")
    row = ("Nguyen Thi Lan", "2026-05-01", "617 555 0177", "housing", "open", "")
    run = ready(listed(row), sheet="cases", by=director)
    assert verdicts(run) == {2: "added"}
    assert "know this person already" in reason(run, 2)[1]
    bring_in(run=run, by=director, at=MONDAY)
    assert Client.objects.standing().exclude(pk=known.pk).count() == 1


@pytest.mark.parametrize(
    "number", ["SSN 123-45-6789", "ssn: 123456789", "A123456789", "A 123-456-789"]
)
def test_the_number_of_a_paper_is_struck_out_and_the_row_says_so(
    director: User, number: str
) -> None:
    said = f"Call 617-555-0142, {number}, before 2026-12-01"
    row = ("Bo Kim", "2026-05-01", "", "housing", "open", said)
    run = ready(listed(row), sheet="cases", by=director)
    assert reason(run, 2)[0] == "note"
    bring_in(run=run, by=director, at=MONDAY)
    kept = str(Intake.objects.get().notes.get().text)
    assert "[number left out]" in kept
    assert "617-555-0142" in kept
    assert not {"6789", "789"} & set(kept.replace("-", " ").split())
    assert "123456789" not in kept


def test_what_somebody_worked_on_since_stays(director: User, rosa: User) -> None:
    run = brought(director)
    matter: Matter = person("Amina Warsame").matters.all()[0]
    operations.work_on(matter=matter, by=rosa, at=MONDAY.replace(hour=15))
    undo_import(run=run, by=director, at=TUESDAY)
    assert Matter.objects.filter(pk=matter.pk).exists()
    assert [str(one.called) for one in Client.objects.all()] == ["Amina Warsame"]
