"""Legal help of three years: by the office's own people, by a provider she was sent to, or by a referral alone. All invented."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from sample_city.legal import PROVIDER
from sample_city.lives import later, one_of
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Organization
from xenia.work.casework.models import Credential, Intake, Matter, Recognition
from xenia.work.casework.models.matter import ADJUDICATED, OFFICE
from xenia.work.casework.operations import Case, keep_credential, recognize
from xenia.work.casework.operations.in_bulk import Taken, Worked, work_on_matters
from xenia.work.casework.operations.legal_in_bulk import (
    Ended,
    Later,
    Looked,
    Ours,
    Theirs,
    Work,
    clear_of_conflicts,
    close_legal_matters,
    note_activities,
    note_later_decisions,
    open_from_referrals,
    open_legal_matters,
)
from xenia.work.referrals.models import Referral

LEGAL_NEEDS: Final = frozenset({"immigration-legal", "citizenship"})
# Who helps: the office itself, a provider that runs the matter here, or a provider she is sent to.
OURS, THEIRS, SENT = "ours", "theirs", "sent"
WAYS: Final[Mapping[str, int]] = {OURS: 46, THEIRS: 30, SENT: 24}
# Of each need, what the case is.
CASES: Final[Mapping[str, Mapping[str, int]]] = {
    "citizenship": {"naturalization": 1},
    "immigration-legal": {
        "permission-to-work": 22, "family-petition": 21, "permanent-residence": 20, "removal": 19, "asylum": 18,
    },
}  # fmt: skip
COURT: Final = "immigration-court"
VENUES: Final[Mapping[str, str]] = {"removal": COURT}
BROUGHT: Final[Mapping[str, tuple[str, ...]]] = {
    "naturalization": ("citizenship",), "permission-to-work": ("work-permit",), "family-petition": ("family-together",),
    "permanent-residence": ("permanent-residence",), "removal": ("case-ended",), "asylum": ("protection",),
}  # fmt: skip
OUTCOMES: Final[Mapping[str, int]] = {
    "favorable": 52, "advice": 32, "unfavorable": 12, "not_reached": 4,
}  # fmt: skip
# What takes years is closed here before it is decided.
OUTCOMES_OF_LONG: Final[Mapping[str, int]] = {
    "favorable": 38, "advice": 14, "unfavorable": 10, "pending": 38,
}  # fmt: skip
LONG: Final = frozenset({"removal", "asylum"})
DECIDED_LATER: Final[Mapping[str, int]] = {"favorable": 70, "unfavorable": 30}
KINDS: Final = ("meeting", "writing", "looking_up")
MINUTES: Final = (20, 30, 45, 60, 90)
UNTIL: Final = timedelta(days=365)
LONG_AGO: Final = timedelta(days=1_500)
SPEAKS_FOR_THE_OFFICE: Final = ("jean-rony-desravines", "mateo-villacorta")
SPEAKS_FOR_THE_PROVIDER: Final = "colette-barnaby"
DIRECTOR: Final = "marisol-quintana-reyes"
TERM: Final = timedelta(days=1_000)


@dataclass(slots=True)
class Legal:
    """One legal issue of one person: what the case is, who works on it, and the chance that says how it goes."""

    need: str
    case: Case
    by: User
    at: datetime
    chance: Random
    intake: Intake | None = None
    referral: Referral | None = None
    matter: Matter | None = None
    worked: list[datetime] = field(default_factory=list)


def let_them_speak(
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    founded: date,
    at: datetime,
) -> None:
    """Whoever speaks for people of the past showed her credential long before; written down once."""
    director, first = people[DIRECTOR], founded - LONG_AGO
    if Credential.objects.filter(holder=OFFICE).exists():
        return
    recognize(holder=OFFICE, valid_from=first, valid_until=founded + UNTIL, by=director, at=at)
    attorney, accredited = (people[key] for key in SPEAKS_FOR_THE_OFFICE)
    provider = str(organizations[PROVIDER].pk)
    _keep(attorney, "attorney", OFFICE, (first, None), director, at)
    for begins in (first, first + TERM):
        _keep(accredited, "full", OFFICE, (begins, begins + TERM - timedelta(days=1)), director, at)
    _keep(people[SPEAKS_FOR_THE_PROVIDER], "attorney", provider, (first, None), director, at)
    if not Recognition.objects.stands(provider, founded):
        recognize(holder=provider, valid_from=first, valid_until=founded, by=director, at=at)


def _keep(
    person: User, kind: str, holder: str, days: tuple[date, date | None], by: User, at: datetime
) -> None:
    keep_credential(
        person=person,
        kind=kind,
        holder=holder,
        valid_from=days[0],
        valid_until=days[1],
        by=by,
        at=at,
    )


def way_of(chance: Random, needs: Iterable[str]) -> tuple[str, str]:
    """What somebody needs legal help with, and who helps; two times nothing where she does not."""
    need = next((one for one in needs if one in LEGAL_NEEDS), "")
    return (need, one_of(chance, WAYS)) if need else ("", "")


def case_for(chance: Random, need: str) -> Case:
    """What the case is, and before whom."""
    kind = one_of(chance, CASES[need])
    return Case(kind, VENUES.get(kind, "uscis"))


def help_here(found: Sequence[Legal], *, until: datetime, at: datetime) -> None:
    """The office's own people take these on, and come as far with them as time went. until: when the history ends."""
    ours = [
        Ours(Taken(one.intake, one.need, one.by, one.at), one.case) for one in found if one.intake
    ]
    for one, matter in zip(found, open_legal_matters(ours, at=at), strict=True):
        one.matter = matter
    _go_on(found, until=until, at=at)


