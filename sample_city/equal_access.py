"""Whom Lindenport's services serve, and who was refused. The city is invented; the three laws it cites are not.

Source: United States Code, 8 U.S.C. 1611 and 1621 (Public Law 104-193, August 22, 1996), 18 U.S.C. 611 (Public Law
104-208, September 30, 1996).
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sample_city.data import DATA, Row, rows
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import Service
from xenia.work.departments.operations import refusals, statements, working
from xenia.work.departments.operations.refusals import Report
from xenia.work.departments.operations.statements import Law, Paper, Said
from xenia.work.departments.queries.statements import is_city_service

# Departments confirm on days of their own within the year; some are more than a year behind.
CONFIRMED_DAYS_AGO = (20, 75, 130, 190)
DUE_DAYS_AGO = 380


def say_whom_services_serve(
    *, at: datetime, people: Mapping[str, User], services: Mapping[str, Service]
) -> None:
    """Most statements are confirmed, some due, some never confirmed, some never said; a few people were refused."""
    said: Row = json.loads((DATA / "equal_access.json").read_text(encoding="utf-8"))
    heads = {
        row["organization"]: people[row["key"]]
        for row in rows("people")
        if row["role"] == Role.DEPARTMENT_COORDINATOR
    }
    for number, row in enumerate([*rows("services_full"), *rows("services_named")]):
        service = services[row["key"]]
        if is_city_service(service) and row["key"] not in said["unsaid"]:
            days = DUE_DAYS_AGO if row["key"] in said["due"] else CONFIRMED_DAYS_AGO[number % 4]
            head = None if row["key"] in said["drafts"] else heads.get(row["organization"])
            _state(
                service,
                _said(row["key"], said),
                head,
                people["lena-abernathy"],
                at - timedelta(days=days),
            )
    for row in said["refusals"]:
        _refused(services[row["service"]], row, people["djenifa-tavares"], at)


def _said(key: str, said: Row) -> Said:
    if key in said["laws"]:
        law = said["laws"][key]
        return Said("law", law=Law(**law | {"begins": date.fromisoformat(law["begins"])}))
    papers = [Paper(*one) for one in said["papers"].get(key, ())]
    return Said("papers", papers=papers) if papers else Said("open")


def _state(service: Service, said: Said, head: User | None, office: User, at: datetime) -> None:
    """The department writes and confirms; where it does not, the office writes for it."""
    written = statements.write_statement(service=service, said=said, by=head or office, at=at)
    if head:
        statements.confirm_statement(
            statement=written, version=written.state_version, by=head, at=at
        )


def _refused(service: Service, row: Row, by: User, at: datetime) -> None:
    when = at - timedelta(days=row["days_ago"])
    report = Report(row["words"], row["language"], told=row["told"])
    refusal = refusals.report_refusal(
        service=service, report=report, token=f"sample {service.pk} {row['days_ago']}", at=when
    )
    said: dict[str, Any] = {"refusal": refusal, "by": by, "at": when}
    if question := row.get("question"):
        working.ask_department(
            words=question, names_nobody=True, version=refusal.state_version, **said
        )
    if answer := row.get("answer"):
        working.answer_her(words=answer, version=refusal.state_version, **said)
    if closing := row.get("closing"):
        working.close_refusal(closing=closing, version=refusal.state_version, **said)
