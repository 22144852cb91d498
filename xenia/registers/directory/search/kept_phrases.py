"""The phrase book in a file: made once by whichever process needs it first, then read by all."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from xenia.ground.common import stems, text
from xenia.ground.common.locks import exclusive
from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search import (
    filler,
    flat_file,
    phrases_made,
    profiles,
    texts,
    wordings,
)
from xenia.registers.directory.search.flat_file import OtherFile, Parts, read_parts, write_parts
from xenia.registers.directory.search.phrases import PhraseBook

FILE: Final = "phrases.bin"
# What decides what stands in the file: when the code says something else, the file is made anew.
MAKERS: Final = (stems, text, filler, flat_file, phrases_made, profiles, texts, wordings)


def kept_book(taxonomy: Taxonomy, folder: Path) -> PhraseBook:
    """The phrases of a taxonomy as they are kept in a folder; made and kept when they are not there.

    Making takes seconds, reading milliseconds. Two processes at once: one makes, the other waits and reads.
    """
    key = key_of(taxonomy)
    if (parts := _kept(folder, key)) is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with exclusive(folder / FILE):
            if (parts := _kept(folder, key)) is None:
                write_parts(folder / FILE, key, phrases_made.phrases_made(taxonomy))
                parts = read_parts(folder / FILE, key)
    return PhraseBook(taxonomy, parts)


def book_if_kept(taxonomy: Taxonomy, folder: Path) -> PhraseBook | None:
    """The phrases of a taxonomy where they need not be made; None where they do."""
    parts = _kept(folder, key_of(taxonomy))
    return None if parts is None else PhraseBook(taxonomy, parts)


def key_of(taxonomy: Taxonomy) -> str:
    """What a file is made of: every phrase in its place, the words that count as filler, and how all is read."""
    digest = sha256(sys.version.encode())
    digest.update(filler.FILLER.read_bytes())
    for maker in MAKERS:
        digest.update(Path(str(maker.__file__)).read_bytes())
    digest.update("\n".join(_lines(taxonomy)).encode())
    return digest.hexdigest()


def _lines(taxonomy: Taxonomy) -> Iterator[str]:
    yield " ".join(taxonomy.languages)
    for term in taxonomy:
        yield term.code
        for language, wording in term.wordings.items():
            yield from (
                language,
                wording.label,
                "|".join(wording.synonyms),
                "|".join(wording.words),
            )


def _kept(folder: Path, key: str) -> Parts | None:
    try:
        return read_parts(folder / FILE, key)
    except (FileNotFoundError, OtherFile):
        return None
