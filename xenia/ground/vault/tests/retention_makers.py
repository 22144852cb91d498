"""Rules, holds and nights, for the tests of retention."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tests.people.models import Visit
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys.models import SubjectKey
from xenia.ground.vault.models import LegalHold, RetentionRule
from xenia.ground.vault.operations.hold import ask_to_lift, lift_hold, place_hold
from xenia.ground.vault.operations.rounds import run_round
from xenia.ground.vault.operations.rule import approve_rule, propose_rule

# One in the night, in the city.
NIGHT = datetime.fromisoformat("2026-03-02T01:00:00-05:00")
TODAY = NIGHT.date()
LONG_AGO = date(2020, 1, 1)
SCHEDULE = "City Records Schedule 2025, series 14.2"
DECLARED = {"people.person": (365, "closed_on"), "people.visit": (365, "on")}


def night(days: int) -> datetime:
    """The night so many days later."""
    return NIGHT + timedelta(days=days)


def the_director() -> User:
    return a_user(Role.DIRECTOR)


def the_counsel() -> User:
    return a_user(Role.COUNSEL)


def a_proposal(
    record_class: str = "people.person",
    keep_days: int = 365,
    since: str = "",
    by: User | None = None,
) -> RetentionRule:
    """A rule that waits for two."""
    return propose_rule(
        record_class=record_class,
        keep_days=keep_days,
        since=since or DECLARED[record_class][1],
        source=SCHEDULE,
        in_effect_on=LONG_AGO,
        by=by or the_director(),
        at=NIGHT,
    )


def a_rule(
    record_class: str = "people.person", keep_days: int = 365, since: str = ""
) -> RetentionRule:
    """A rule two people approved."""
    director = the_director()
    rule = a_proposal(record_class, keep_days, since, by=director)
    approve_rule(rule=rule, by=director, at=NIGHT)
    return approve_rule(rule=rule, by=the_counsel(), at=NIGHT)


def rules_for_people(keep_days: int = 365) -> None:
    """Both of a person's record classes have an approved rule."""
    for record_class in DECLARED:
        a_rule(record_class, keep_days)


def a_visit(subject: UUID, on: date) -> Visit:
    visit = Visit(subject_id=subject, what="Food", on=on)
    visit.save(force_insert=True)
    return visit


def a_hold(*, record_class: str = "", subject: UUID | None = None) -> LegalHold:
    return place_hold(
        reference="26-cv-0007",
        record_class=record_class,
        subject=subject,
        by=the_counsel(),
        at=NIGHT,
    )


def lifted(hold: LegalHold) -> LegalHold:
    """The hold, lifted by two."""
    ask_to_lift(hold=hold, by=the_counsel(), at=NIGHT)
    return lift_hold(hold=hold, by=the_director(), at=NIGHT)


def nights(*days: int) -> None:
    """Run the round in these nights."""
    for day in days:
        done = run_round(at=night(day))
        assert not done.problems


def is_gone(subject: UUID) -> bool:
    """Whether nothing of hers opens any more."""
    return not SubjectKey.objects.filter(pk=subject).exists()
