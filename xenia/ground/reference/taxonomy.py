"""Xenia's own taxonomy of what newcomers need, with the words people use for it in each language.

Two levels: a tile such as `learn-english` and what is under it, such as `learn-english.english-class`.
The files stand in `data/taxonomy.csv` and `data/taxonomy/<language>.csv`; an office may keep its own in another folder.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parent / "data"
SOURCE_LANGUAGE: Final = "en"


class BrokenTaxonomy(ValueError):
    """A row of the taxonomy's files contradicts another."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a term is called in one language.

    synonyms: other formal names. words: what people type, misspelt or mixed too; never shown. `is_reviewed` is false
    while no second person who reads the language has confirmed it.
    """

    label: str
    hint: str = ""
    synonyms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One need or kind of help. `need` is a code of `needs.csv`; `icon` is set on tiles only."""

    code: str
    parent: str = ""
    need: str = ""
    icon: str = ""
    position: int = 0
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """The name in the reader's language, else in English, else the code."""
        for code in (language, SOURCE_LANGUAGE):
            if (wording := self.wordings.get(code)) and wording.label:
                return wording.label
        return self.code


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """All terms, by code, in the order of the files. `languages` are those that have at least one wording."""

    terms: Mapping[str, Term]
    languages: tuple[str, ...] = field(init=False)
    _children: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        children: dict[str, list[Term]] = {code: [] for code in ("", *self.terms)}
        for term in self.terms.values():
            if term.parent not in children:
                raise BrokenTaxonomy(
                    f"{term.code!r} has the parent {term.parent!r}, which is no term"
                )
            children[term.parent].append(term)
        in_order = {
            code: tuple(term.code for term in sorted(terms, key=lambda term: term.position))
            for code, terms in children.items()
        }
        object.__setattr__(self, "_children", in_order)
        spoken = {language: None for term in self.terms.values() for language in term.wordings}
        object.__setattr__(self, "languages", tuple(spoken))

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def tiles(self) -> tuple[Term, ...]:
        """The first level, in the order of the front page."""
        return tuple(self.terms[code] for code in self._children[""])

    def children(self, code: str) -> tuple[str, ...]:
        """Codes directly under a term; none for an unknown one."""
        return self._children.get(code, ()) if code else ()

    def lineage(self, code: str) -> tuple[str, ...]:
        """The term and all it stands under, nearest first; empty for an unknown code."""
        line: list[str] = []
        while code in self.terms and code not in line:
            line.append(code)
            code = self.terms[code].parent
        return tuple(line)

    def branch(self, code: str) -> tuple[str, ...]:
        """The term and all that stands under it."""
        if code not in self.terms:
            return ()
        return (code, *(under for child in self.children(code) for under in self.branch(child)))

    def label(self, code: str, language: str) -> str:
        """A term's name in the reader's language, else in English; an unknown code is its own name."""
        return self.terms[code].label(language) if code in self.terms else code


@cache
def load_taxonomy(folder: Path = DATA) -> Taxonomy:
    """Read the taxonomy's files once per process.

    Raises BrokenTaxonomy for a code twice, an unknown parent, or a wording of an unknown term.
    """
    terms: dict[str, Term] = {}
    wordings = _wordings(folder / "taxonomy")
    for row in _rows(folder / "taxonomy.csv"):
        code = row["code"].strip()
        if code in terms:
            raise BrokenTaxonomy(f"{code!r} stands twice in taxonomy.csv")
        terms[code] = Term(
            code=code,
            parent=row["parent"].strip(),
            need=row["need"].strip(),
            icon=row["icon"].strip(),
            position=int(row["position"] or 0),
            wordings=wordings.pop(code, {}),
        )
    if wordings:
        raise BrokenTaxonomy(f"words for unknown terms: {', '.join(sorted(wordings))}")
    return Taxonomy(terms)


def _wordings(folder: Path) -> dict[str, dict[str, Wording]]:
    found: dict[str, dict[str, Wording]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in _rows(path):
            found.setdefault(row["code"].strip(), {})[path.stem] = _wording(row)
    return found


def _wording(row: Mapping[str, str]) -> Wording:
    return Wording(
        label=row["label"].strip(),
        hint=row["hint"].strip(),
        synonyms=_listed(row["synonyms"]),
        words=_listed(row["words"]),
        is_reviewed=row["status"].strip() == "reviewed",
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for piece in cell.split("|") if (part := piece.strip()))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows with every cell a text: a row cut short has empty cells."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, restval="")
