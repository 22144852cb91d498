"""Files of estimates for tests, with honest defaults."""

from collections.abc import Sequence
from datetime import UTC, datetime

from xenia.ground.reference.models import Area, LegalBasis
from xenia.ground.reference.operations import draw_area, enter_law
from xenia.registers.population.models import Dataset
from xenia.registers.population.operations import Described, bring_in_dataset, lay_down_dataset
from xenia.registers.population.reading import ReadEstimate, Reading

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
SURVEY = Described(
    source="American Community Survey",
    table="C16001",
    first_year=2020,
    last_year=2024,
    citation="U.S. Census Bureau.",
)
Row = tuple[str, str, str, int, int | None]
# All people of the city, then people with limited English, as: place, measure, language, number, margin.
CITY: Sequence[Row] = (
    ("", "people", "", 100_000, None),
    ("", "limited_english", "es", 2300, 329),
    ("", "limited_english", "ht", 1100, 329),
    ("", "limited_english", "km", 100, 60),
)


def a_reading(*rows: Row) -> Reading:
    """Numbers as they were read from a file; people without a margin are controlled."""
    return Reading(
        [
            ReadEstimate(
                where=f"row {number}",
                place=place,
                measure=measure,
                language=language,
                value=value,
                margin=margin,
                is_controlled=measure == "people" and margin is None,
            )
            for number, (place, measure, language, value, margin) in enumerate(rows or CITY, 2)
        ]
    )


def a_draft(*rows: Row, described: Described = SURVEY) -> Dataset:
    """A file that was read and waits."""
    return lay_down_dataset(described=described, reading=a_reading(*rows), by=None, at=MONDAY)


def a_dataset(*rows: Row, described: Described = SURVEY) -> Dataset:
    """A file in use."""
    return bring_in_dataset(dataset=a_draft(*rows, described=described), by=None, at=MONDAY)


def an_area(code: str = "saltmarsh", name: str = "Saltmarsh") -> Area:
    """A neighborhood."""
    return draw_area(
        code=code, name=name, latitude=None, longitude=None, zip_points={}, by=None, at=MONDAY
    )


def a_safe_harbor(**fields: object) -> LegalBasis:
    """A law of 5 % or 1,000, whichever is less; below 50 people a notice is enough."""
    said: dict[str, object] = {
        "code": "safe-harbor",
        "title": "Safe harbor",
        "citation": "Ord. 1",
        "jurisdiction": "local",
        "scope": "departments",
        "duty": "Translate vital documents.",
        "source": "The office’s shelf",
        "rule": "lesser",
        "share_percent": "5",
        "people": 1000,
        "notice_below": 50,
    }
    return enter_law(by=None, at=MONDAY, **(said | fields))
