"""Whom Lindenport's services serve, and who was turned away. The city is invented; the three laws it cites are not.

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
from xenia.work.departments.operations import statements
from xenia.work.departments.operations.statements import Law, Paper, Said
from xenia.work.departments.queries.statements import is_city_service
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.filing import Report, file_complaint
from xenia.work.ombudsman.operations.working import About

# Departments confirm on days of their own within the year; some are more than a year behind.
CONFIRMED_DAYS_AGO = (20, 75, 130, 190)
DUE_DAYS_AGO = 380
OFFICER = "tomas-okonjo"


def say_whom_services_serve(
    *, at: datetime, people: Mapping[str, User], services: Mapping[str, Service]
) -> None:
    """Most statements are confirmed, some due, some never confirmed, some never said; a few people were turned away."""
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
    for row in said["turned_away"]:
        _turned_away(services[row["service"]], row, people[OFFICER], at)


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


def _turned_away(service: Service, row: Row, by: User, at: datetime) -> None:
    """Somebody complains from the service's page; the office goes as far with it as the row says."""
    when = at - timedelta(days=row["days_ago"])
    report = Report(row["words"], row["language"], kind=row["kind"], service=service)
    complaint = file_complaint(
        report=report, token=f"sample {service.pk} {row['days_ago']}", at=when
    )

    def said() -> dict[str, Any]:
        return {"complaint": complaint, "version": complaint.state_version, "by": by, "at": when}

    question, answer, closing = (row.get(one) for one in ("question", "answer", "closing"))
    if question or answer or closing:
        working.acknowledge(**said())
        about = About(complaint.kind, service.organization, service)
        working.assess(about=about, **said())
    if question:
        working.ask_department(words=question, names_nobody=True, **said())
    if closing:
        words = {"words": answer, "destination": row.get("destination", "")}
        working.close(closing=closing, **words, **said())
    elif answer:
        working.answer_her(words=answer, **said())
