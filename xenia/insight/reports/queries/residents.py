"""Who lives here, for part (1) of the report: estimates with their margins, and what others published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xenia.ground.common.local_words import written_day
from xenia.ground.reference.countries import country_name
from xenia.insight.reports.document import Estimate, Estimates, Published
from xenia.registers.population.groups import name_of
from xenia.registers.population.margins import Figure
from xenia.registers.population.models import Characteristic, Dataset, PublishedEstimate
from xenia.registers.population.queries import (
    CharacteristicRow,
    characteristics,
    counted,
    countries_of_birth,
    newest_dataset,
    published_estimates,
)

# The largest; the whole table stands with its source.
MOST_ROWS: Final = 20
Topic = Characteristic.Topic
TOPICS: Final = (
    Topic.NATIVITY,
    Topic.ARRIVAL,
    Topic.MEDIAN_AGE,
    Topic.EDUCATION,
    Topic.MEDIAN_INCOME,
    Topic.POVERTY,
)


def estimates(language: str) -> tuple[Estimates, ...]:
    """What surveys say of the city, in the language that is active: birth, language, and whatever else is brought in."""
    return (*_countries(language), *_languages(language), *_topics())


def _countries(language: str) -> Iterator[Estimates]:
    found = characteristics(Topic.BIRTHPLACE)
    rows = countries_of_birth()[:MOST_ROWS]
    if found and rows:
        yield _table(
            "birthplace",
            str(Topic.BIRTHPLACE.label),
            _("Country"),
            found.dataset,
            [_estimate(one.code, country_name(one.country, language), one.figure) for one in rows],
        )


def _languages(language: str) -> Iterator[Estimates]:
    dataset = newest_dataset()
    if dataset:
        rows = [
            _estimate(one.language, name_of(one.language, language), one.limited)
            for one in counted(dataset=dataset).languages[:MOST_ROWS]
            if one.limited
        ]
        title = _("People who speak English less than very well, by language")
        yield _table("limited_english", title, _("Language"), dataset, rows)


def _topics() -> Iterator[Estimates]:
    for topic in TOPICS:
        if found := characteristics(topic):
            rows = [_row(one) for one in found.rows if one.depth <= 1][:MOST_ROWS]
            if rows:
                made = _table(str(topic), str(topic.label), _("Who"), found.dataset, rows)
                yield replace(made, is_list=False)


def _row(one: CharacteristicRow) -> Estimate:
    who = str(Characteristic.Who(one.who).label)
    words = f"{who}: {one.label}" if one.label else who
    return _estimate(f"{one.who}/{one.code}", words, one.figure)


def _table(code: str, title: str, first: str, dataset: Dataset, rows: list[Estimate]) -> Estimates:
    unit = "" if code in {Topic.MEDIAN_AGE, Topic.MEDIAN_INCOME} else pgettext("unit", "people")
    return Estimates(code, title, first, unit, tuple(rows), dataset.citation, dataset.years)


def _estimate(code: str, words: str, figure: Figure) -> Estimate:
    return Estimate(code, words, _number(figure.value), _margin(figure.margin))


def _number(value: float) -> int | Decimal:
    return int(value) if value == int(value) else Decimal(str(round(value, 1)))


def _margin(margin: float | None) -> int | Decimal | None:
    return None if margin is None else _number(margin)


def published(language: str, on: date | None = None) -> tuple[Published, ...]:
    """What others published of people's standing in law, each a range with its citation and method."""
    return tuple(_published(one, language) for one in published_estimates(on))


def _published(one: PublishedEstimate, language: str) -> Published:
    words = _("%(what)s, %(place)s") % {"what": one.what, "place": one.place}
    return Published(
        code=f"{one.code}-{one.as_of}",
        title=words
        if one.unit == PublishedEstimate.Unit.PEOPLE
        else f"{words} ({one.get_unit_display()})",
        low=one.low,
        high=one.high,
        value=one.central,
        citation=one.citation,
        method=one.method,
        years=written_day(one.as_of, language),
    )
