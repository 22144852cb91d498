"""The data folder: where all state of one office lives.

It holds the databases `default` and `keys`, the search index, uploads and derived files (fonts, compiled
catalogues, static files). A folder belongs either to the invented sample city or to a real city, and says which in
`office.kind`: the two never share one.
"""

import os
import secrets
from pathlib import Path
from typing import Literal

Kind = Literal["sample", "city"]
PROJECT = Path(__file__).resolve().parent.parent.parent
KIND_FILE = "office.kind"
# While a restore goes on, and where one was broken off; it holds random ids alone.
UNFINISHED = "restore.unfinished"
RESTORING = "XENIA_RESTORING"


class WrongKindOfData(Exception):
    """The folder belongs to the other kind of office, or a restore into it did not end."""


def data_folder() -> Path:
    """The folder named by XENIA_DATA, or `data/` beside the program."""
    return Path(os.environ.get("XENIA_DATA") or PROJECT / "data").expanduser().resolve()


def kind_of(folder: Path) -> Kind | None:
    """Which kind of office the folder belongs to; None while it is new."""
    try:
        said = (folder / KIND_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    if said not in ("sample", "city"):
        raise WrongKindOfData(f"{KIND_FILE} says {said!r}: expected 'sample' or 'city'")
    return "city" if said == "city" else "sample"


def claim(folder: Path, kind: Kind) -> None:
    """Make the folder this kind's own.

    Raises WrongKindOfData when it already belongs to the other kind: sample and real data never mix. Also while a
    restore into it has not ended: people who were shredded could be in it again.
    """
    if (folder / UNFINISHED).exists() and not os.environ.get(RESTORING):
        raise WrongKindOfData(
            f"A restore into {folder} did not end. Run `xenia restore` again: it begins anew."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = kind_of(folder)
    if found is None:
        (folder / KIND_FILE).write_text(kind + "\n", encoding="utf-8")
    elif found != kind:
        raise WrongKindOfData(
            f"This folder holds the data of a {found}. Choose another folder for a {kind}."
        )


def settings_module() -> str:
    """The settings that fit the data folder: `city` for a real office, else `sample`."""
    return f"xenia.config.settings.{kind_of(data_folder()) or 'sample'}"


def secret_in(folder: Path, name: str) -> str:
    """A random secret kept in a file only the owner may read; made the first time."""
    path = folder / name
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return path.read_text(encoding="utf-8").strip()
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_hex(32))
        return path.read_text(encoding="utf-8").strip()
