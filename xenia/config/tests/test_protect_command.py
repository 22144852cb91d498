"""xenia protect: from a file of people to a table that may be published, or a sentence why not."""

import csv
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.disclosure import files
from xenia.ground.disclosure.mending import CannotBeProtected
from xenia.ground.disclosure.protect import Refused

PEOPLE = {
    ("class", "Haiti"): 40,
    ("class", "Cuba"): 3,
    ("class", "Peru"): 60,
    ("legal", "Haiti"): 20,
    ("legal", "Cuba"): 30,
    ("legal", "Peru"): 90,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [f"{a},{b}" for (a, b), n in PEOPLE.items() for _ in range(n)]
    (tmp_path / "people.csv").write_text("\n".join(["svc,origin", *rows]), encoding="utf-8")
    return tmp_path


def protect(folder: Path, *options: str, dimensions: str = "svc,origin") -> None:
    call_command(
        "protect",
        str(folder / "people.csv"),
        *("--dimensions", dimensions),
        *("--out", str(folder / "out.csv")),
        *("--certificate", str(folder / "certificate.json")),
        *options,
    )


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"people.csv"}


def test_a_protected_table_and_its_certificate_are_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    protect(folder, "--threshold", "11")
    rows = list(csv.DictReader((folder / "out.csv").open(encoding="utf-8")))
    cells = {(row["svc"], row["origin"]): row["count"] for row in rows}
    assert len(cells) == len(rows) == 3 * 4
    assert cells["class", "Cuba"] == ""
    assert cells["TOTAL", "TOTAL"] == "243"
    said = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    assert (said["protected"], said["breaches"], said["policy"]["threshold"]) == (4, 0, 11)
    assert said["tables_read_together"] is True
    assert "fewest cells" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "dimensions", "sentence"),
    [
        ((), "svc,language", "has no column language. It has: svc, origin."),
        ((), "svc,svc", "Name each dimension once"),
        ((), "count", "The table gets a column count"),
        (("--merge", "origin: Kuba, Haiti"), "svc,origin", "Did you mean Cuba?"),
        (("--threshold", "1"), "svc", "A threshold of 1 protects nobody"),
        (("--out", "/no/where/out.csv"), "svc", "There is no folder /no/where"),
        (("--provider", "house"), "svc", "has no column house"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    dimensions: str,
    sentence: str,
) -> None:
    with pytest.raises(CommandError, match="exited with code 2"):
        protect(folder, *options, dimensions=dimensions)
    said = capsys.readouterr().err
    assert sentence in said
    assert "Nothing was written." in said
    assert written(folder) == set()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "has no column svc, origin. It has: no columns at all."),
        (b"svc,origin\n", "holds nobody"),
        (b"svc,origin\nTOTAL,Haiti\n", "holds the value TOTAL"),
        (b"svc,origin\n\xff\xfe,Haiti\n", "is not in UTF-8: line 2 holds"),
    ],
)
def test_a_file_that_cannot_be_counted_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], text: bytes, sentence: str
) -> None:
    (folder / "people.csv").write_bytes(text)
    with pytest.raises(CommandError, match="exited with code 2"):
        protect(folder)
    assert sentence in capsys.readouterr().err
    assert written(folder) == set()


def test_a_file_that_is_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "people.csv").unlink()
    with pytest.raises(CommandError, match="exited with code 2"):
        protect(folder)
    assert "There is no file" in capsys.readouterr().err


def test_what_to_take_together_is_proposed_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of eight cells, Chile's and Peru's four are small: together they are 12 and 14."""
    a_larger_file(folder)
    call_command("protect", str(folder / "people.csv"), "--dimensions", "svc,origin", "--propose")
    said = capsys.readouterr().out
    assert "origin: Chile and Peru. Small cells: 4 before, 0 after." in said
    assert "--merge 'origin: Chile, Peru = Chile / Peru'" in said
    assert written(folder) == set()


def test_a_merge_is_made_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_larger_file(folder)
    protect(folder, "--merge", "origin: Chile, Peru = Andes", "--merge", "svc: class, legal = all")
    heard = capsys.readouterr()
    assert "Taken together: origin: Chile / Peru = Andes. Small cells: 4 before, 0 after." in (
        heard.err
    )
    assert "Taken together" in heard.out
    rows = list(csv.DictReader((folder / "out.csv").open(encoding="utf-8")))
    assert {row["origin"] for row in rows} == {"Andes", "Cuba", "Haiti", "TOTAL"}
    assert {row["count"] for row in rows if row["origin"] == "Andes"} == {"26"}
    said = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    assert said["merged"] == ["origin: Chile / Peru = Andes", "svc: class / legal = all"]


def test_a_table_with_many_small_cells_is_written_and_proposals_follow(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_larger_file(folder)
    protect(folder)
    assert "--merge 'origin: Chile, Peru = Chile / Peru'" in capsys.readouterr().out
    assert written(folder) == {"out.csv", "certificate.json"}


def test_where_little_is_small_nothing_is_proposed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    protect(folder)
    assert "--merge" not in capsys.readouterr().out
    protect(folder, "--propose")
    assert "1 of 6 cells with people in them are small. Nothing" in capsys.readouterr().out


def test_what_is_odd_about_the_file_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["svc;origin", *["class;Haiti"] * 30, *["class;haiti"] * 20, *["legal;"] * 40]
    (folder / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    protect(folder)
    said = capsys.readouterr().err
    assert "parted by semicolons" in said
    assert "40 rows have no origin: counted as “(not said)”." in said
    assert "“Haiti” and “haiti” differ only in capitals or spaces" in said


def test_a_table_and_its_certificate_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="exited with code 2"):
        call_command("protect", str(folder / "people.csv"), "--dimensions", "svc")
    assert "Name --out and --certificate, or --propose to only look." in capsys.readouterr().err


def test_without_the_packages_for_reports_it_says_how_to_get_them(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xenia.ground.disclosure.files", None)
    with pytest.raises(CommandError, match="exited with code 2"):
        protect(folder)
    assert "./run --full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (Refused("nothing is certain"), "The attack learnt too much, so the table is refused:"),
        (CannotBeProtected(("class", "Peru")), "A small cell cannot be protected in this table."),
    ],
)
def test_a_refused_table_is_told_what_to_take_together(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: Exception,
    sentence: str,
) -> None:
    def refuse(*_people: object, **_places: object) -> None:
        raise wrong

    a_larger_file(folder)
    monkeypatch.setattr(files, "protect", refuse)
    with pytest.raises(CommandError, match="exited with code 1"):
        protect(folder)
    said = capsys.readouterr().err
    assert sentence in said
    assert "--merge 'origin: Chile, Peru = Chile / Peru'" in said
    assert said.rstrip().endswith("Nothing was written.")
    assert written(folder) == set()


def a_larger_file(folder: Path) -> None:
    numbers = {"Haiti": (40, 50), "Cuba": (30, 60), "Peru": (6, 7), "Chile": (6, 7)}
    rows = [
        f"{service},{origin}"
        for origin, both in numbers.items()
        for service, number in zip(("class", "legal"), both, strict=True)
        for _ in range(number)
    ]
    (folder / "people.csv").write_text("\n".join(["svc,origin", *rows]), encoding="utf-8")
