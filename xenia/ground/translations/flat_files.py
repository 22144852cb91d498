"""The interface's catalogues as people keep them: one flat file `locale/<language>.po` each.

A text is a draft until a person who reads the language has reviewed it: the entry's own comment says `draft`.
"""

import gettext
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

from xenia.ground.common.languages import language
from xenia.ground.translations.collecting import Key, Message, sorted_messages

# The interface languages Xenia ships besides English, which is the language of the code.
SHIPPED = ("es", "zh-hans", "zh-hant", "ht", "vi", "kea", "pt-br", "ru", "ar", "fr", "so")
DRAFT = "draft"
# A language whose rule nobody has written down counts as English does, until its community tells us.
ENGLISH_PLURALS = "nplurals=2; plural=(n != 1);"


@dataclass(frozen=True, slots=True)
class Merge:
    """What happened to one catalogue: how many texts it has, which came in and which went."""

    language: str
    total: int
    added: int
    gone: int
    is_changed: bool


def plural_rule(code: str) -> str:
    """The Plural-Forms of a language. Raises UnknownLanguage."""
    return language(code).plural_forms or ENGLISH_PLURALS


def form_count(code: str) -> int:
    """How many plural forms a language has."""
    match = re.search(r"nplurals\s*=\s*(\d+)", plural_rule(code))
    return int(match[1]) if match else 1


@cache
def forms_by_number(code: str) -> tuple[int, ...]:
    """Which form stands with 0, 1, 2 … up to 200, as gettext itself reads the rule."""
    rule = plural_rule(code).partition("plural=")[2].rstrip("; ")
    # Python's own reader of plural rules.
    form_of: Callable[[int], int] = gettext.c2py(rule)
    return tuple(form_of(number) for number in range(201))


def read_catalogue(path: Path) -> polib.POFile:
    """A catalogue; one that does not exist yet is empty."""
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=0)
    return polib.POFile(wrapwidth=0)


def key_of(entry: polib.POEntry) -> Key:
    """What gettext looks an entry up by."""
    return entry.msgctxt or "", entry.msgid


def texts_in(entry: polib.POEntry) -> tuple[str, ...]:
    """The translation's forms in order: one, or as many as the language has plurals."""
    if entry.msgid_plural:
        forms: dict[int, str] = entry.msgstr_plural
        return tuple(forms[number] for number in sorted(forms))
    return (entry.msgstr,)


def is_translated(entry: polib.POEntry) -> bool:
    """Whether every form has text; a blank one counts as missing."""
    texts = texts_in(entry)
    return bool(texts) and all(text.strip() for text in texts)


def is_draft(entry: polib.POEntry) -> bool:
    """Whether nobody has reviewed the wording. What other tools mark fuzzy is a draft too."""
    return is_translated(entry) and (DRAFT in entry.tcomment.split() or "fuzzy" in entry.flags)


def put(entry: polib.POEntry, texts: Iterable[str], *, is_reviewed: bool) -> None:
    """Write a translation into an entry."""
    forms = list(texts)
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = forms[0]
    entry.tcomment = "" if is_reviewed or not is_translated(entry) else DRAFT
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def merge(code: str, path: Path, messages: Iterable[Message]) -> Merge:
    """Bring a catalogue in step with the code: keep translations, add new texts, drop those that are gone."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    old = {key_of(entry): entry for entry in read_catalogue(path) if not entry.obsolete}
    wanted = sorted_messages(messages)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = f"Xenia's interface in {language(code).english_name}."
    catalogue.metadata = _header(code)
    catalogue.extend(_entry(message, old.get(message.key), code) for message in wanted)
    after = as_text(catalogue)
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8", newline="\n")
    keys = {message.key for message in wanted}
    return Merge(code, len(wanted), len(keys - set(old)), len(set(old) - keys), after != before)


def as_text(catalogue: polib.POFile) -> str:
    """A catalogue as it stands in its file."""
    return str(catalogue).rstrip("\n") + "\n"


def _header(code: str) -> dict[str, str]:
    """No dates and no names in it: a catalogue changes only when its texts do."""
    return {
        "Project-Id-Version": "Xenia",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule(code),
    }


def _entry(message: Message, old: polib.POEntry | None, code: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        comment=message.note,
        occurrences=[(place, "") for place in sorted(message.places)],
        flags=_flags(message),
    )
    count = form_count(code) if message.plural else 1
    texts = list(texts_in(old)) if old else []
    if len(texts) != count:  # the text got a plural, or lost it
        texts = [""] * count
    put(entry, texts, is_reviewed=old is not None and not is_draft(old))
    if old and "fuzzy" not in old.flags:
        entry.tcomment = old.tcomment if is_translated(entry) else ""
    return entry


def _flags(message: Message) -> list[str]:
    """What tells a translator's program which holes to keep."""
    both = message.text + message.plural
    if re.search(r"%(\(\w+\))?[sdr]", both):
        return ["python-format"]
    return ["python-brace-format"] if re.search(r"\{\w+\}", both) else []
