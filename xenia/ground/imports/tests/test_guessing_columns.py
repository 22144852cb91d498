"""Headings are guessed by their words, in several languages and nearly spelled, and by what people chose before."""

from pathlib import Path

import pytest

from xenia.ground.imports.matching import guessed_columns
from xenia.ground.imports.models import HeadingChoice, SheetRun
from xenia.ground.imports.operations import (
    ColumnsMissing,
    change_columns,
    choose_columns,
    place_table,
)
from xenia.ground.imports.plug import SHEETS
from xenia.ground.imports.reading import open_book
from xenia.ground.imports.reading.table import FileColumn, survey
from xenia.ground.imports.tests.makers import (
    CLOSURES,
    MONDAY,
    TUESDAY,
    a_director,
    in_csv,
    in_xlsx,
    laid_down,
    ready,
)

pytestmark = pytest.mark.django_db


def guess(sheet: str, *headings: str) -> list[str]:
    """The column guessed for each heading."""
    columns = [FileColumn(index, heading) for index, heading in enumerate(headings)]
    guessed = guessed_columns(SHEETS[sheet], columns)
    return [guessed.get(index, "") for index in range(len(headings))]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("First day", "Last day", "Why", "Note"), ["first_day", "last_day", "name", "note"]),
        (
            ("START_DATE", "End Date:", "Holiday Name*", "Comments"),
            ["first_day", "last_day", "name", "note"],
        ),
        (
            ("Fecha de inicio", "Fecha final", "Motivo", "Notas"),
            ["first_day", "last_day", "name", "note"],
        ),
        (("Date de début", "Date de fin", "Raison", ""), ["first_day", "last_day", "name", ""]),
        (("日期", "原因", "备注"), ["first_day", "name", "note"]),
        (("من", "إلى", "السبب"), ["first_day", "last_day", "name"]),
        (("Holliday", "Dates", "Budget code"), ["name", "first_day", ""]),
    ],
)
def test_headings_of_closures_are_guessed(headings: tuple[str, ...], columns: list[str]) -> None:
    assert guess("closures", *headings) == columns


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (
            ("Full Name", "E-mail Adress", "Job Title", "Agency"),
            ["name", "email", "role", "organization"],
        ),
        (
            ("Nombre completo", "Correo electrónico", "Puesto", "Organización"),
            ["name", "email", "role", "organization"],
        ),
        (
            ("Non konplè", "Adrès imèl", "Wòl", "Òganizasyon"),
            ["name", "email", "role", "organization"],
        ),
        (
            ("ФИО", "Электронная почта", "Должность", "Организация"),
            ["name", "email", "role", "organization"],
        ),
        (("Shoe size", "Badge", "Email", "Email 2"), ["", "", "email", ""]),
    ],
)
def test_headings_of_people_are_guessed(headings: tuple[str, ...], columns: list[str]) -> None:
    assert guess("people", *headings) == columns


def test_what_was_chosen_for_a_heading_is_remembered_for_the_next_file() -> None:
    assert guess("closures", "Blackout", "Label", "Date") == ["", "", "first_day"]
    table = in_csv([("Blackout", "Label", "Date"), ("2026-11-26", "Thanksgiving", "printed 2025")])
    ready(table, columns={0: "first_day", 1: "name", 2: ""})
    assert guess("closures", "  blackout ", "LABEL", "Date") == ["first_day", "name", ""]
    assert guess("people", "Blackout", "Label") == ["", ""]


def test_the_last_choice_for_a_heading_counts() -> None:
    table = in_csv([("Blackout", "Label", "Word"), ("2026-11-26", "Thanksgiving", "x")])
    ready(table, columns={0: "first_day", 1: "name", 2: ""})
    ready(table, columns={0: "first_day", 1: "", 2: "name"})
    assert guess("closures", "Blackout", "Label", "Word") == ["first_day", "", "name"]


def test_of_a_heading_only_a_keyed_hash_is_kept() -> None:
    ready(
        in_csv([("Rosa Almeida", "Date", "Name"), ("x", "2026-11-26", "y")]),
        columns={0: "", 1: "first_day", 2: "name"},
    )
    kept = str(list(HeadingChoice.objects.values())) + str(list(SheetRun.objects.values()))
    assert "Rosa" not in kept
    assert "rosa" not in kept


def test_a_needed_column_must_be_chosen_and_none_twice() -> None:
    with pytest.raises(ColumnsMissing) as missing:
        ready(columns={0: "first_day", 1: "first_day", 2: ""})
    assert missing.value.codes == ["first_day", "name"]


def test_the_table_may_stand_on_another_tab_below_a_title() -> None:
    data = in_xlsx(
        [["Fill in the next tab"]],
        Days=[["Closures of the office"], [], ["Day", "Reason"], ["2026-11-26", "Snow"]],
    )
    run = laid_down(data)
    assert (run.tab, run.heading_row, run.row_count) == (1, 3, 1)


def test_a_person_may_say_where_the_table_stands() -> None:
    run = laid_down(in_csv([("Closures", "of 2026", "Title"), ("Day", "Reason", ""), *CLOSURES]))
    run = place_table(run=run, tab=0, heading_row=0, delimiter="", at=MONDAY)
    assert run.row_count == 5
    run = place_table(run=run, tab=0, heading_row=2, delimiter=",", at=MONDAY)
    assert [
        one.heading for one in survey(open_book(in_csv([("Day", "Reason")])), 0, 1).columns
    ] == ["Day", "Reason"]
    assert (run.heading_row, run.row_count) == (2, 3)


def test_one_may_go_back_from_the_preview_to_the_columns() -> None:
    run = ready()
    change_columns(run=run, at=TUESDAY)
    assert run.status == SheetRun.Status.COLUMNS
    assert not run.lines.exists()
    choose_columns(
        run=run,
        columns={0: "first_day", 1: "", 2: "name"},
        date_order="",
        by=a_director(),
        at=TUESDAY,
    )
    assert SheetRun.objects.get().status == SheetRun.Status.READY


def test_a_files_folders_are_no_part_of_its_name() -> None:
    assert laid_down(name=str(Path("..") / "secret" / "list.csv")).file_name == "list.csv"
