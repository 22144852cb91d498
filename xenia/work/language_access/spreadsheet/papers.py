"""Credentials in words: "CCHI", "state court certified", "ACTFL OPI Advanced Mid", "60 hr training", "native speaker"."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from xenia.ground.common.text import fold
from xenia.ground.imports.cells import Ways, plain
from xenia.ground.imports.reading import Cell
from xenia.work.language_access.models.credential import Evidence, Level, Modality
from xenia.work.language_access.spreadsheet.tongues import language_words

LONGEST: Final = 120
# Her own word, or nothing at all. Source: S.F. Admin. Code 91.11 leaves out who designates herself.
NOTHING: Final = re.compile(
    r"(?:no|none|n/?a|-+|self|self[ -](?:designated|reported|taught)|bilingual|(?:native|fluent)?[ -]?speaker|native|"
    r"fluent|not certified|uncertified|nothing|pending|\?+|tbd|community interpreter|speaks? it at home)"
)
# The first that fits counts.
KINDS: Final = (
    (re.compile(r"federal(?:ly)?\b.*\bcourt|\bfcice\b|\buscourts?\b"), Level.FEDERAL_COURT, Evidence.CERTIFICATE),
    (re.compile(r"\bcourts?\b|\bjudiciary\b|\bocis\b"), Level.STATE_COURT, Evidence.CERTIFICATE),
    (re.compile(r"\bactfl\b|\bilr\b|\blpi\b|\bopi\b|\balta\b|\btest(?:ed|s)?\b|\bproficiency\b|\bassess"), Level.BEST_AVAILABLE, Evidence.TEST),
    (re.compile(r"\bcchi\b|\bnbcmi\b|\bcmi\b|\bcore ?chi\b|\bchi\b|\brid\b|\bnic\b|\bata\b|\bnaati\b"), Level.NATIONAL_BODY, Evidence.CERTIFICATE),
    (re.compile(r"\bstate\b.*\b(?:certif|licen|screen)|\blicensed\b|\bcommission for the deaf\b|\bscreened\b"), Level.STATE_AGENCY, Evidence.CERTIFICATE),
    (re.compile(r"\breferences?\b"), Level.BEST_AVAILABLE, Evidence.REFERENCES),
    (re.compile(r"\b\d+\s*-?\s*(?:h|hr|hrs|hours?)\b|\btrain|\bcourse\b|\bworkshop\b|bridging the gap"), Level.BEST_AVAILABLE, Evidence.HOURS),
)  # fmt: skip
IN_WRITING: Final = re.compile(r"\bata\b|\btranslat")
_BETWEEN: Final = re.compile(r"\s*(?:[;\n\r|,+]|\s/\s|\s&\s|\band\b)\s*", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s()\[\]:*.\-–—&,;/+]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """One credential as somebody wrote it down. code: the language it names; empty where it names none."""

    words: str
    level: Level
    evidence: Evidence
    modality: Modality
    code: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """What a cell says. is_understood: every part was known, or says that there is nothing."""

    found: tuple[Paper, ...] = ()
    is_understood: bool = True


def papers(cell: Cell, _ways: Ways) -> Papers:
    """The credentials of a cell. Nothing is checked by it: each counts once a colleague saw it."""
    parts = [part.strip(" .") for part in _BETWEEN.split(plain(cell))]
    found: list[Paper] = []
    is_understood = True
    for part in (one for one in parts if one and not NOTHING.fullmatch(fold(one))):
        paper = _paper(part)
        if paper:
            found.append(paper)
        elif found:
            # "ACTFL OPI, Advanced Mid": what follows says more of the same.
            found[-1] = replace(found[-1], words=f"{found[-1].words}, {part}"[:LONGEST])
        else:
            is_understood = False
    return Papers(tuple(found), is_understood)


def _paper(part: str) -> Paper | None:
    folded = fold(part)
    for pattern, level, evidence in KINDS:
        if pattern.search(folded):
            written = Modality.WRITTEN if IN_WRITING.search(folded) else Modality.INTERPRETING
            return Paper(part[:LONGEST], level, evidence, written, _language(folded))
    return None


def _language(folded: str) -> str:
    names, words = language_words(), _WORD.findall(folded)
    found = {
        names[phrase]
        for length in (3, 2, 1)
        for start in range(len(words) - length + 1)
        if (phrase := " ".join(words[start : start + length])) in names
    } - {"en"}
    return found.pop() if len(found) == 1 else ""


def language_of(paper: Paper, codes: Collection[str]) -> str:
    """For which of her languages a credential is: the one it names, or her only one; empty where nobody can tell."""
    if paper.code:
        return paper.code if paper.code in codes else ""
    return next(iter(codes)) if len(codes) == 1 else ""
