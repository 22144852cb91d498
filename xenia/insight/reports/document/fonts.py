"""The letters of paper and pictures, from installed packages: the same on every machine."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from xenia.ground.ledger.parquet import ReportSetMissing, load_packages

FAMILIES: Final = (
    "Public Sans",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
    "sans-serif",
)
# Of a font that varies, a picture on paper takes the thinnest; Noto Sans begins with the regular one.
DRAWN: Final = FAMILIES[1:]
PACKAGES: Final = ("fontpkg_public_sans", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
# 33 MB: read only for a text that has such characters.
CHINESE: Final = "manimgx_fonts_cjk"
# What is printed for a character no font here has.
INSTEAD: Final = "?"
KEPT: Final = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class Letters:
    """Which characters can be printed. with_chinese: whether the large font is needed."""

    known: frozenset[int]
    with_chinese: bool

    def has(self, family: str) -> bool:
        """Whether a family is among the fonts that are read."""
        return self.with_chinese or "CJK" not in family

    def printable(self, text: str) -> str:
        """The text, with a sign in place of what cannot be printed; what has no shape at all is left out."""
        if text.isascii() and text.isprintable():
            return text
        return "".join(self._one(letter) for letter in unicodedata.normalize("NFC", text))

    def _one(self, letter: str) -> str:
        if letter in KEPT or (ord(letter) in self.known and _has_shape(letter)):
            return letter
        return INSTEAD if _has_shape(letter) else ""


def _has_shape(letter: str) -> bool:
    """Whether a character is a letter or a sign, and no control, no mark of direction and no half of a pair."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def letters(text: str) -> Letters:
    """What is needed to print a text. Raises ReportSetMissing."""
    known = _known(PACKAGES)
    missing = {ord(letter) for letter in set(text)} - known
    if not any(letter > 0x2E80 for letter in missing):
        return Letters(known, with_chinese=False)
    return Letters(known | _known((CHINESE,)), with_chinese=True)


@cache
def _known(packages: tuple[str, ...]) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for file in (file for name in packages for file in _folder(name).glob("*.?t?")):
        with TTFont(file, fontNumber=0, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def font_folders(*, with_chinese: bool = False) -> list[Path]:
    """The folders the fonts lie in. Raises ReportSetMissing."""
    names = [*PACKAGES, CHINESE] if with_chinese else PACKAGES
    return [_folder(name) for name in names]


@cache
def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        load_packages()
        raise ReportSetMissing()
    root = Path(next(iter(found.submodule_search_locations)))
    return root / "files" if (root / "files").is_dir() else root
