"""ZIP codes and the points distances are measured from, for every town and county of the United States.

Source: the `zipcodes` package (postal codes with the middle of each, as collected by its maintainers).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Where people get mail. Left out: addresses of one company, and military post.
LIVED_IN = ("STANDARD", "PO BOX")


@dataclass(frozen=True, slots=True)
class ZipPoint:
    """One ZIP code: the middle of it in degrees, the town the post calls it after, its time zone."""

    zip_code: str
    latitude: float
    longitude: float
    town: str
    time_zone: str


def zip_point(zip_code: str) -> ZipPoint | None:
    """Where a ZIP code of five digits lies; None where nobody gets mail under it."""
    import zipcodes

    if len(zip_code) != 5 or not (zip_code.isascii() and zip_code.isdecimal()):
        return None
    return next(iter(_points(zipcodes.matching(zip_code))), None)


def zips_of_city(name: str, state: str) -> list[ZipPoint]:
    """The ZIP codes the post has for a city such as "Boston", "MA", in order; none for an unknown name."""
    import zipcodes

    return _points(zipcodes.filter_by(city=name.strip(), state=state.upper()))


def zips_of_county(name: str, state: str) -> list[ZipPoint]:
    """The ZIP codes of a county, named as "Somerset" or "Somerset County", in order; none for an unknown name."""
    import zipcodes

    given = name.strip()
    rows = zipcodes.filter_by(county=given, state=state.upper())
    return _points(rows or zipcodes.filter_by(county=f"{given} County", state=state.upper()))


def _points(rows: Iterable[dict[str, Any]]) -> list[ZipPoint]:
    found = {
        row["zip_code"]: ZipPoint(
            row["zip_code"], float(row["lat"]), float(row["long"]), row["city"], row["timezone"]
        )
        for row in rows
        if row["zip_code_type"] in LIVED_IN and row["active"] and float(row["lat"] or 0)
    }
    return [found[code] for code in sorted(found)]
