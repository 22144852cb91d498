"""A file is kept no longer than its import is open, sealed, and never longer than a week."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from xenia.ground.imports.kept import keep, kept_file
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import forget_old_imports, leave_import
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.tests.makers import (
    MONDAY,
    a_director,
    brought_in,
    closed,
    in_csv,
    laid_down,
    outcomes,
    ready,
    reason,
)
from xenia.ground.keys.models import NamedKey
from xenia.ground.keys.named import NoSuchKey, named_key

pytestmark = pytest.mark.django_db(transaction=True)
A_WEEK = timedelta(days=7, minutes=1)


def bytes_in(folder: Path) -> bytes:
    """All that lies in a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_an_open_file_is_sealed_on_the_disk_and_only_we_may_read_it(files_of_its_own: Path) -> None:
    laid_down(in_csv([("Day", "Why"), ("2026-11-26", "Canary bird")]), name="canary.csv")
    (file,) = files_of_its_own.iterdir()
    assert b"anary" not in bytes_in(files_of_its_own)
    assert "canary" not in file.name
    assert (file.stat().st_mode & 0o777, files_of_its_own.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_file_that_is_left_or_brought_in_is_gone_with_its_key(files_of_its_own: Path) -> None:
    stolen = {}
    for run in (ready(), laid_down()):
        stolen[run.pk] = bytes_in(files_of_its_own)
        leave_import(run=run, by=a_director(), at=MONDAY)
    brought_in()
    assert list(files_of_its_own.iterdir()) == []
    assert not NamedKey.objects.filter(name__startswith="import ").exists()
    for pk, sealed in stolen.items():
        (files_of_its_own / str(pk)).write_bytes(sealed)
        with pytest.raises(NotReadable):
            kept_file(pk)


def test_after_a_week_an_open_import_ends_and_its_file_is_gone(files_of_its_own: Path) -> None:
    waiting, looked_at, later = laid_down(), ready(), laid_down(at=MONDAY + timedelta(days=3))
    assert forget_old_imports(MONDAY + timedelta(days=7)) == 0
    assert forget_old_imports(MONDAY + A_WEEK) == 2
    assert {path.name for path in files_of_its_own.iterdir()} == {str(later.pk)}
    assert set(
        SheetRun.objects.filter(pk__in=[waiting.pk, looked_at.pk]).values_list("status", "is_kept")
    ) == {("left", False)}
    assert not SheetRow.objects.exists()
    with pytest.raises(NoSuchKey):
        named_key(f"import {waiting.pk}")


def test_after_a_week_an_import_that_stood_still_accounts_for_every_row() -> None:
    run = ready()
    SheetRun.objects.filter(pk=run.pk).update(status="applying")
    run.lines.filter(number=2).update(outcome="added")
    forget_old_imports(MONDAY + A_WEEK)
    assert outcomes(run) == {2: "added", 3: "refused", 4: "refused"}
    assert reason(run, 3)[1] == "The import stood still for a week before it came to this row."


def test_after_thirty_days_nobody_knows_which_row_made_which_record() -> None:
    run = brought_in(in_csv([("Day", "Why"), ("2026-11-26", "Snow"), ("soon", "Ice")]))
    forget_old_imports(MONDAY + timedelta(days=30))
    assert run.lines.exclude(trace={}).exists()
    forget_old_imports(MONDAY + timedelta(days=30, minutes=1))
    assert set(run.lines.values_list("outcome", flat=True)) == {"added", "refused"}
    assert not run.lines.exclude(trace={}, said={}).exists()
    assert len(closed()) == 1


def test_a_file_without_an_import_is_thrown_away_but_not_while_it_is_laid_down(
    files_of_its_own: Path,
) -> None:
    run = SheetRun(sheet="closures")
    keep(run.pk, b"left over")
    laid = files_of_its_own / str(run.pk)
    at_noon = MONDAY.timestamp()
    os.utime(laid, (at_noon, at_noon))
    assert forget_old_imports(MONDAY + timedelta(minutes=59)) == 0
    assert forget_old_imports(MONDAY + timedelta(minutes=61)) == 1
    assert not laid.exists()
