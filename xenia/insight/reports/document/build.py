"""The report of a year, put together in one language from what may be shown, in the order of the ordinance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as language_of
from xenia.insight.reports.document import parts
from xenia.insight.reports.document.beside import Beside
from xenia.insight.reports.document.corrected import corrected
from xenia.insight.reports.document.definitions import definitions
from xenia.insight.reports.document.given import Given
from xenia.insight.reports.document.layout import part_of, plans
from xenia.insight.reports.document.model import (
    Block,
    Document,
    Figure,
    Mark,
    Paragraph,
    Section,
    Table,
)
from xenia.insight.reports.document.planned import PLANS
from xenia.insight.reports.document.tabling import table
from xenia.insight.reports.document.words import BELOW, PARTS, STATES
from xenia.insight.reports.figures import Shown

Texts = Mapping[str, Sequence[Paragraph]]


def build(
    year: int,
    *,
    shown: Mapping[str, Shown],
    texts: Texts,
    language: str,
    state: str,
    version: int,
    computed_at: datetime,
    office: str,
    is_invented: bool = False,
    beside: Beside | None = None,
    dated_on: date | None = None,
    only: Sequence[str] = (),
) -> Document:
    """The report of a year in a language.

    texts: words of a part by its code ("letter", "summary", ...), those that are not translated with their language.
    only: these parts alone, such as the summary in a language that has no more. dated_on: the day on its title; the
    day it was computed where nobody says another.
    """
    with override(language):
        given = _given(year, shown, beside or Beside(), language)
        sections = tuple(_sections(given, texts, only))
        defined = definitions(given.shown, given.beside, year, computed_at, language)
        differs = corrected(
            sections,
            given.beside,
            shown=given.shown,
            defined=defined,
            version=version,
            language=language,
        )
        return Document(
            year=year,
            language=language,
            is_rtl=language_of(language).direction == "rtl",
            title=_("%(year)s in numbers") % {"year": year},
            subtitle=_("Yearly report to the City Council"),
            office=office,
            state=state,
            state_words=str(STATES[state]),
            version=version,
            computed_at=computed_at,
            dated_on=dated_on or local_day(computed_at),
            is_invented=is_invented,
            blank=given.blank,
            numbers=given.numbers,
            sections=tuple(_first_of_all(tuple(differs), sections)),
            definitions=defined,
        )


def _first_of_all(blocks: tuple[Block, ...], sections: Sequence[Section]) -> Iterator[Section]:
    """The sections, the first of them beginning with these."""
    for at, section in enumerate(sections):
        yield section if at else replace(section, blocks=(*blocks, *section.blocks))


def _given(year: int, shown: Mapping[str, Shown], beside: Beside, language: str) -> Given:
    by_part: dict[str, list[Table]] = {}
    there = {code: one for code, one in shown.items() if one.has_data}
    for plan in plans(there, PLANS):
        by_part.setdefault(plan.part, []).append(table(plan, there, language))
    silent: dict[str, list[str]] = {}
    for one in shown.values():
        if not one.has_data:
            silent.setdefault(part_of(one.measure), []).append(str(one.measure.title))
    places: dict[object, Figure] = {}
    for made in (one for tables in by_part.values() for one in tables):
        for figure in made.figures():
            places[figure.measure, tuple(sorted(figure.place.items()))] = figure
    blank = sum(figure.mark is Mark.PROTECTED for figure in places.values())
    numbers = blank + sum(figure.value is not None for figure in places.values())
    blank += sum(one.value is None for one in beside.reported)
    numbers += len(beside.reported)
    tables = {part: tuple(made) for part, made in by_part.items()}
    return Given(year, language, shown, beside, tables, silent, blank, numbers)


def _sections(given: Given, texts: Texts, only: Sequence[str]) -> Iterator[Section]:
    """Every part in order. What the ordinance asks for is always there; what the office adds, only with something to say."""
    for code, (title, clause) in PARTS.items():
        if only and code not in only:
            continue
        blocks: tuple[Block, ...] = (*texts.get(code, ()), *parts.made(code, given))
        if clause and not blocks and code != "programs":
            blocks = (parts.nothing(),)
        if blocks or clause:
            yield Section(code, str(title), blocks, clause, 2 if code in BELOW else 1)
