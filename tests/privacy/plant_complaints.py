"""Somebody complains, and the office, a department and the city write about it; each of their words is planted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

Say = Callable[[], str]


def complaints(word: Say, mailbox: Say, phone: Say, colleague: Any) -> None:
    """Three complaints: one goes its whole way, one is referred, one is held. Every field takes a word."""
    from xenia.ground.common.dates import now
    from xenia.ground.notifications.operations.reach import Way
    from xenia.work.ombudsman.operations import filing
    from xenia.work.ombudsman.operations.filing import Report
    from xenia.work.ombudsman.tests.makers import a_department, an_officer

    at, officer, (department, head) = now(), an_officer(), a_department()
    ways: tuple[Way | None, ...] = (
        Way("email", mailbox(), channels=("email",)),
        Way("phone", phone(), channels=("sms",)),
        None,
    )
    filed = [
        filing.file_complaint(
            report=Report(
                words=word(),
                language="so",
                kind="access",
                department=department,
                level="confidential" if way else "anonymous",
                answer_by={"email": "email", "phone": "sms"}[way.kind] if way else "code",
                way=way,
            ),
            token=f"complaint {number}",
            at=at,
            held=way is None,
        )
        for number, way in enumerate(ways)
    ]
    _goes_its_way(filed[0], word, officer, head, at)
    _is_referred(filed[1], word, officer, at)
    _belongs_to_it(filed[0], word, officer, at)


def _goes_its_way(complaint: Any, word: Say, officer: Any, head: Any, at: Any) -> None:
    from xenia.ground.common.dates import local_day
    from xenia.work.ombudsman.operations import filing, working
    from xenia.work.ombudsman.operations.working import About, Agreed

    def said(by: Any = officer, *, translated: bool = True) -> dict[str, Any]:
        version = complaint.state_version
        english = {"english": word()} if translated else {}
        return {"complaint": complaint, "version": version, "by": by, "at": at} | english

    plain: dict[str, Any] = {"translated": False}
    working.acknowledge(words=word(), **said())
    working.assess(about=About("delay", complaint.department), **said(**plain))
    working.note(complaint=complaint, words=word(), by=officer, at=at)
    working.ask_department(words=word(), names_nobody=True, **said(**plain))
    working.reply_for_department(words=word(), proposal=word(), **said(head, **plain))
    working.ask_her(words=word(), **said())
    filing.write_again(complaint=complaint, words=word(), at=at)
    working.find(outcome="upheld", words=word(), **said())
    agreed = Agreed("service", word(), local_day(at) + timedelta(days=9))
    remedy = working.agree_remedy(agreed=agreed, words=word(), **said(**plain))
    working.verify_remedy(
        remedy=remedy, already=True, version=complaint.state_version, by=officer, at=at
    )


def _is_referred(complaint: Any, word: Say, officer: Any, at: Any) -> None:
    from xenia.work.ombudsman.operations import working

    working.close(
        complaint=complaint,
        closing="referred",
        destination=word(),
        words=word(),
        english=word(),
        version=complaint.state_version,
        by=officer,
        at=at,
    )


def _belongs_to_it(complaint: Any, word: Say, officer: Any, at: Any) -> None:
    """What she lets the department know, a picture, and what was passed on to the city."""
    from xenia.ground.common.dates import local_day
    from xenia.work.ombudsman.models import Evidence, Release, ServiceRequest

    today = local_day(at)
    hers: dict[str, Any] = {"subject_id": complaint.subject_id, "complaint": complaint}
    Release.objects.create(
        department=complaint.department,
        field="account",
        value=word(),
        given_on=today,
        until=today + timedelta(days=30),
        **hers,
    )
    Evidence.objects.create(
        source="her", picture=word().encode(), caption=word(), added_on=today, **hers
    )
    ServiceRequest.objects.create(
        service_code="001",
        service_name="Lights",
        description=word(),
        address=word(),
        made_on=today,
        by_id=officer.pk,
        **hers,
    )
