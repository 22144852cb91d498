"""Who asked the office of Lindenport for help, and how far it came. All invented."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sample_city.data import DATA, Row
from xenia.ground.accounts.models import User
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.operations import Request, Said, Told


def take_everybody_in(*, at: datetime, people: Mapping[str, User]) -> None:
    """Intakes of every channel in every state, needs met and open, matters under way."""
    found: list[Row] = json.loads((DATA / "cases.json").read_text(encoding="utf-8"))
    for number, row in enumerate(found):
        then = at - timedelta(days=row["days_ago"])
        if row.get("online"):
            request = Request(
                language=row["language"],
                words=row["words"],
                needs=tuple(row["needs"]),
                called=row["called"],
            )
            operations.ask_for_help(request=request, token=f"sample case {number}", at=then)
        else:
            _take_in(row, {"by": people[row["by"]], "at": then})


def _take_in(row: Row, known: dict[str, Any]) -> None:
    told = Told(
        channel=row["channel"],
        needs=tuple(row["needs"]),
        barriers=tuple(row["barriers"]),
        note=row["note"],
        said=Said(
            called=row["called"],
            spoken_language=row["language"],
            written_language=row["language"],
        ),
        agrees=bool(row["called"]),
    )
    intake = operations.submit_intake(told=told, **known).intake
    if row["state"] == "submitted":
        return
    operations.screen(intake=intake, **known)
    if row["state"] in DECIDED:
        DECIDED[row["state"]](intake, row, known)


def _accepted(intake: Intake, row: Row, known: dict[str, Any]) -> None:
    operations.accept(intake=intake, **known)
    assert intake.client
    matter = operations.open_matter(
        client=intake.client, issue=row["matter"], intake=intake, **known
    )
    operations.work_on(matter=matter, **known)
    for need in intake.needs.filter(need__in=row.get("met", ())):
        operations.meet_need(need=need, **known)


def _waitlisted(intake: Intake, _row: Row, known: dict[str, Any]) -> None:
    operations.waitlist(intake=intake, **known)


def _declined(intake: Intake, row: Row, known: dict[str, Any]) -> None:
    operations.decline(intake=intake, why=row["why"], is_referred=True, **known)


DECIDED: dict[str, Callable[[Intake, Row, dict[str, Any]], None]] = {
    "accepted": _accepted,
    "waitlisted": _waitlisted,
    "declined": _declined,
}
