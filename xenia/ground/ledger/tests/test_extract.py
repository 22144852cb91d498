"""The ledger is extracted for analysis: sorted, whole or not at all, and final once its year is sealed."""

import json
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.ledger.extracts import file_of
from xenia.ground.ledger.models import Entry, Extract
from xenia.ground.ledger.operations import alias, extract, record, record_legal
from xenia.ground.ledger.operations.extract import SealedFileChanged, extract_ledger
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.operations.sealing import destroy_keys_of_sealed_years
from xenia.ground.ledger.parquet import write_month
from xenia.ground.ledger.queries.counting import individuals
from xenia.ground.ledger.queries.verifying import problems
from xenia.ground.ledger.tests.makers import (
    COUNTED,
    FUND,
    HELPED,
    LEGAL_HELPED,
    a_sealed_year,
    at_noon,
    help_somebody,
    people,
)

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    return tmp_path / "ledger"


def rows(month: date) -> list[dict[str, Any]]:
    from pyarrow import parquet

    found: list[dict[str, Any]] = parquet.read_table(file_of(month)).to_pylist()
    return found


def two_months_of_work() -> None:
    amara, again = people(2)
    for month in (3, 4):
        for language in ("so", "ht", "fr"):
            help_somebody(amara, on=date(2026, month, 9), language=language)
        help_somebody(again, on=date(2026, month, 10), language="ht")
    alias(again, amara)
    record(kind=COUNTED, on=date(2026, 4, 2), quantity=3)


def test_each_month_is_a_sorted_file(folder: Path) -> None:
    two_months_of_work()
    assert extract_ledger() == [MARCH, APRIL]
    assert sorted(path.name for path in folder.iterdir()) == ["2026-03.parquet", "2026-04.parquet"]
    april = rows(APRIL)
    assert [row["kind"] for row in april] == [HELPED] * 4 + [COUNTED]
    plain = [tuple((v is None, v) for v in row.values()) for row in april]
    assert plain == sorted(plain)
    assert april[-1]["quantity"] == 3


def test_people_can_be_counted_from_the_file_as_in_the_ledger() -> None:
    two_months_of_work()
    extract_ledger()
    everybody = {row["person"] for month in (MARCH, APRIL) for row in rows(month)} - {None}
    assert len(everybody) == individuals(HELPED, 2026)[0].total == 1


def test_nothing_new_writes_nothing() -> None:
    two_months_of_work()
    extract_ledger()
    before = {month: file_of(month).stat().st_mtime_ns for month in (MARCH, APRIL)}
    keep_night(at_noon(2026, 3, 17))
    assert extract_ledger() == []
    assert {month: file_of(month).stat().st_mtime_ns for month in (MARCH, APRIL)} == before
    help_somebody(on=date(2026, 4, 20))
    assert extract_ledger() == [APRIL]


def test_what_did_not_change_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    two_months_of_work()
    extract_ledger()
    read: list[date] = []

    def noted(month: date, part: Path) -> tuple[int, list[int]]:
        read.append(month)
        return write_month(month, part)

    monkeypatch.setattr(extract, "write_month", noted)
    assert (extract_ledger(), read) == ([], [])
    help_somebody(on=date(2026, 4, 20))
    extract_ledger()
    assert read == [APRIL]
    one, other = people(2)
    help_somebody(one, on=date(2026, 3, 20))
    help_somebody(other, on=date(2026, 3, 20))
    extract_ledger()
    alias(one, other)
    assert extract_ledger() == [MARCH]
    file_of(APRIL).write_bytes(b"not what it was")
    assert extract_ledger() == [APRIL]


def test_a_month_that_became_its_quarter_leaves_no_file_behind() -> None:
    record_legal(kind=LEGAL_HELPED, on=date(2026, 3, 3), subject=people(1)[0], case_type="asylum")
    Entry.objects.filter(stream="service").delete()
    extract_ledger()
    assert file_of(MARCH).exists()
    keep_night(at_noon(2026, 5, 2))
    extract_ledger()
    assert not file_of(MARCH).exists()
    assert [row["grain"] for row in rows(date(2026, 1, 1))] == ["quarter"]
    assert problems() == []


