"""What is wrong with the interface's catalogues: out of step with the code, holes lost, plural forms missing."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from xenia.ground.common.languages import is_known, language
from xenia.ground.translations.collecting import BORROWED, Key, Message, collect
from xenia.ground.translations.flat_files import (
    SHIPPED,
    form_count,
    forms_by_number,
    is_translated,
    key_of,
    plural_rule,
    read_catalogue,
    texts_in,
)

HOLE = re.compile(r"%\(\w+\)[sdrf]|%[sdrf]|%%")
BRACES = re.compile(r"\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. kind: file, header, new, gone, blank, plural, holes, markup."""

    language: str
    kind: str
    text: str
    what: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the interface a language has."""

    language: str
    total: int
    translated: int
    is_incomplete: bool


def check_all(root: Path, folder: Path) -> tuple[list[Problem], list[Coverage]]:
    """Compare every catalogue of a folder with the code. A language that is shipped and has none is a problem."""
    messages = collect(root, folder / BORROWED)
    codes = [*SHIPPED, *sorted({path.stem for path in folder.glob("*.po")} - set(SHIPPED))]
    problems: list[Problem] = []
    coverage: list[Coverage] = []
    for code in codes:
        if not is_known(code):
            problems.append(Problem(code, "file", "", "is no language of the registry"))
            continue
        catalogue = read_catalogue(folder / f"{code}.po")
        problems += check_catalogue(code, catalogue, messages)
        translated = sum(is_translated(one) for one in catalogue if key_of(one) in messages)
        coverage.append(Coverage(code, len(messages), translated, language(code).is_incomplete))
    return problems, coverage


def check_catalogue(
    code: str, catalogue: polib.POFile, messages: dict[Key, Message]
) -> list[Problem]:
    """Everything wrong with one catalogue. A language declared incomplete may lack translations, nothing else."""
    if not len(catalogue):
        return [
            Problem(
                code, "file", "", f"locale/{code}.po is missing or empty: xenia collect-messages"
            )
        ]
    entries = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    problems = list(_out_of_step(code, catalogue, entries, messages))
    for key, entry in entries.items():
        if key not in messages:
            continue
        if any(texts_in(entry)):
            problems += [
                Problem(code, kind, entry.msgid, what) for kind, what in faults(code, entry)
            ]
        elif not language(code).is_incomplete:
            problems.append(Problem(code, "blank", entry.msgid, "has no translation"))
    return problems


def _out_of_step(
    code: str,
    catalogue: polib.POFile,
    entries: dict[Key, polib.POEntry],
    messages: dict[Key, Message],
) -> Iterator[Problem]:
    if catalogue.metadata.get("Plural-Forms") != plural_rule(code):
        yield Problem(code, "header", "", f"Plural-Forms must be {plural_rule(code)!r}")
    for key, message in messages.items():
        entry = entries.get(key)
        if entry is None or (entry.msgid_plural or "") != message.plural:
            yield Problem(code, "new", message.text, "is in the code, not in the catalogue")
    for key in entries.keys() - messages.keys():
        yield Problem(code, "gone", key[1], "is in the catalogue, no longer in the code")


def faults(code: str, entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """What is wrong with one translation: (kind, what)."""
    texts = texts_in(entry)
    count = form_count(code) if entry.msgid_plural else 1
    if len(texts) != count or not all(text.strip() for text in texts):
        yield "plural", f"needs {count} forms with text, has {sum(bool(t.strip()) for t in texts)}"
        return
    for number, text in enumerate(texts):
        where = f"form {number}: " if count > 1 else ""
        may_leave_out = 1 if entry.msgid_plural and _is_for_one_number(code, number) else 0
        if what := _lost_holes(entry, text, may_leave_out):
            yield "holes", where + what
        if Counter(TAG.findall(text)) not in _tags(entry):
            yield "markup", f"{where}needs the same tags as the source"


def _tags(entry: polib.POEntry) -> list[Counter[str]]:
    return [Counter(TAG.findall(text)) for text in _sources(entry)]


def _sources(entry: polib.POEntry) -> list[str]:
    return [text for text in (entry.msgid, entry.msgid_plural) if text]


def _is_for_one_number(code: str, form: int) -> bool:
    """Whether a form stands for one number alone, so that it may say "two services" without the number."""
    return forms_by_number(code).count(form) == 1


def _lost_holes(entry: polib.POEntry, text: str, may_leave_out: int) -> str:
    """What is wrong with the holes of a text (`%(name)s`, `%s`, `{name}`); empty when all is well."""
    sources = _sources(entry)
    is_formatted = any(HOLE.search(source) for source in sources)
    if is_formatted and "%" in HOLE.sub("", text):
        return "has a % that is no hole: write %%"
    allowed = set().union(*(_holes(source) for source in sources))
    needed = set(_holes(sources[0])).intersection(*(_holes(source) for source in sources))
    found = set(_holes(text))
    if found - allowed:
        return f"has {_listed(found - allowed)}, which the source has not"
    if len(needed - found) > may_leave_out:
        return f"lacks {_listed(needed - found)}"
    return ""


def _holes(text: str) -> list[str]:
    """Named holes once each, nameless ones with their place, so that two `%s` stay two."""
    counted: Counter[str] = Counter()
    holes = []
    for hole in (*HOLE.findall(text), *BRACES.findall(text)):
        if hole != "%%":
            counted[hole] += 1
            is_named = "(" in hole or len(hole) > 2
            holes.append(hole if is_named else f"{hole} #{counted[hole]}")
    return holes


def _listed(holes: set[str]) -> str:
    return ", ".join(sorted(holes))
