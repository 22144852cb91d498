"""The command line lists what is the office's own, and says in a sentence what was typed wrong."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from xenia.__main__ import choose_settings
from xenia.config.data_folder import PROJECT, claim
from xenia.config.own_commands import help_text, own_commands, run
from xenia.config.settings import founding


def xenia(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as somebody would, in this data folder."""
    ours = ("XENIA_", "DJANGO_SETTINGS_MODULE", "PYTEST")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-m", "xenia", *arguments],
        cwd=PROJECT,
        env=plain | {"XENIA_DATA": str(data)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_the_offices_own_commands_with_an_example() -> None:
    said = help_text()
    assert "  new-city " in said
    assert "Example: ./run xenia " in said
    assert "makemigrations" not in said
    assert all(len(line) <= 100 for line in said.splitlines())
    assert not [name for name in own_commands() if "_" in name]


def test_help_needs_no_key_and_leaves_nothing(tmp_path: Path) -> None:
    data = tmp_path / "city"
    claim(data, "city")
    for asked in ([], ["help"]):
        ended = xenia(*asked, data=data)
        assert ended.returncode == 0, ended.stderr
        assert "  import-directory " in ended.stdout
    explained = xenia("help", "new-city", data=data)
    assert "Usage: xenia new-city" in explained.stdout
    assert [path.name for path in data.iterdir()] == ["office.kind"]


def test_a_city_without_its_key_gets_one_sentence(tmp_path: Path) -> None:
    claim(tmp_path, "city")
    ended = xenia("migrate", data=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Set XENIA_MASTER_KEY_FILE")
    assert len(ended.stderr.splitlines()) == 1


def test_settings_of_the_other_kind_get_one_sentence(tmp_path: Path) -> None:
    claim(tmp_path, "city")
    ended = xenia("check", data=tmp_path, DJANGO_SETTINGS_MODULE="xenia.config.settings.sample")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    (tmp_path / "office.kind").write_text("village", encoding="utf-8")
    ended = xenia("check", data=tmp_path)
    assert ended.returncode == 2
    assert "'village'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["protect", "match"])
def test_what_needs_no_office_stands_in_none(command: str, tmp_path: Path) -> None:
    """Nothing of an office is loaded, so it answers at once; no folder is made, and no office's checks speak."""
    data = tmp_path / "none"
    missing = str(tmp_path / "missing.csv")
    asked = {"protect": ("--dimensions", "svc", "--out", "o.csv", "--certificate", "c.json")}
    ended = xenia(command, missing, *asked.get(command, ()), data=data)
    assert ended.returncode == 2
    assert "missing.csv" in ended.stderr
    assert "WARNINGS" not in ended.stderr
    assert f"Usage: xenia {command}" in xenia(command, "--help", data=data).stdout
    assert not data.exists()


@pytest.mark.parametrize("typed", [["protect"], ["protect", "--help"], ["help", "protect"]])
def test_a_command_without_an_office_is_explained_without_one(
    typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", "xenia.config.settings.test")
    choose_settings(typed)
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "xenia.config.settings.founding"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["search"], "Missing argument 'words'"),
        (["search", " "], "write what you are looking for"),
        (["search", "food", "--nearby", "1"], "No such option: --nearby"),
        (["search", "food", "--limit", "many"], "Invalid value for '--limit'"),
        (["new-city"], "Missing argument 'DIR'"),
        (["worker", "now"], "unexpected extra argument"),
        (["new-town"], "There is no command 'new-town'"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(
    typed: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DT_MANAGE_SCRIPT", "xenia")
    with pytest.raises(SystemExit) as ended:
        run(typed)
    assert ended.value.code == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert not heard.out


def test_a_failing_command_shows_no_values_a_person_typed(tmp_path: Path) -> None:
    """A crash names the line, never what the variables held."""
    from django.conf import settings

    assert settings.DT_RICH_TRACEBACK_CONFIG == {"show_locals": False}
    assert founding.DT_RICH_TRACEBACK_CONFIG == {"show_locals": False}
    typed = secrets.token_hex(8)
    ended = xenia("search", typed, data=tmp_path)
    assert ended.returncode != 0
    assert typed not in ended.stderr + ended.stdout
