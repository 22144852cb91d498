"""Who asked the office of Lindenport for help, and how far it came. All invented."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sample_city.data import DATA, Row
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.eligibility import Finding, RuleSet, all_rule_sets, read_answers, screen
from xenia.ground.reference.office import office_facts
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.operations import Request, Said, Told

# How many days ago, and by which rules.
LOOKED_UP_ALONE: Final = (
    (17, ("snap", "health-center")),
    (11, ("library-card",)),
    (8, ("snap",)),
    (3, ("n-400-fee-waiver", "low-fare-card")),
)


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
    if "looked_up" in row:
        _look_up(intake, row["looked_up"], known)
    if row["state"] == "submitted":
        return
    operations.screen(intake=intake, **known)
    if row["state"] in DECIDED:
        DECIDED[row["state"]](intake, row, known)


def _look_up(intake: Intake, asked: Mapping[str, Row], known: dict[str, Any]) -> None:
    """A colleague looked up with her what she may get, by rules in force that day; she agreed that we keep it."""
    day = local_day(known["at"])
    findings = [
        _found(code, answers, day) for code, answers in asked.items() if _rules(code).is_valid(day)
    ]
    settled = operations.Settled(findings=tuple(findings), agrees=True)
    operations.settle_screening(intake=intake, settled=settled, **known)


def _found(code: str, answers: Row, on: date) -> Finding:
    rules = replace(_rules(code), place=office_facts().region)
    return screen(rules, read_answers([rules], answers).answers, on)


def _rules(code: str) -> RuleSet:
    return next(one for one in all_rule_sets() if one.id == code)


def count_who_looked_up_alone(*, at: datetime) -> None:
    """What people looked up by themselves on the public page, in the weeks before."""
    for days_ago, codes in LOOKED_UP_ALONE:
        operations.note_screened_alone(
            rule_sets=[_rules(code) for code in codes], at=at - timedelta(days=days_ago)
        )


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
