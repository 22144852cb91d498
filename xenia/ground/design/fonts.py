"""Public Sans for the web: small WOFF2 files made at set-up from the installed font package.

No font file is kept in the source. A page in English, Spanish, French, Kreyòl, Português or Soomaali needs the core
file alone; Vietnamese and other Latin letters load the second by range. Other scripts use the device's own fonts.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from pathlib import Path
from typing import Final

CORE: Final = "public-sans-core.woff2"
MORE: Final = "public-sans-more.woff2"
LICENSE: Final = "public-sans-OFL.txt"
STAMP: Final = "public-sans.stamp"

# Lightest and heaviest weight that the type scale uses; everything outside is cut off.
LIGHTEST: Final = 400
HEAVIEST: Final = 750

# Latin-1, French œ, the letters other languages' names need (Tiếng Việt, română), punctuation.
CORE_LETTERS: Final = frozenset(
    [*range(0x20, 0x7F), *range(0xA0, 0x100)]
    + [ord(letter) for letter in "ăŒœŸếệ–—‘’‚“”„†•…‹›€−≤≥"]
)

# Extended Latin, combining marks, Vietnamese, currencies and №. Rare signs are left to the device.
MORE_RANGES: Final = ((0x100, 0x328), (0x1E00, 0x1EFF), (0x20A1, 0x20BA), (0x2116, 0x2116))

_KEPT_FEATURES: Final = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk"]
_DROPPED_TABLES: Final = ["gasp", "prep", "fpgm", "cvt ", "DSIG", "STAT"]


def build(target: Path) -> list[Path]:
    """Make the web fonts and put the licence beside them; what is there already stays.

    target: a folder, made when missing. Returns the files, fonts first. Takes about two seconds the first time.
    """
    files = [target / name for name in (CORE, MORE, LICENSE)]
    stamp = target / STAMP
    recipe = _recipe()
    if all(file.is_file() for file in files) and _read(stamp) == recipe:
        return files
    target.mkdir(parents=True, exist_ok=True)
    letters = _letters_in_font()
    _write(files[0], _cut(CORE_LETTERS & letters))
    _write(files[1], _cut(more_letters()))
    _write(files[2], _source_folder().joinpath("LICENSE").read_bytes())
    _write(stamp, recipe.encode())
    return files


def more_letters() -> frozenset[int]:
    """Code points only the second file has: extended Latin and Vietnamese."""
    wanted = {letter for first, last in MORE_RANGES for letter in range(first, last + 1)}
    return (_letters_in_font() & wanted) - CORE_LETTERS


def _source_folder() -> Path:
    import fontpkg_public_sans

    return Path(fontpkg_public_sans.ROOT)


def _source() -> Path:
    return _source_folder() / "files" / "PublicSans[wght].ttf"


def _letters_in_font() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_source(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _cut(letters: frozenset[int]) -> bytes:
    # fontTools is needed at set-up only; a web process never loads it.
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options(
        layout_features=_KEPT_FEATURES, hinting=False, glyph_names=False, name_IDs=[1, 2, 13, 14]
    )
    options.drop_tables += _DROPPED_TABLES
    font = TTFont(_source(), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": (LIGHTEST, LIGHTEST, HEAVIEST)})
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _recipe() -> str:
    version = importlib.metadata.version("fontpkg-public-sans")
    letters = (sorted(CORE_LETTERS), MORE_RANGES)
    parts = (version, LIGHTEST, HEAVIEST, letters, _KEPT_FEATURES, _DROPPED_TABLES)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _read(file: Path) -> str:
    return file.read_text() if file.is_file() else ""


def _write(file: Path, content: bytes) -> None:
    # Two processes may start together: each writes its own file and moves it into place.
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)
