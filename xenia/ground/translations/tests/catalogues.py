"""Small catalogues and offices for tests."""

from pathlib import Path
from typing import Any

import polib

from xenia.ground.translations.catalogues import compile_catalogues, read_coverage
from xenia.ground.translations.flat_files import DRAFT, plural_rule


def an_entry(
    text: str, *translation: str, plural: str = "", context: str = "", is_draft: bool = True
) -> polib.POEntry:
    """One text and its translation: one form, or as many as given."""
    entry = polib.POEntry(msgid=text, msgid_plural=plural, msgctxt=context or None)
    if plural:
        entry.msgstr_plural = dict(enumerate(translation))
    else:
        entry.msgstr = "".join(translation)
    entry.tcomment = DRAFT if is_draft and any(translation) else ""
    return entry


def a_catalogue(code: str, *entries: polib.POEntry) -> polib.POFile:
    """A catalogue with the plural rule of its language."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": code,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": plural_rule(code),
    }
    catalogue.extend(entries)
    return catalogue


def an_office_that_speaks(settings: Any, place: Path, **catalogues: polib.POFile) -> None:
    """Compile catalogues and let Django read them; for zh-hans write zh_hans."""
    source, target = place / "po", place / "mo"
    source.mkdir(exist_ok=True)
    for name, catalogue in catalogues.items():
        catalogue.save(str(source / f"{name.replace('_', '-')}.po"))
    compile_catalogues(source, target)
    settings.LOCALE_SOURCES = source
    settings.LOCALE_PATHS = [target]
    read_coverage.cache_clear()
