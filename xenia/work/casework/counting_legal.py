"""Legal matters in the ledger: people served directly or by a partner, matters by type of case, what they brought."""

import contextlib
from datetime import date
from typing import Any, Final

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step, follow
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.operations import record_legal
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.casework.ledger_kinds_legal import (
    BENEFIT,
    BY_PARTNER,
    DIRECT,
    FOLLOWED,
    LATER,
    LEGAL_MATTER,
    MINUTES,
    REFERRED,
)
from xenia.work.casework.models import Activity, LaterDecision, LegalSide, Matter
from xenia.work.casework.models.matter import OFFICE, Status
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations.counting import ENDING_COUNTED_BY

LEGAL: Final = "legal"  # the service type, and the category of needs
STREAM: Final = "legal"


def count_legal_steps() -> None:
    """From now on steps of legal matters, and of referrals to legal providers, are counted."""
    follow("casework.matter", count_legal_matter)
    follow("referrals.referral", count_legal_referral)
    ENDING_COUNTED_BY["casework"] = count_served_elsewhere


def legal_needs() -> frozenset[str]:
    """The needs of the report's category of legal help."""
    return frozenset(one.code for one in vocabulary("needs") if one.category == LEGAL)


def count_legal_matter(step: Step) -> None:
    """A legal matter was closed, or opened again: in the year it was closed, it never was."""
    matter: Matter = step.record
    if not matter.is_legal:
        return
    if step.after == Status.CLOSED:
        _count_case(matter.legal, LEGAL_MATTER, local_day(step.at), outcome=matter.outcome)
        count_benefits(matter.legal, local_day(step.at))
    elif step.before == Status.CLOSED:
        _count_reopened(matter, local_day(step.at))


def _count_reopened(matter: Matter, on: date) -> None:
    closed = matter.steps_taken.filter(after=Status.CLOSED).latest("at")
    day = local_day(closed.at)
    if day.year == on.year:
        _count_case(matter.legal, LEGAL_MATTER, day, -1, outcome=closed.reason)
        count_benefits(matter.legal, day, -1)
    else:
        _count_case(matter.legal, LEGAL_MATTER, on, outcome=Status.OPEN)


def count_opened(side: LegalSide, on: date) -> None:
    """A legal matter was opened."""
    _count_case(side, LEGAL_MATTER, on, outcome=Status.OPEN)


def count_as_another_case(side: LegalSide, before: str, opened_on: date) -> None:
    """It was another type of case than we thought: what was opened is counted anew, while its year is open."""
    with contextlib.suppress(YearIsClosed):
        _count_case(side, LEGAL_MATTER, opened_on, -1, case_type=before, outcome=Status.OPEN)
        _count_case(side, LEGAL_MATTER, opened_on, outcome=Status.OPEN)


def count_benefits(side: LegalSide, on: date, quantity: int = 1) -> None:
    """What it brought her, each thing once."""
    for code in known_to_rules(side, "benefits") or ():
        _count_case(side, BENEFIT, on, quantity, outcome=code)


def count_later(side: LegalSide, decision: LaterDecision) -> None:
    """It was decided after all, in the year of the decision. Raises YearIsClosed."""
    _count_case(side, LATER, decision.decided_on, outcome=decision.outcome)


def count_served(side: LegalSide, on: date) -> None:
    """She was served: by us, or by the provider that holds it. Raises YearIsClosed."""
    matter = side.matter
    kind = DIRECT if matter.holder == OFFICE else BY_PARTNER
    record_legal(
        kind=kind,
        on=on,
        case_type=str(known_to_rules(side, "case_type")),
        provider=matter.organization_id,
        need=matter.issue,
        **_who(matter),
        **_about(matter),
    )


def count_minutes(activity: Activity, matter: Matter) -> None:
    """How long somebody worked on it. Raises YearIsClosed."""
    ledger.record(
        kind=MINUTES,
        on=activity.on,
        quantity=activity.minutes,
        provider=matter.organization_id,
        mode=activity.kind,
    )


def count_legal_referral(step: Step) -> None:
    """Somebody was sent to another legal provider, and was taken on there. Who is sent there once more was sent once."""
    referral: Referral = step.record
    if referral.need not in legal_needs():
        return
    on = local_day(step.at)
    if (step.before, step.after) == ("draft", "sent"):
        _count_referred(REFERRED, referral, on)
    elif step.after == "accepted":
        _count_referred(FOLLOWED, referral, on, outcome="accepted")


def count_served_elsewhere(referral: Referral, on: date, times: int) -> None:
    """Another legal provider served somebody who was referred to it; -1: it is set right, or begins once more."""
    if referral.need in legal_needs() and referral.outcome in ("served", "partly"):
        if times > 0:
            _count_referred(FOLLOWED, referral, on, outcome="served")
            return
        with contextlib.suppress(YearIsClosed):
            _count_referred(FOLLOWED, referral, on, outcome="served", quantity=times)


def _count_referred(kind: str, referral: Referral, on: date, **said: Any) -> None:
    client = referral.client
    ledger.record(
        kind=kind,
        on=on,
        subject=client.subject_id,
        is_named=client.is_named,
        service_type=LEGAL,
        provider=referral.organization_id,
        need=referral.need,
        language=_plain(client.spoken_language),
        area=_plain(client.area),
        **said,
    )


def _count_case(side: LegalSide, kind: str, on: date, quantity: int = 1, **said: Any) -> None:
    usual = {"case_type": _plain(known_to_rules(side, "case_type"))}
    who = _who(side.matter)
    if quantity > 0:
        ledger.record(kind=kind, on=on, stream=STREAM, **who, **(usual | said))
        return
    with contextlib.suppress(YearIsClosed):
        ledger.record(kind=kind, on=on, stream=STREAM, quantity=quantity, **who, **(usual | said))


def _who(matter: Matter) -> dict[str, Any]:
    return {"subject": matter.client.subject_id, "is_named": matter.client.is_named}


def _about(matter: Matter) -> dict[str, Any]:
    client = matter.client
    return {"language": _plain(client.spoken_language), "area": _plain(client.area)}


def _plain(value: object) -> str:
    return "" if is_shredded(value) else str(value)