def help_there(found: Sequence[Legal], *, until: datetime, at: datetime) -> None:
    """A provider takes on whom the office sent to it."""
    theirs = [
        Theirs(one.referral, one.case, local_day(one.at) + UNTIL, one.by, one.at)
        for one in found
        if one.referral
    ]
    for one, matter in zip(found, open_from_referrals(theirs, at=at), strict=True):
        one.matter = matter
    _go_on(found, until=until, at=at)


def _go_on(found: Sequence[Legal], *, until: datetime, at: datetime) -> None:
    """Looked through for conflicts, worked on once or more, ended, and sometimes decided later."""
    opened = [(one, one.matter) for one in found if one.matter]
    clear_of_conflicts([Looked(matter, one.by, one.at) for one, matter in opened], at=at)
    work_on_matters(
        [Worked(matter, "in_progress", one.by, one.at) for one, matter in opened], at=at
    )
    for days in (0, 15, 30):
        _work(opened, days, until, at)
    ended = [
        (one, matter, later(one.chance, one.worked[-1], 30), one_of(one.chance, _outcomes(one)))
        for one, matter in opened
    ]
    over = [each for each in ended if each[2] < until]
    close_legal_matters([_ended(*each) for each in over], at=at)
    open_again = [
        Later(matter, one_of(one.chance, DECIDED_LATER), one.by, later(one.chance, moment, 90))
        for one, matter, moment, outcome in over
        if outcome == "pending"
    ]
    note_later_decisions([one for one in open_again if one.at < until], at=at)


def _outcomes(one: Legal) -> Mapping[str, int]:
    return OUTCOMES_OF_LONG if one.case.case_type in LONG else OUTCOMES


def _work(opened: Sequence[tuple[Legal, Matter]], days: int, until: datetime, at: datetime) -> None:
    """At the beginning with everybody; then with some again."""
    again = []
    for one, matter in opened:
        moment = later(one.chance, one.worked[-1], days) if days else one.at
        if not days or (one.chance.random() < 0.55 and moment < until):
            one.worked.append(moment)
            kind, minutes = one.chance.choice(KINDS), one.chance.choice(MINUTES)
            again.append(Work(matter, kind, minutes, one.by, moment))
    note_activities(again, at=at)


def _ended(one: Legal, matter: Matter, moment: datetime, outcome: str) -> Ended:
    case = one.case
    decided = "IB" if case.venue == COURT else "H"
    code = decided if outcome in ADJUDICATED else "A"
    benefits = BROUGHT[case.case_type] if outcome == "favorable" else ()
    return Ended(matter, outcome, code, one.by, moment, benefits)
