"""Which table a file holds and which column a heading means, however they are spelt."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.embedded import EMBEDDED
from xenia.registers.directory.importers.languages import language_code
from xenia.registers.directory.importers.tables import TABLES, TRANSLATED

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPELLINGS = (
    (re.compile(r"organis"), "organiz"),
    (
        re.compile(r"(?<![a-z])(?:orgs?|agency|agencies|provider|nonprofit)(?![a-z])"),
        "organization",
    ),
    (re.compile(r"(?<![a-z])(?:svcs?|svc)(?![a-z])"), "service"),
    (re.compile(r"(?<![a-z])(?:locs?|site|venue)(?![a-z])"), "location"),
    (re.compile(r"(?<![a-z])programme"), "program"),
    (re.compile(r"e_mail"), "email"),
    (re.compile(r"(?<![a-z])tel(?![a-z])"), "telephone"),
    (re.compile(r"web_site"), "website"),
)
_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".json", ".ndjson", ".jsonl", ".geojson")


@dataclass(frozen=True, slots=True)
class FileTable:
    """What a file's rows are.

    own_ids: set where the file counts its rows apart from another file of the same table. preset: columns the file's
    name already fills. adds_to: the service's column that rows of an old table without a successor belong in.
    """

    table: str
    own_ids: str = ""
    preset: Mapping[str, str] = field(default_factory=dict)
    adds_to: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """The names one standard uses. `signs` are names that only it has; so many are needed to recognise it."""

    name: str
    files: Mapping[str, FileTable]
    headings: Mapping[str, Mapping[str, str]]
    # Columns that are known and left out: what they say is worked out here, or is said by another column.
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    signs: frozenset[str] = frozenset()
    signs_needed: int = 1

    def table_of_file(self, name: str) -> FileTable | None:
        """What a file holds, told from its name: "Service_At_Locations (3).csv"."""
        return _table_of_name(self, name)

    def table_of_headings(self, headings: Iterable[str]) -> FileTable | None:
        """What a file holds, told from its headings alone, where they leave no doubt."""
        keys = [heading_key(heading) for heading in headings]
        scores = sorted(((_fit(self, table, keys), table) for table in TABLES), reverse=True)
        (best, table), (second, _) = scores[0], scores[1]
        return FileTable(table) if best >= 3 and best > second else None

    def heading(self, table: str, text: str) -> "Heading":
        """The column a heading means in a table."""
        return _heading(self, table, text)

    def is_left_out(self, table: str, text: str) -> bool:
        """Whether a heading is known, and nothing is taken from its column."""
        return heading_key(text) in self.left_out.get(table, ())

    def is_heading(self, text: str) -> bool:
        """Whether a word is a heading in any table."""
        key = heading_key(text)
        return bool(key) and (
            key in _every_column() or any(key in names for names in self.headings.values())
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading understood: its column, and the language if it holds a translation. Empty if it is not known."""

    column: str = ""
    language: str = ""


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading or file name as compared with others: "Org ID", "orgId", "organisation_id" are one."""
    text = _CAMEL.sub("_", clean_line(text)).lower()
    key = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
    for pattern, spelling in _SPELLINGS:
        key = pattern.sub(spelling, key)
    return key


@lru_cache(maxsize=512)
def _table_of_name(form: "Format", name: str) -> FileTable | None:
    stem = name.lower().rsplit("/", 1)[-1]
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    key = heading_key(stem)
    if key in form.files:
        return form.files[key]
    words = f"_{key}_"
    fitting = [known for known in form.files if len(known) > 3 and f"_{known}_" in words]
    return form.files[max(fitting, key=len)] if fitting else None


def _fit(form: "Format", table: str, keys: list[str]) -> int:
    """How many headings a table understands; its own name in a heading counts double."""
    known = [key for key in keys if _heading(form, table, key).column]
    return len(known) + sum(
        2 for key in known if key.startswith(f"{table}_") and key != f"{table}_id"
    )


@lru_cache(maxsize=8192)
def _heading(form: "Format", table: str, text: str) -> Heading:
    key = heading_key(text)
    column = _column(form, table, key)
    if column:
        return Heading(column)
    return _translation(form, table, text)


def _column(form: "Format", table: str, key: str) -> str:
    shape = TABLES[table]
    columns = {"id", *shape.fields, *shape.links, *EMBEDDED.get(table, {})}
    own = form.headings.get(table, {})
    shared = form.headings.get("", {})
    for one in (key, key.removeprefix(f"{table}_"), key.removeprefix(f"{table.replace('_', '')}_")):
        if one in own:
            return own[one]
        if one in columns:
            return one
        if shared.get(one) in columns:
            return shared[one]
    return ""


def _translation(form: "Format", table: str, text: str) -> Heading:
    """ "name_es", "Description (Spanish)", "es_name": a text in another language."""
    parts = [part for part in re.split(r"[\s_().:\[\]-]+", clean_line(text)) if part]
    for words, said in ((parts[:-1], parts[-1:]), (parts[1:], parts[:1]), (parts[:-2], parts[-2:])):
        language = language_code(" ".join(said)) or language_code("-".join(said))
        column = _column(form, table, heading_key(" ".join(words))) if words and language else ""
        if column in TRANSLATED.get(table, ()):
            return Heading(column, language)
    return Heading()


@lru_cache(maxsize=1)
def _every_column() -> frozenset[str]:
    return frozenset(
        column
        for name, table in TABLES.items()
        for column in ("id", *table.fields, *table.links, *EMBEDDED.get(name, {}))
    )
