"""How Lindenport gives account: counts its partners report, recommendations, totals of years before, others' estimates.

All of it is invented, and every page and report says so. Nobody is sent a message about it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sample_city.data import DATA, Row
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations.outbox import nobody_is_told
from xenia.ground.translations.operations import write_translations
from xenia.insight.reports.models import DataCall, DataRequest, Recommendation
from xenia.insight.reports.operations import call, earlier, recommending
from xenia.insight.reports.operations.call import Number
from xenia.registers.directory.models import Organization
from xenia.registers.population.files import read_file
from xenia.registers.population.operations import (
    Described,
    Published,
    add_published,
    bring_in_dataset,
    lay_down_dataset,
)

DIRECTOR: Final = "lena-abernathy"
# The call was opened so long ago that its day is just over: one partner is late.
OPENED_AGO: Final = timedelta(days=50)
COUNCIL_AFTER: Final = timedelta(days=88)
CASE_TYPES: Final = frozenset({"legal_direct", "legal_referred"})
WAY: Final[Mapping[str, tuple[str, ...]]] = {
    "made": (),
    "declined": ("declined",),
    "accepted": ("accepted",),
    "under_way": ("accepted", "under_way"),
    "done": ("accepted", "done"),
}
INVENTED: Final = "Invented for the sample city. These people do not exist."
LAST_YEAR: Final = 2024


@dataclass(frozen=True, slots=True)
class Office:
    """Who works here, with whom, and when the city is founded."""

    people: Mapping[str, User]
    organizations: Mapping[str, Organization]
    at: datetime

    @property
    def director(self) -> User:
        """Who opens the call and answers for recommendations."""
        return self.people[DIRECTOR]


def give_account(
    *, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    """A call for last year's counts, recommendations for most barriers, earlier totals, and estimates of others."""
    said: Row = json.loads((DATA / "accounting.json").read_text(encoding="utf-8"))
    office = Office(people, organizations, at)
    with nobody_is_told():
        _call(said["calls"], office)
    for row in said["recommendations"]:
        _recommend(row, office)
    for row in said["earlier"]:
        _earlier(row, office)
    for row in said["published"]:
        _published(row, office)
    bring_in_who_lives_here(at=at)


def _call(rows: list[Row], office: Office) -> DataCall:
    opened_at = office.at - OPENED_AGO
    opened = call.open_call(
        year=local_day(office.at).year - 1,
        council_on=local_day(opened_at + COUNCIL_AFTER),
        organizations=[office.organizations[row["organization"]] for row in rows],
        by=office.director,
        at=opened_at,
    )
    asked = {one.organization_id: one for one in opened.requests.all()}
    for row in rows:
        request = asked[office.organizations[row["organization"]].pk]
        _answer(request, row, office, opened_at + timedelta(days=row["days_after"]))
    return opened


def _answer(request: DataRequest, row: Row, office: Office, at: datetime) -> None:
    said: dict[str, Any] = {"request": request, "version": 0, "by": office.director, "at": at}
    if row["state"] == "nothing":
        call.nothing_to_report(**said)
    elif row["state"] == "answered":
        numbers = [_number(name, value) for name, value in row["numbers"].items()]
        call.answer(numbers=numbers, method=row["method"], **said)


def _number(name: str, value: int) -> Number:
    part, code = name.split("/")
    kept = "" if code == "all" else code
    if part in CASE_TYPES:
        return Number(part, value, case_type=kept)
    return Number(part, value, service_type=kept)


def _recommend(row: Row, office: Office) -> Recommendation:
    made_at = office.at - timedelta(days=row["days_ago"])
    due = row["due_in_days"]
    made = recommending.make(
        barrier=row["barrier"],
        text=row["text"],
        owner=office.organizations.get(row["owner"]),
        owner_words=row["owner_words"],
        due_on=local_day(office.at + timedelta(days=due)) if due else None,
        by=office.director,
        at=made_at,
    )
    for number, to in enumerate(WAY[row["status"]]):
        moved_at = made_at + timedelta(days=20 * (number + 1))
        recommending.move(
            recommendation=made, to=to, version=number, by=office.director, at=moved_at
        )
    _in_spanish(made, {"text": row["es"]}, office)
    return made


def _in_spanish(record: Any, texts: Mapping[str, str], office: Office) -> None:
    said = {field: {"es": text} for field, text in texts.items()}
    write_translations(record=record, texts=said, by=office.director, at=office.at)


def _earlier(row: Row, office: Office) -> None:
    year = local_day(office.at).year - row["years_back"]
    quoted = earlier.Quoted(
        year=year,
        measure=row["measure"],
        row=row["row"],
        value=row["value"],
        citation=f"Yearly report of the office for {year}, page {row['page']}. Invented.",
    )
    earlier.enter_earlier(quoted=quoted, by=office.director, at=office.at)


def _published(row: Row, office: Office) -> None:
    published = Published(
        code=row["code"],
        what=row["what"],
        place="Lindenport",
        as_of=date.fromisoformat(row["as_of"]),
        low=row["low"],
        high=row["high"],
        central=row["central"],
        unit=row.get("unit", "people"),
        method=row["method"],
        publisher=row["publisher"],
        citation=f"{row['publisher']}, 2025, page {row['page']}. {INVENTED}",
        is_invented=True,
    )
    made = add_published(published=published, by=office.director, at=office.at)
    _in_spanish(made, {"what": row["es"], "method": row["method_es"]}, office)


def bring_in_who_lives_here(*, at: datetime) -> None:
    """Where people were born, their age, education, income and arrival, with margins like those of a real survey."""
    path = DATA / "characteristics.csv"
    dataset = lay_down_dataset(
        described=Described(
            source="Lindenport sample survey",
            table="invented, who lives here",
            first_year=LAST_YEAR - 4,
            last_year=LAST_YEAR,
            citation=INVENTED,
            is_invented=True,
            file_name=path.name,
        ),
        reading=read_file(path.read_bytes(), last_year=LAST_YEAR),
        by=None,
        at=at,
    )
    bring_in_dataset(dataset=dataset, by=None, at=at)
