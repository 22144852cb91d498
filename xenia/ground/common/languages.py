"""The registry of languages: what people speak, what they read, how it is written.

Spoken and written language are two facts: a Cantonese speaker (`yue`) reads traditional Chinese (`zh-hant`).
The facts and their sources: `xenia/ground/reference/data/README.md`.
"""

import csv
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "reference" / "data"
REGISTRY = DATA / "languages.csv"
NAMES = DATA / "language_names.csv"


class UnknownLanguage(ValueError):
    """A tag that no row of the registry has."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `endonym` is empty where the community has not been asked yet."""

    code: str
    english_name: str
    endonym: str
    direction: str
    script: str
    cldr: str
    plural_forms: str
    written_as: str
    spoken_by: tuple[str, ...]
    is_incomplete: bool

    @property
    def own_name(self) -> str:
        """What its speakers call it, or the English name until they have told us."""
        return self.endonym or self.english_name

    @property
    def is_written(self) -> bool:
        """Whether texts are written under this very code (`yue` and `ase` are not)."""
        return self.written_as == self.code

    @property
    def is_spoken(self) -> bool:
        """Whether people speak it under this very code (`zh-hans` and `zh-hant` are only written)."""
        return not self.spoken_by or self.code in self.spoken_by


def _language(row: dict[str, str]) -> Language:
    code = row["code"].strip().lower()
    return Language(
        code=code,
        english_name=row["english_name"].strip(),
        endonym=(row.get("endonym") or "").strip(),
        direction=(row.get("direction") or "").strip() or "ltr",
        script=(row.get("script") or "").strip(),
        cldr=(row.get("cldr") or "").strip(),
        plural_forms=(row.get("plural_forms") or "").strip(),
        written_as=(row.get("written_as") or "").strip() or code,
        spoken_by=tuple(filter(None, (row.get("spoken_by") or "").strip().split("|"))),
        is_incomplete=(row.get("incomplete") or "").strip() == "yes",
    )


@cache
def all_languages() -> tuple[Language, ...]:
    """Every language of the registry, in its order; a city's own rows come last.

    A city adds languages in `languages.csv` of its data folder (same columns); a restart reads it.
    """
    found: dict[str, Language] = {}
    own = Path(os.environ.get("XENIA_DATA") or "data") / "languages.csv"
    for path in (REGISTRY, own):
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                found |= {(one := _language(row)).code: one for row in csv.DictReader(file)}
    return tuple(found.values())


@cache
def _by_code() -> dict[str, Language]:
    return {language.code: language for language in all_languages()}


def is_known(code: str) -> bool:
    """Whether the registry has this tag."""
    return code.lower() in _by_code()


def language(code: str) -> Language:
    """The language of a tag such as 'ht' or 'zh-hant'. Raises UnknownLanguage."""
    try:
        return _by_code()[code.lower()]
    except KeyError:
        raise UnknownLanguage(
            f"unknown language tag {code!r}: expected BCP 47, such as 'ht' or 'zh-hant'"
        ) from None


def babel_tag(code: str) -> str | None:
    """The CLDR locale dates are formatted with, or None where CLDR does not have the language."""
    return language(code).cldr or None


@cache
def _names() -> dict[tuple[str, str], str]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {(row["reader"], row["code"]): row["name"] for row in csv.DictReader(file)}


@cache
def name_in(code: str, reader: str) -> str:
    """A language's name in the reader's language; its English name where there is none.

    Our own names come first, then CLDR's. Chinese as it is spoken (`cmn`) and as it is written (`zh-hans`) keep apart
    names. A language whose CLDR data is another's (`ht`: French) has our own names or English ones.
    Raises UnknownLanguage.
    """
    subject = language(code)
    own = _names().get((reader, subject.code))
    if own or reader == "en":
        return own or subject.english_name
    tag = babel_tag(reader)
    return (_cldr_name(subject, tag) if tag else "") or subject.english_name


def _cldr_name(subject: Language, tag: str) -> str:
    """What CLDR calls a language in a locale; empty where it has no name of that locale's own."""
    names = _cldr_names(tag)
    # CLDR's name of spoken Mandarin would be that of written Chinese.
    keys = (subject.code, subject.cldr) if subject.is_written else (subject.code,)
    found = (names.get(key.replace("-", "_").casefold(), "") for key in keys if key)
    return next((name for name in found if name), "")


@cache
def _cldr_names(tag: str) -> dict[str, str]:
    """CLDR's names of languages in a locale by their tags, such as `zh_hans`; none where they would be lent ones."""
    from xenia.ground.common.cldr import lender_of, locale_of

    names: dict[str, str] = {}
    for key, name in () if lender_of(tag) else locale_of(tag).languages.items():
        names.setdefault(key.casefold(), name)
    return names
