"""The sheets that carry the shares of the master key: to print, to sign, and to put away in three places."""

import os
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string

from xenia.ground.common.shares import WORDS_BEGIN, WORDS_END, KeyShare

FOLDER_MODE, FILE_MODE = 0o700, 0o600
STYLE = Path(__file__).parent / "sheet.css"
WORDS_IN_A_LINE = 4
WHAT_TO_DO = (
    "Keep this sheet where only you can reach it, apart from the two others and from every backup.",
    "One sheet alone opens nothing. Two of the three make the office's master key again.",
    "When the master key is lost, bring your sheet to the office: the command key-restore reads it.",
    "When you leave, hand the sheet over in person and write the new keeper below.",
    "When a sheet with a higher version is printed, destroy this one.",
    "When this sheet is lost or was seen by others, tell the director: the key is then replaced.",
)
KEEPERS = ("Kept by", "Place", "Since", "Signature")


def as_text(share: KeyShare, *, office: str, on: date) -> str:
    """A sheet as plain text. It can be read again with its words."""
    lines = [
        office,
        f"Share {share.number} of 3 of the master key",
        "",
        f"Version of the key: {share.version}",
        f"Fingerprint of the key: {share.fingerprint}",
        f"Printed: {on.isoformat()}",
        "",
        WORDS_BEGIN,
        *_in_lines(share),
        WORDS_END,
        "",
        "What to do",
        *(f"- {sentence}" for sentence in WHAT_TO_DO),
        "",
        *(f"{what}: {'_' * 40}" for what in KEEPERS * 2),
        "",
    ]
    return "\n".join(lines)


def _in_lines(share: KeyShare) -> list[str]:
    cells = [f"{place:2d} {word:<10}" for place, word in enumerate(share.words, start=1)]
    starts = range(0, len(cells), WORDS_IN_A_LINE)
    return ["  ".join(cells[start : start + WORDS_IN_A_LINE]).rstrip() for start in starts]


def as_page(share: KeyShare, *, office: str, on: date) -> str:
    """A sheet as a page that a browser prints."""
    said = {
        "share": share,
        "office": office,
        "on": on,
        "what_to_do": WHAT_TO_DO,
        "keepers": KEEPERS * 2,
    }
    return render_to_string("config/key_share.html", said)


def write_sheets(
    folder: Path, shares: tuple[KeyShare, ...], *, office: str, on: date
) -> list[Path]:
    """Lay each sheet down as text and as a page, for its owner alone. Raises FileExistsError, and writes nothing over."""
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    made = []
    for share in shares:
        name = f"key-{share.version}-share-{share.number}"
        for end, text in ((".txt", as_text), (".html", as_page)):
            path = folder / f"{name}{end}"
            _write(path, text(share, office=office, on=on))
            made.append(path)
    if not (folder / STYLE.name).exists():
        _write(folder / STYLE.name, STYLE.read_text(encoding="utf-8"))
    return made


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
