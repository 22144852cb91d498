"""The master key on three sheets of paper: printed, checked, and brought back from two of them."""

import io
import json
import stat
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.config.data_folder import claim
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.master_key import MasterKeys, make_master_key, read_master_keys
from xenia.ground.common.shares import RECORD, fingerprint, shares_are_current, words_of
from xenia.ground.keys.keepers import keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> MasterKeys:
    """An office with a data folder and a master key of its own."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    claim(settings.DATA, "sample")
    settings.MASTER_KEY_FILE = tmp_path / "key" / "master.key"
    settings.MASTER_KEY_FILE.parent.mkdir()
    make_master_key(settings.MASTER_KEY_FILE)
    return read_master_keys(settings.MASTER_KEY_FILE)


def printed(folder: Path) -> list[Path]:
    """The sheets as text, printed into a folder."""
    call_command("key_shares", "--out", str(folder))
    return sorted(folder.glob("*.txt"))


def status_of(name: str, *options: str) -> int:
    try:
        call_command(name, *options)
    except SystemExit as ended:
        return int(ended.code or 0)
    except CommandError as wrong:
        return wrong.returncode
    return 0


def test_three_sheets_are_laid_down_for_their_owner_alone(keys: MasterKeys, tmp_path: Path) -> None:
    sheets = printed(tmp_path / "sheets")
    assert len(sheets) == 3
    assert len(list((tmp_path / "sheets").glob("*.html"))) == 3
    for sheet in (tmp_path / "sheets").iterdir():
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert AuditEvent.objects.filter(action="config.key_shares_printed").exists()


def test_a_sheet_says_what_it_is_what_to_do_and_no_other_secret(
    keys: MasterKeys, tmp_path: Path
) -> None:
    for number, sheet in enumerate(printed(tmp_path / "sheets"), start=1):
        text = sheet.read_text(encoding="utf-8")
        assert f"Share {number} of 3 of the master key" in text
        assert "Version of the key: 1" in text
        assert fingerprint(keys, 1) in text
        assert "Kept by: ____" in text
        assert "Two of the three make the office's master key again" in text
        assert len(words_of(text)) == 33
        page = sheet.with_suffix(".html").read_text(encoding="utf-8")
        assert all(f"<li>{word}</li>" in page for word in words_of(text))
        assert keys.versions[1].hex() not in text + page


def test_any_two_sheets_make_the_key_file_again(
    keys: MasterKeys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = printed(tmp_path / "sheets")
    for number, two in enumerate(combinations(sheets, 2)):
        again = tmp_path / f"again-{number}" / "master.key"
        given = [option for sheet in two for option in ("--share", str(sheet))]
        capsys.readouterr()
        call_command("key_restore", "--to", str(again), *given, "--json")
        assert json.loads(capsys.readouterr().out)["fingerprint"] == fingerprint(keys, 1)
        assert read_master_keys(again).versions == keys.versions
        assert stat.S_IMODE(again.stat().st_mode) == 0o600


def test_one_sheet_makes_none(keys: MasterKeys, tmp_path: Path) -> None:
    sheet, *_others = printed(tmp_path / "sheets")
    again = tmp_path / "again.key"
    with pytest.raises(CommandError, match="One share alone opens nothing"):
        call_command("key_restore", "--to", str(again), "--share", str(sheet))
    assert not again.exists()


def test_sheets_of_two_versions_make_none(keys: MasterKeys, tmp_path: Path) -> None:
    old = printed(tmp_path / "old")
    keeper().add()
    new = printed(tmp_path / "new")
    with pytest.raises(CommandError, match="versions 1 and 2"):
        call_command(
            "key_restore",
            "--to",
            str(tmp_path / "k"),
            "--share",
            str(old[0]),
            "--share",
            str(new[1]),
        )
    assert not (tmp_path / "k").exists()


def test_a_key_is_never_written_over_nor_into_the_data_folder(
    keys: MasterKeys, tmp_path: Path, settings: Any
) -> None:
    sheets = printed(tmp_path / "sheets")
    given = ["--share", str(sheets[0]), "--share", str(sheets[1])]
    before = settings.MASTER_KEY_FILE.read_bytes()
    assert status_of("key_restore", "--to", str(settings.MASTER_KEY_FILE), *given) == 2
    assert settings.MASTER_KEY_FILE.read_bytes() == before
    assert status_of("key_restore", "--to", str(settings.DATA / "in" / "a.key"), *given) == 2
    assert not (settings.DATA / "in").exists()


def test_words_from_paper_are_typed_and_the_version_with_them(
    keys: MasterKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = printed(tmp_path / "sheets")
    typed = "\n".join(" ".join(words_of(sheet.read_text())) for sheet in sheets[1:])
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with pytest.raises(CommandError, match="name the version that is printed"):
        call_command("key_restore", "--to", str(tmp_path / "again.key"))
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("key_restore", "--to", str(tmp_path / "again.key"), "--key-version", "1")
    assert read_master_keys(tmp_path / "again.key").versions == keys.versions


def test_sheets_never_lie_in_the_data_folder(keys: MasterKeys, settings: Any) -> None:
    assert status_of("key_shares", "--out", str(settings.DATA / "sheets")) == 2
    assert not (settings.DATA / "sheets").exists()
    assert not (settings.DATA / RECORD).exists()


def test_sheets_that_are_there_are_not_written_over(keys: MasterKeys, tmp_path: Path) -> None:
    first = {sheet: sheet.read_bytes() for sheet in printed(tmp_path / "sheets")}
    assert status_of("key_shares", "--out", str(tmp_path / "sheets")) == 2
    assert {sheet: sheet.read_bytes() for sheet in first} == first


def test_two_sheets_are_checked_against_the_key_of_today(
    keys: MasterKeys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = printed(tmp_path / "sheets")
    given = ["--share", str(sheets[0]), "--share", str(sheets[2])]
    capsys.readouterr()
    assert status_of("key_shares", "--check", *given) == 0
    assert "give today's key, version 1" in capsys.readouterr().out
    keeper().add()
    assert status_of("key_shares", "--check", *given) == 1
    assert "Print new shares" in capsys.readouterr().out


def test_a_new_version_asks_for_new_sheets_and_a_check_is_enough_after_a_restore(
    keys: MasterKeys, tmp_path: Path, settings: Any
) -> None:
    sheets = printed(tmp_path / "sheets")
    assert shares_are_current(keys, folder=settings.DATA)
    (settings.DATA / RECORD).unlink()
    assert not shares_are_current(keys, folder=settings.DATA)
    given = ["--share", str(sheets[0]), "--share", str(sheets[1])]
    assert status_of("key_shares", "--check", *given) == 0
    assert shares_are_current(keys, folder=settings.DATA)
    keeper().add()
    assert not shares_are_current(keeper().read(), folder=settings.DATA)


def test_the_sheets_can_be_printed_at_once(
    keys: MasterKeys, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_command("key_shares", "--print")
    sheets = capsys.readouterr().out.split("\f")
    assert len(sheets) == 3
    assert len({tuple(words_of(sheet)) for sheet in sheets}) == 3


@pytest.mark.parametrize("asked", [[], ["--print", "--check"]])
def test_nothing_or_too_much_asked_is_wrong_usage(keys: MasterKeys, asked: list[str]) -> None:
    assert status_of("key_shares", *asked) == 2
