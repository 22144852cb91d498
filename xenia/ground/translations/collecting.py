"""Every text of the interface, collected from the code: Python, templates, scripts, screening rules, and what we borrow.

Borrowed are messages of Django and allauth that our pages can show: `locale/borrowed.pot` lists them, so that every
language has them, those that Django does not know as well.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from xenia.ground.eligibility import sentences_of

CODE = Path(__file__).resolve().parent.parent.parent
BORROWED = "borrowed.pot"
COMMENT_MARK = "Translators:"
# What the functions of django.utils.translation take, in Babel's way of saying it.
_WITH_CONTEXT, _WITH_BOTH = ((1, "c"), 2), ((1, "c"), 2, 3)
TAKES: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": _WITH_CONTEXT,
    "pgettext_lazy": _WITH_CONTEXT,
    "npgettext": _WITH_BOTH,
    "npgettext_lazy": _WITH_BOTH,
}
LEFT_OUT = {"tests", "migrations"}
# The room whose rules are data, and speak to people.
HAS_RULES = "eligibility"

Key = tuple[str, str]


class TwoPlurals(ValueError):
    """The same text has two different plurals in the code: one entry of a catalogue cannot hold both."""


@dataclass(slots=True)
class Message:
    """One text as the code has it. `plural` and `context` are empty where there is none; places are files."""

    text: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)
    note: str = ""

    @property
    def key(self) -> Key:
        """What gettext looks a text up by."""
        return self.context, self.text


def collect(root: Path, borrowed: Path) -> dict[Key, Message]:
    """Every text of the code below a folder, and those borrowed. Places are relative to the folder's parent.

    Raises TwoPlurals; SyntaxError for a template with a tag inside `{% blocktranslate %}`.
    """
    found: dict[Key, Message] = {}
    for message in [*_in_files(root), *read_borrowed(borrowed)]:
        _add(found, message)
    return found


def read_borrowed(borrowed: Path) -> Iterator[Message]:
    """The texts of Django and allauth that our pages can show."""
    if borrowed.is_file():
        for entry in polib.pofile(str(borrowed)):
            places = {place for place, _line in entry.occurrences}
            yield Message(
                entry.msgid, entry.msgid_plural, entry.msgctxt or "", places, entry.comment
            )


def in_python(path: Path) -> Iterator[Message]:
    """The texts of a Python file, whatever name it gives to gettext."""
    return _by_babel("python", path, _names_of_gettext(path))


def in_script(path: Path) -> Iterator[Message]:
    """The texts of a script."""
    return _by_babel("javascript", path, TAKES)


def in_template(path: Path) -> Iterator[Message]:
    """The texts of a template: tags, blocks, constants, also inside the attributes of components."""
    note = ""
    for match in _CALL.finditer(templatize(path.read_text(encoding="utf-8"), str(path))):
        if match["note"]:
            note = match["note"].strip()
            continue
        texts = [str(ast.literal_eval(text)) for text in _STRING.findall(match["texts"])]
        context = texts.pop(0) if "pgettext" in match["function"] else ""
        plural = texts[1] if match["function"].startswith("n") else ""
        yield Message(texts[0], plural, context, set(), note)
        note = ""


def in_rules(path: Path) -> Iterator[Message]:
    """The sentences of screening rules, with the rule set each belongs to, and that they are vital."""
    if HAS_RULES in path.parts:
        for sentence in sentences_of(path):
            yield Message(sentence.text, note=f"{COMMENT_MARK} {sentence.note}")


_QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_STRING = re.compile(_QUOTED)
_CALL = re.compile(
    rf"#\s+(?P<note>{COMMENT_MARK}[^\n|]*)"
    rf"|(?<!\w)(?P<function>n?p?gettext|_)\((?P<texts>{_QUOTED}(?:,\s*{_QUOTED})*)"
)
_READERS = {
    ".py": in_python,
    ".js": in_script,
    ".html": in_template,
    ".txt": in_template,
    ".toml": in_rules,
}


def _in_files(root: Path) -> Iterator[Message]:
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.suffix not in _READERS or LEFT_OUT & set(inside):
            continue
        if path.suffix == ".txt" and "templates" not in inside:
            continue
        for message in _READERS[path.suffix](path):
            message.places.add(path.relative_to(root.parent).as_posix())
            yield message


def _by_babel(
    method: str, path: Path, takes: dict[str, tuple[int | tuple[int, str], ...] | None]
) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, texts, notes, context in extract(method, file, takes, [COMMENT_MARK]):
            text, plural = (texts, "") if isinstance(texts, str) else (texts[0], texts[1])
            yield Message(text, plural, context or "", set(), " ".join(notes))


def _names_of_gettext(path: Path) -> dict[str, tuple[int | tuple[int, str], ...] | None]:
    """The functions of gettext under the names a file imports them by, such as `_`."""
    imported = (
        alias
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    )
    return {
        alias.asname or alias.name: TAKES[alias.name] for alias in imported if alias.name in TAKES
    }


def _add(found: dict[Key, Message], message: Message) -> None:
    if not message.text:
        return
    kept = found.setdefault(message.key, message)
    if kept.plural and message.plural and kept.plural != message.plural:
        raise TwoPlurals(f"{message.text!r} has the plurals {kept.plural!r} and {message.plural!r}")
    kept.plural = kept.plural or message.plural
    kept.note = kept.note or message.note
    kept.places |= message.places


def sorted_messages(messages: Iterable[Message]) -> list[Message]:
    """In the order of the catalogues: by text, so that moving code changes nothing."""
    return sorted(messages, key=lambda one: (one.text.casefold(), one.text, one.context))
