"""Made measures and what may be shown of them, with everything a report can hold. Nothing here was ever counted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, Final

from xenia.insight.reports.document import Document, Paragraph
from xenia.insight.reports.document.beside import (
    Advice,
    Barrier,
    Beside,
    Earlier,
    Estimate,
    Estimates,
    Published,
    Reported,
)
from xenia.insight.reports.document.build import build
from xenia.insight.reports.figures import TOTAL, Place, Shown
from xenia.insight.reports.measures import Measure, Split, Unit

YEAR: Final = 2025
COMPUTED: Final = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CASES: Final = {
    "citizenship": "Citizenship",
    "family": "Family",
    "work": "Work permit",
    "asylum": "Asylum and protection",
    "crime": "Crime victims (U, T)",
    "children": "Children alone",
}
WAYS: Final = {"direct": "Helped directly", "referred": "Referred"}
NEEDS: Final = {
    "social_services": "Social services",
    "legal": "Legal help",
    "housing": "Housing",
    "public_benefits": "Public benefits",
    "education": "Education",
    "workforce": "Work",
}
# Numbers no one would see by chance: what a protected cell truly holds in these documents.
TRUE: Final = 7_130_000_000


def nothing_to_reckon(_facts: object) -> object:
    """Made measures are never reckoned."""
    raise AssertionError("a made measure was reckoned")


def split_of(name: str, title: str, values: Mapping[str, str], **more: Any) -> Split:
    """A split with these values."""
    return Split(name, title, lambda: dict(values), **more)


def a_measure(code: str, clause: str, title: str, **more: Any) -> Measure:
    """A measure that says something of everything a definition says."""
    facts: dict[str, Any] = {
        "definition": f"{title} in the calendar year.",
        "counting": "Each person once in each row.",
        "unit": Unit.PEOPLE,
        "population": f"{code} {YEAR}",
        "kinds": ("service.delivered",),
        "expression": nothing_to_reckon,
    }
    return Measure(code=code, clause=clause, title=title, **{**facts, **more})


def truth_of(measure: Measure, first: int = 400) -> dict[Place, int]:
    """The true number of every place: falling ones, and what nobody would see by chance where it is hidden."""
    values = [[*split.values(), TOTAL] for split in measure.splits]
    hidden = HIDDEN.get(measure.code, ())
    numbers = {}
    for at, place in enumerate(product(*values)):
        number = first * 7 if set(place) == {TOTAL} else max(first - 17 * at, 12)
        numbers[place] = TRUE + 13 * at if place in hidden else number
    return numbers


def shown_of(measure: Measure) -> Shown:
    """What may be shown of it: every true number but those that are hidden."""
    hidden = HIDDEN.get(measure.code, ())
    numbers = {
        place: None if place in hidden else number for place, number in truth_of(measure).items()
    }
    return Shown(measure, YEAR, numbers, computed_at=COMPUTED)


LEGAL: Final = a_measure(
    "legal.people",
    "(B)(4)(e)",
    "People with legal help",
    splits=(
        split_of("case_type", "Kind of case", CASES, adds_up=False),
        split_of("way", "Way", WAYS, adds_up=False),
    ),
    stream="legal",
)
SERVED: Final = a_measure(
    "served.people",
    "(B)(4)(c)",
    "People served",
    splits=(split_of("service_type", "Kind of help", NEEDS, adds_up=False),),
)
NEEDED: Final = a_measure(
    "needs.people",
    "(B)(2)",
    "People with a need",
    splits=(split_of("category", "Kind of need", NEEDS, adds_up=False),),
)
INTAKES: Final = a_measure("intakes.done", "(B)(4)(b)", "Intakes", unit=Unit.EVENTS)
SCREENED: Final = a_measure(
    "screenings.done", "(B)(4)(b)", "Eligibility screenings", unit=Unit.EVENTS
)
OPENED: Final = a_measure("matters.opened", "(B)(4)(d)", "Matters opened", unit=Unit.MATTERS)
PLACES: Final = a_measure(
    "capacity.planned",
    "(B)(4)(a)",
    "Places planned",
    unit=Unit.PLACES,
    splits=(split_of("service_type", "Kind of help", NEEDS),),
)
COMPLAINTS: Final = a_measure("complaints.received", "", "Complaints", unit=Unit.EVENTS)
HIDDEN: Final = {
    LEGAL.code: (
        ("asylum", "direct"),
        ("crime", "direct"),
        ("crime", TOTAL),
        ("asylum", TOTAL),
        ("children", "referred"),
    ),
    SERVED.code: (("workforce",), ("education",)),
}
ALL_OF_IT: Final = (NEEDED, PLACES, INTAKES, SCREENED, SERVED, OPENED, LEGAL, COMPLAINTS)
CERTIFICATE: Final = {
    "policy": {"threshold": 11, "zeros_are_shown": True, "most_from_one": None},
    "cells": 48,
    "protected": 7,
    "shown": 41,
    "breaches": 0,
    "narrowest_interval": {"low": 0.0, "high": 24.0, "whole_low": 0, "whole_high": 24},
    "merged": ["Other countries"],
    "method": "optimal",
    "hidden_without_need_at_most": 0,
    "solver": "HiGHS 1.12.0",
    "sha256": "ab" * 32,
}


def all_shown() -> dict[str, Shown]:
    """What may be shown of everything; of one measure there is no data, of one some gave no name."""
    found = {one.code: shown_of(one) for one in ALL_OF_IT}
    found[COMPLAINTS.code] = Shown(COMPLAINTS, YEAR, {}, has_data=False)
    served = found[SERVED.code]
    unnamed = dict.fromkeys(served.numbers, 33) | {("legal",): None}
    found[SERVED.code] = Shown(
        SERVED,
        YEAR,
        {**served.numbers, ("other",): 24},
        unnamed=unnamed,
        merged={"service_type": {"other": ("public_benefits", "education")}},
        computed_at=COMPUTED,
    )
    return found


def everything_beside() -> Beside:
    """Estimates, barriers, what others report, and the year before."""
    rows = [("es", "Spanish", 6240, 690), ("ht", "Haitian Creole", 4870, 610)]
    rows += [("vi", "Vietnamese", 3390, 450), ("so", "Somali", 430, 240)]
    return Beside(
        estimates=(
            Estimates(
                "limited_english",
                "People who speak English less than very well",
                "Language",
                "people",
                tuple(Estimate(*row) for row in rows),
                "An invented survey, table X16001",
                "2020–2024",
            ),
        ),
        published=(
            Published(
                "undocumented",
                "People without status in the county",
                3000,
                5000,
                "An invented institute, 2024.",
                "Residual method.",
                "2022",
            ),
        ),
        barriers=(
            Barrier(
                "language",
                "Nobody speaks my language",
                (
                    Advice(
                        Paragraph("Keep interpreters at the counter of every department."),
                        "Housing department",
                        "Accepted",
                        date(2026, 1, 15),
                        date(2026, 9, 1),
                    ),
                ),
            ),
            Barrier("transport", "No way to get there"),
        ),
        reported=(
            Reported("Harbor Legal Aid", "people", "People served", "", 412, "By case file."),
            Reported("Sunrise Center", "people", "People served", "Housing", 96),
        ),
        silent=("Library branches",),
        earlier=(Earlier(2024, INTAKES.code, 377, "Yearly report 2024, page 12"),),
        expressions={LEGAL.code: "SELECT case_type, way, count(DISTINCT who) FROM facts"},
        certificate=CERTIFICATE,
        changed="",
    )


def a_document(language: str = "en", **more: Any) -> Document:
    """The whole report in a language."""
    facts: dict[str, Any] = {
        "shown": all_shown(),
        "texts": {
            "letter": (Paragraph("Dear Council,"), Paragraph("This was a long year.")),
            "summary": (
                Paragraph("Many people found help.", "en" if language != "en" else "", "reviewed"),
            ),
        },
        "language": language,
        "state": "signed",
        "version": 1,
        "computed_at": COMPUTED,
        "office": "Lindenport Office for Immigrants",
        "is_invented": True,
        "beside": everything_beside(),
    }
    return build(YEAR, **{**facts, **more})


def a_long_document(language: str = "en") -> Document:
    """As many tables and pictures as fill more than twenty pages."""
    copies = [
        replace(one, code=f"{one.code}.{at}", title=f"{one.title} {at}")
        for at in range(6)
        for one in (LEGAL, SERVED, NEEDED, PLACES)
    ]
    return a_document(language, shown={one.code: shown_of(one) for one in copies})
