"""xenia protect: from a file of people to a table that may be published, or a sentence why not."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
        (b"svc,origin\n\xff\xfe,Haiti\n", "a CSV file in UTF-8 with one person a row is needed"),
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