def test_who_was_named_later_has_a_name_in_the_file() -> None:
    amara, unnamed, stranger = people(3)
    help_somebody(unnamed, on=date(2026, 3, 9), is_named=False)
    help_somebody(stranger, on=date(2026, 4, 9), is_named=False)
    help_somebody(amara, on=date(2026, 4, 9))
    alias(unnamed, stranger, is_named=False)
    alias(stranger, amara, is_named=True)
    extract_ledger()
    assert [(one.named, one.unnamed) for one in individuals(HELPED, 2026)] == [(1, 0)]
    assert [row["is_named"] for row in rows(MARCH)] == [True]
    assert [row["is_named"] for row in rows(APRIL)] == [True, True]
    assert len({row["person"] for month in (MARCH, APRIL) for row in rows(month)}) == 1


def test_a_file_is_written_whole_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_months_of_work()
    extract_ledger()
    before = file_of(APRIL).read_bytes()
    help_somebody(on=date(2026, 4, 20))

    def half_written(_month: date, part: Path) -> tuple[int, list[int]]:
        part.write_bytes(b"PAR1 half of it")
        raise OSError("No space left on device")

    monkeypatch.setattr(extract, "write_month", half_written)
    with pytest.raises(OSError, match="No space"):
        extract_ledger()
    assert file_of(APRIL).read_bytes() == before
    assert len(list(folder.iterdir())) == 2


def test_files_with_tokens_go_when_the_year_is_sealed_and_come_back_without(
    django_capture_on_commit_callbacks: Any,
) -> None:
    two_months_of_work()
    extract_ledger()
    with django_capture_on_commit_callbacks(execute=True):
        a_sealed_year()
    assert not file_of(MARCH).exists()
    assert extract_ledger() == [MARCH, APRIL]
    assert {row["person"] for row in rows(MARCH)} == {None}
    assert problems() == []


def test_a_sealed_month_is_final() -> None:
    two_months_of_work()
    help_somebody(on=date(2026, 6, 1), stream=FUND)
    a_sealed_year()
    destroy_keys_of_sealed_years()
    extract_ledger()
    assert Extract.objects.get(month=MARCH).is_final
    assert file_of(MARCH).stat().st_mode & 0o777 == 0o400
    before = file_of(MARCH).read_bytes()
    assert extract_ledger() == []
    assert file_of(MARCH).read_bytes() == before


def test_a_month_a_fund_still_counts_in_is_not_final() -> None:
    help_somebody(on=date(2026, 8, 8))
    help_somebody(on=date(2026, 8, 8), stream=FUND)
    a_sealed_year()
    destroy_keys_of_sealed_years()
    extract_ledger()
    known = Extract.objects.get()
    assert (known.is_final, known.token_years) == (False, [2027])
    assert [bool(row["person"]) for row in rows(date(2026, 8, 1))] == [False, True]


def test_a_final_file_that_was_changed_is_not_written_over() -> None:
    two_months_of_work()
    a_sealed_year()
    destroy_keys_of_sealed_years()
    extract_ledger()
    file_of(MARCH).chmod(0o600)
    file_of(MARCH).write_bytes(b"not what it was")
    with pytest.raises(SealedFileChanged, match=r"2026-03\.parquet is not the file"):
        extract_ledger()
    assert file_of(MARCH).read_bytes() == b"not what it was"
    with pytest.raises(CommandError) as ended:
        call_command("ledger", "extract", stderr=StringIO())
    assert ended.value.returncode == 1


def test_the_command_says_what_it_wrote() -> None:
    two_months_of_work()
    said = StringIO()
    call_command("ledger", "extract", "--json", stdout=said)
    assert json.loads(said.getvalue()) == {"written": ["2026-03", "2026-04"]}


def test_without_the_packages_for_reports_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("ledger", "extract", stderr=said)
    assert ended.value.returncode == 2
    assert "./run --full" in said.getvalue()
