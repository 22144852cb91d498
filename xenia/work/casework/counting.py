"""Each step enters the ledger in its own transaction: the room hears of it from `common.transitions`."""

import contextlib
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import of
from xenia.ground.common.transitions import Step, follow
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.barriers import BARRIER
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.fields import is_shredded
from xenia.work.casework.ledger_kinds import AGAIN, CONTACT, INTAKE, MATTER, NEED, SCREENED
from xenia.work.casework.models import Contact, Intake, Matter, Need
from xenia.work.casework.models import intake as intakes
from xenia.work.casework.models import matter as matters
from xenia.work.casework.models import need as needs


def count_every_step() -> None:
    """From now on every step of this room is counted."""
    follow("casework.intake", count_intake)
    follow("casework.need", count_need)
    follow("casework.matter", count_matter)


def about(intake: Intake) -> dict[str, Any]:
    """The language and the area of whoever it is, as the ledger carries them."""
    client = intake.client
    if client is not None:
        said = {"language": client.spoken_language, "area": client.area}
    else:
        said = {"language": intake.language, "area": intake.area}
    return {name: "" if is_shredded(value) else str(value) for name, value in said.items()}


def who(intake: Intake) -> dict[str, Any]:
    """Of whom an entry is, and whether anybody knows her name."""
    client = intake.client
    if client is None:
        return {"subject": intake.subject_id, "is_named": False}
    return {"subject": client.subject_id, "is_named": client.is_named}


def count_intake(step: Step) -> None:
    """An intake reached a state; who opens it again takes its end back."""
    intake: Intake = step.record
    said = {"mode": intake.channel, "is_new": intake.is_new, **about(intake), **who(intake)}
    if step.before in intakes.ENDED:
        ended = intake.steps_taken.filter(after=step.before).latest("at")
        less = said | {"outcome": step.before, "reason": ended.reason}
        _take_back(INTAKE, on=local_day(ended.at), **less)
        return
    reason = intake.why if step.after in intakes.ENDED else _again(intake, step.after)
    ledger.record(kind=INTAKE, on=local_day(step.at), outcome=step.after, reason=reason, **said)
    if step.after == intakes.Status.SCREENED and _is_first_look(step):
        ledger.record(kind=SCREENED, on=local_day(step.at), mode=intake.channel, **about(intake))


def _is_first_look(step: Step) -> bool:
    """Taken back, open again and looked at once more, it is still one screening."""
    intake: Intake = step.record
    went_on = any(one.before == intakes.Status.SCREENED for one in of(intake, "steps_taken"))
    return intake.is_counted and not went_on


def _again(intake: Intake, state: str) -> str:
    return AGAIN if state == intakes.Status.SUBMITTED and not intake.is_counted else ""


def count_need(step: Step) -> None:
    """A need was said, met, or stays unmet; who opens it again takes that back."""
    need: Need = step.record
    said: dict[str, Any] = {"need": need.need, **about(need.intake)}
    if step.before in (needs.Status.MET, needs.Status.UNMET):
        ended = need.steps_taken.filter(after=step.before).latest("at")
        less = said | {"outcome": step.before, "reason": ended.reason}
        _take_back(NEED, on=local_day(ended.at), **less)
        return
    ledger.record(kind=NEED, on=local_day(step.at), outcome=step.after, reason=need.why, **said)


def count_matter(step: Step) -> None:
    """A matter was opened or closed, so that brought forward + opened - closed is what is carried forward.

    Opened again in the year it was closed, it never was closed; in a later year it is opened, and not new.
    """
    matter: Matter = step.record
    said: dict[str, Any] = {"program": matter.program, "need": matter.issue}
    on = local_day(step.at)
    if step.before == "":
        ledger.record(kind=MATTER, on=on, outcome=matters.Status.OPEN, is_new=True, **said)
    elif step.after == matters.Status.CLOSED:
        ledger.record(kind=MATTER, on=on, outcome=matter.outcome, **said)
    elif step.before == matters.Status.CLOSED:
        _count_reopened(matter, on, said)


def _count_reopened(matter: Matter, on: date, said: dict[str, Any]) -> None:
    closed = matter.steps_taken.filter(after=matters.Status.CLOSED).latest("at")
    day = local_day(closed.at)
    if day.year == on.year:
        ledger.record(kind=MATTER, on=day, quantity=-1, outcome=closed.reason, **said)
    else:
        ledger.record(kind=MATTER, on=on, outcome=matters.Status.OPEN, is_new=False, **said)


def count_contact(contact: Contact, *, subject: UUID, is_named: bool, quantity: int = 1) -> None:
    """She was here. quantity: -1 takes it back. Raises YearIsClosed."""
    ledger.record(
        kind=CONTACT,
        quantity=quantity,
        on=contact.on,
        mode=contact.channel,
        language=str(contact.language),
        need=contact.need,
        subject=subject,
        is_named=is_named,
    )


def count_barriers(
    intake: Intake, *, more: Collection[str], fewer: Collection[str], on: date
) -> None:
    """What stands between her and help; with the need, where it is only one."""
    said = [one.need for one in of(intake, "needs")]
    known: dict[str, Any] = {"need": said[0] if len(said) == 1 else "", **about(intake)}
    for code in sorted(more):
        ledger.record(kind=BARRIER, on=on, reason=code, **known)
    for code in sorted(fewer):
        _take_back(BARRIER, on=on, reason=code, **known)


def uncount_case(intake: Intake) -> None:
    """A case that came in by mistake, and nobody worked on, never was."""
    said = {"mode": intake.channel, "is_new": intake.is_new, **about(intake), **who(intake)}
    for step in intake.steps_taken.all():
        how = {"outcome": step.after, "reason": _again(intake, step.after)}
        _take_back(INTAKE, on=local_day(step.at), **how, **said)
        if step.after == intakes.Status.SCREENED and intake.is_counted:
            _take_back(SCREENED, on=local_day(step.at), mode=intake.channel, **about(intake))
    for need in intake.needs.all():
        opened: dict[str, Any] = {"outcome": needs.Status.OPEN, "need": need.need}
        _take_back(NEED, on=need.said_on, **opened, **about(intake))
    for matter in intake.matters.all():
        opened = {"outcome": matters.Status.OPEN, "need": matter.issue, "is_new": True}
        _take_back(MATTER, on=matter.opened_on, program=matter.program, **opened)


def _take_back(kind: str, *, on: date, **said: Any) -> None:
    """One less on the day it was counted. The counts of a closed year stay as they are."""
    with contextlib.suppress(YearIsClosed):
        ledger.record(kind=kind, on=on, quantity=-1, **said)
