"""A small history, done one operation at a time or many at once, and how its rows read without their random ids."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import written_together
from xenia.registers.clients import operations as clients
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, Said
from xenia.registers.clients.operations import in_bulk as clients_in_bulk
from xenia.work.casework import operations as casework
from xenia.work.casework.models import (
    Intake,
    Matter,
    Need,
)
from xenia.work.casework.operations import Told, legal_in_bulk
from xenia.work.casework.operations import in_bulk as casework_in_bulk
from xenia.work.casework.tests.legal_makers import COURT, OATH, Provider, now_as
from xenia.work.programs import operations as programs
from xenia.work.programs.models import Enrolment, Offering
from xenia.work.programs.operations import in_bulk as programs_in_bulk
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations import Words
from xenia.work.referrals.operations import in_bulk as referrals_in_bulk
from xenia.work.referrals.operations.outcome import give_up
from xenia.work.referrals.tests.makers import LEARNS, Partner

FIRST: Final = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
NEEDS: Final = ("adult-education", "work", "food", "housing", "safety")
BARRIERS: Final = ("language", "cost", "fear")
DAY: Final = timedelta(days=1)
YEAR: Final = timedelta(days=365)
LEGAL_NEED: Final = "citizenship"
BROUGHT: Final = {"favorable": ("citizenship",)}


class Undone(Exception):
    """The scene is over, and as if it never was."""


@contextmanager
def undone() -> Iterator[None]:
    """Do something, look at it, and take it back."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        return


@dataclass(slots=True)
class Life:
    """What happens to one person of the history; the records are filled in while it is done."""

    said: Said
    at: datetime
    is_known: bool
    told: dict[str, Any]
    decision: str
    why: str
    partner: Partner | None
    answer: str
    returns: int
    matter: str
    settles: str
    takes_part: bool
    # Legal help: nobody's, the office's own, a provider's; and how it ends, if it does.
    legal: str
    legal_end: str
    client: Client | None = None
    intake: Intake | None = None
    referral: Referral | None = None
    issue: Matter | None = None
    legal_referral: Referral | None = None
    legal_issue: Matter | None = None
    kept: list[Any] = field(default_factory=list)

    @property
    def sheet(self) -> Told:
        """Her screen."""
        if self.client:
            return Told(client=self.client, **self.told)
        return Told(said=self.said, **self.told)


def a_life(chance: random.Random, number: int, partners: list[Partner]) -> Life:
    """Somebody, with whatever may happen."""
    is_known, is_named = chance.random() < 0.85, chance.random() < 0.7
    decision = chance.choice(
        ["accepted"] * 5 + ["declined", "waitlisted", "withdrawn", "screened", "submitted"]
    )
    if not is_known and decision == "accepted":
        decision = "declined"
    needs = tuple(chance.sample(NEEDS, chance.randint(1, 3)))
    reasons = {"declined": "no_capacity", "withdrawn": "not_reached"}
    return Life(
        said=Said(
            called=f"Person {number}" if is_known and is_named else "",
            spoken_language=chance.choice(("vi", "es", "ht", "")),
            birth_year=chance.choice(("", "1980")) if is_known else "",
            area=chance.choice(("harborside", "")),
        ),
        at=FIRST + chance.randint(0, 20) * DAY,
        is_known=is_known,
        told={
            "channel": chance.choice(("walk_in", "phone", "corner")),
            "needs": needs,
            "barriers": tuple(chance.sample(BARRIERS, chance.randint(0, 2))),
            "note": chance.choice(("", "Comes back.")),
            "minutes": chance.choice((None, 20)),
            "agrees": is_known,
        },
        decision=decision,
        why=reasons.get(decision, ""),
        partner=chance.choice([*partners, *partners, None]) if decision == "accepted" else None,
        answer=chance.choice(
            ("none", "declined", "accepted", "started", "partner", "person", "nobody", "not_served")
        ),
        returns=chance.randint(0, 2) if is_known else 0,
        matter=chance.choice(("", "open", "closed")) if decision == "accepted" else "",
        settles=chance.choice(("", "met", "unmet")),
        takes_part=is_known and chance.random() < 0.4,
        legal=chance.choice(("", "ours", "theirs")) if decision == "accepted" else "",
        legal_end=chance.choice(("", "favorable", "advice", "pending")),
    )


@dataclass
class Scene:
    """Where the history takes place."""

    by: User
    partners: list[Partner]
    offering: Offering
    attorney: User
    provider: Provider
    at: datetime

    def speaker(self, life: Life) -> User:
        """Who speaks for her."""
        return self.attorney if life.legal == "ours" else self.provider.attorney


def one_at_a_time(lives: list[Life], scene: Scene) -> None:
    """Everything by the operations a page calls."""
    for life in lives:
        _comes(life, scene.by)
    for life in lives:
        if life.partner:
            _is_sent(life, life.partner, scene.by)
        if life.legal:
            _has_legal_help(life, scene)
        _is_settled(life, scene.by)
    places = [
        programs.enrol(offering=scene.offering, client=life.client, by=scene.by, at=FIRST)
        for life in lives
        if life.takes_part and life.client
    ]
    for session in scene.offering.sessions.all():
        programs.note_attendance(
            session=session, marks=marks_of(places), by=scene.by, at=session.ends_at
        )


def marks_of(places: Iterable[Enrolment]) -> dict[UUID, str]:
    """Every third stays away."""
    inside = [one for one in places if one.status == "enrolled"]
    return {
        one.pk: "absent" if number % 3 == 0 else "attended" for number, one in enumerate(inside)
    }


def _comes(life: Life, by: User) -> None:
    then: dict[str, Any] = {"by": by, "at": life.at + DAY}
    if life.is_known:
        life.client = clients.add_client(said=life.said, by=by, at=life.at)
    intake = casework.submit_intake(told=life.sheet, by=by, at=life.at).intake
    life.intake = intake
    if life.decision != "submitted":
        casework.screen(intake=intake, **then)
    if life.decision in DECIDES:
        DECIDES[life.decision](intake, life.why, then)
    _goes_on(life, by)


DECIDES: Final[dict[str, Callable[[Intake, str, dict[str, Any]], object]]] = {
    "accepted": lambda intake, _why, then: casework.accept(intake=intake, **then),
    "waitlisted": lambda intake, _why, then: casework.waitlist(intake=intake, **then),
    "withdrawn": lambda intake, why, then: casework.withdraw(intake=intake, why=why, **then),
    "declined": lambda intake, why, then: casework.decline(
        intake=intake, why=why, is_referred=True, **then
    ),
}


def _goes_on(life: Life, by: User) -> None:
    if life.matter and life.client:
        issue, opened = life.told["needs"][0], life.at + DAY
        life.issue = casework.open_matter(
            client=life.client, issue=issue, intake=life.intake, by=by, at=opened
        )
        casework.work_on(matter=life.issue, by=by, at=life.at + 2 * DAY)
    if life.matter == "closed" and life.issue:
        then = life.at + 9 * DAY
        casework.close_matter(matter=life.issue, outcome="favorable", by=by, at=then)
    for number in range(life.returns):
        assert life.client
        again = life.at + (number + 1) * DAY
        casework.note_return(client=life.client, channel="phone", need="work", by=by, at=again)


def agreed_with(partner: Partner, at: datetime) -> Agreed:
    """What she agrees to before she is sent."""
    ends_on = local_day(at) + 60 * DAY
    return Agreed(Purpose.REFERRAL, partner.organization, LEARNS, ends_on)


def _is_sent(life: Life, partner: Partner, by: User) -> None:
    assert life.client
    at, member = life.at + 2 * DAY, partner.member
    agreed = agreed_with(partner, at)
    consent = clients.give_consent(client=life.client, agreed=agreed, by=by, at=at)[0]
    need = life.told["needs"][0]
    life.referral = referrals.send_referral(
        client=life.client, service=partner.service, need=need, consent=consent, by=by, at=at
    )
    said: dict[str, Any] = {"referral": life.referral, "by": member}
    if life.answer in ("none", "nobody"):
        if life.answer == "nobody":
            current = Referral.objects.select_for_update().get(pk=life.referral.pk)
            give_up(current, by=by, at=at + 40 * DAY)
        return
    if life.answer == "declined":
        referrals.decline(reason="capacity", at=at + DAY, **said)
        return
    referrals.accept(at=at + DAY, **said)
    if life.answer == "person":
        referrals.confirm_by_person(referral=life.referral, said="served", at=at + 9 * DAY)
    if life.answer in ("started", "partner", "not_served"):
        referrals.start(at=at + 2 * DAY, **said)
    if life.answer == "partner":
        referrals.complete(outcome="served", at=at + 9 * DAY, **said)
    if life.answer == "not_served":
        referrals.complete(outcome="not_served", reason="language", at=at + 9 * DAY, **said)


def _has_legal_help(life: Life, scene: Scene) -> None:
    by, at = scene.speaker(life), life.at + DAY
    matter = _ours(life, by, at) if life.legal == "ours" else _theirs(life, scene, at)
    casework.check_conflicts(matter=matter, is_clear=True, by=by, at=at)
    casework.work_on(matter=now_as(matter), by=by, at=at)
    casework.note_activity(matter=now_as(matter), kind="meeting", minutes=30, by=by, at=at + DAY)
    if life.legal_end:
        said: dict[str, Any] = {"outcome": life.legal_end, "closing_code": "H", "by": by}
        benefits = BROUGHT.get(life.legal_end, ())
        casework.close_legal(matter=now_as(matter), benefits=benefits, at=at + 20 * DAY, **said)
    if life.legal_end == "pending":
        decided = at + 40 * DAY
        said = {"outcome": "favorable", "decided_on": local_day(decided), "by": by, "at": decided}
        casework.note_later_decision(matter=now_as(matter), **said)
    life.legal_issue = matter


def _ours(life: Life, by: User, at: datetime) -> Matter:
    assert life.client
    said: dict[str, Any] = {"client": life.client, "issue": LEGAL_NEED, "intake": life.intake}
    matter = casework.open_matter(**said, by=by, at=at)
    casework.add_legal_side(matter=matter, case=OATH, by=by, at=at)
    return now_as(matter)


def _theirs(life: Life, scene: Scene, at: datetime) -> Matter:
    assert life.client
    partner, by = scene.provider.partner, scene.provider.attorney
    agreed = agreed_with(partner, at)
    consent = clients.give_consent(client=life.client, agreed=agreed, by=scene.by, at=at)[0]
    said: dict[str, Any] = {"need": LEGAL_NEED, "consent": consent, "by": scene.by, "at": at}
    referral = referrals.send_referral(client=life.client, service=partner.service, **said)
    referrals.accept(referral=referral, by=by, at=at)
    referral.refresh_from_db()
    life.legal_referral = referral
    return casework.open_from_referral(
        referral=referral, case=COURT, until=local_day(at) + YEAR, by=by, at=at
    )


def own_need(life: Life) -> Need | None:
    """The last of her needs, which no referral is for, when something is to become of it."""
    assert life.intake
    if not life.settles or len(life.told["needs"]) < 2:
        return None
    found: Need = Need.objects.get(intake=life.intake, need=life.told["needs"][-1])
    return found


def _is_settled(life: Life, by: User) -> None:
    need = own_need(life)
    if need and life.settles == "met":
        casework.meet_need(need=need, by=by, at=life.at + 5 * DAY)
    elif need:
        casework.leave_unmet(need=need, why="cost", by=by, at=life.at + 5 * DAY)


def many_at_once(lives: list[Life], scene: Scene) -> None:
    """The same, in lots."""
    with written_together([FIRST.date()]):
        _come(lives, scene)
        _are_helped(lives, scene)
        _are_sent([life for life in lives if life.partner], scene)
        _have_legal_help([life for life in lives if life.legal], scene)
        _are_settled(lives, scene)
        _take_part(lives, scene)


def _come(lives: list[Life], scene: Scene) -> None:
    by, at = scene.by, scene.at
    known = [life for life in lives if life.is_known]
    came = [clients_in_bulk.Came(life.said, life.at) for life in known]
    for life, client in zip(
        known, clients_in_bulk.add_clients(came=came, by=by, at=at), strict=True
    ):
        life.client = client
    sheets = [casework_in_bulk.Sheet(life.sheet, by, life.at) for life in lives]
    for life, intake in zip(lives, casework_in_bulk.submit_intakes(sheets, at=at), strict=True):
        life.intake = intake
    looked = [life for life in lives if life.decision != "submitted"]
    casework_in_bulk.decide_all([_decided(life, "screened", by) for life in looked], at=at)
    ended = [life for life in looked if life.decision != "screened"]
    casework_in_bulk.decide_all([_decided(life, life.decision, by) for life in ended], at=at)


def _decided(life: Life, to: str, by: User) -> casework_in_bulk.Decided:
    assert life.intake
    said: dict[str, Any] = {}
    if to == life.decision:
        said = {"why": life.why, "is_referred": to == "declined"}
    return casework_in_bulk.Decided(life.intake, to, by, life.at + DAY, **said)


def _are_helped(lives: list[Life], scene: Scene) -> None:
    by, at = scene.by, scene.at
    with_issue = [life for life in lives if life.matter]
    taken = [
        casework_in_bulk.Taken(life.intake, life.told["needs"][0], by, life.at + DAY)
        for life in with_issue
        if life.intake
    ]
    made = casework_in_bulk.open_matters(taken, at=at)
    for life, matter in zip(with_issue, made, strict=True):
        life.issue = matter
    casework_in_bulk.work_on_matters(
        [
            casework_in_bulk.Worked(matter, "in_progress", by, life.at + 2 * DAY)
            for life, matter in zip(with_issue, made, strict=True)
        ],
        at=at,
    )
    casework_in_bulk.work_on_matters(
        [
            casework_in_bulk.Worked(matter, "closed", by, life.at + 9 * DAY, "favorable")
            for life, matter in zip(with_issue, made, strict=True)
            if life.matter == "closed"
        ],
        at=at,
    )
    again = [
        casework_in_bulk.Return(life.client, "phone", by, life.at + (number + 1) * DAY, "work")
        for life in lives
        for number in range(life.returns)
        if life.client
    ]
    casework_in_bulk.note_returns(again, at=at)


def _are_sent(lives: list[Life], scene: Scene) -> None:
    by, at = scene.by, scene.at
    given = [
        clients_in_bulk.Given(
            life.client, agreed_with(life.partner, life.at + 2 * DAY), life.at + 2 * DAY
        )
        for life in lives
        if life.client and life.partner
    ]
    consents = clients_in_bulk.give_consents(given=given, by=by, at=at)
    sent = [
        referrals_in_bulk.Sent(
            one.client,
            life.partner.service,
            Words(life.told["needs"][0]),
            consent,
            by,
            life.at + 2 * DAY,
        )
        for life, one, consent in zip(lives, given, consents, strict=True)
        if life.partner
    ]
    for life, made in zip(lives, referrals_in_bulk.send_referrals(sent, at=at), strict=True):
        life.referral = made
    _answer(lives, scene)


def _answer(lives: list[Life], scene: Scene) -> None:
    waves: tuple[tuple[str, tuple[str, ...], int, str, str], ...] = (
        ("declined", ("declined",), 1, "capacity", ""),
        ("accepted", ("accepted", "started", "partner", "not_served", "person"), 1, "", ""),
        ("started", ("started", "partner", "not_served"), 2, "", ""),
        ("completed", ("partner",), 9, "", "served"),
        ("completed", ("not_served",), 9, "language", "not_served"),
    )
    for to, which, days, reason, outcome in waves:
        answers = [
            referrals_in_bulk.Answered(
                life.referral,
                to,
                life.partner.member,
                life.at + (2 + days) * DAY,
                reason,
                outcome,
            )
            for life in lives
            if life.answer in which and life.partner and life.referral
        ]
        referrals_in_bulk.answer_referrals(answers, at=scene.at)
    known = [
        referrals_in_bulk.Known(life.referral, "served", "person", None, life.at + 11 * DAY)
        if life.answer == "person"
        else referrals_in_bulk.Known(
            life.referral, "unknown", "nobody", scene.by, life.at + 42 * DAY
        )
        for life in lives
        if life.answer in ("person", "nobody") and life.referral
    ]
    referrals_in_bulk.know_outcomes(known, at=scene.at)


def _have_legal_help(lives: list[Life], scene: Scene) -> None:
    at = scene.at
    ours = [life for life in lives if life.legal == "ours"]
    taken = [
        casework_in_bulk.Taken(life.intake, LEGAL_NEED, scene.attorney, life.at + DAY)
        for life in ours
        if life.intake
    ]
    made = legal_in_bulk.open_legal_matters([legal_in_bulk.Ours(one, OATH) for one in taken], at=at)
    _have_matters(list(zip(ours, made, strict=True)))
    theirs = [life for life in lives if life.legal == "theirs"]
    _have_matters(list(zip(theirs, _opened_there(theirs, scene), strict=True)))
    held = [(life, life.legal_issue, scene.speaker(life)) for life in lives if life.legal_issue]
    looked = [legal_in_bulk.Looked(matter, by, life.at + DAY) for life, matter, by in held]
    legal_in_bulk.clear_of_conflicts(looked, at=at)
    begun = [
        casework_in_bulk.Worked(one, "in_progress", by, life.at + DAY) for life, one, by in held
    ]
    casework_in_bulk.work_on_matters(begun, at=at)
    work = [legal_in_bulk.Work(one, "meeting", 30, by, life.at + 2 * DAY) for life, one, by in held]
    legal_in_bulk.note_activities(work, at=at)
    ended = [
        legal_in_bulk.Ended(
            one, life.legal_end, "H", by, life.at + 21 * DAY, BROUGHT.get(life.legal_end, ())
        )
        for life, one, by in held
        if life.legal_end
    ]
    legal_in_bulk.close_legal_matters(ended, at=at)
    later = [
        legal_in_bulk.Later(one, "favorable", by, life.at + 41 * DAY)
        for life, one, by in held
        if life.legal_end == "pending"
    ]
    legal_in_bulk.note_later_decisions(later, at=at)


def _have_matters(opened: list[tuple[Life, Matter]]) -> None:
    for life, matter in opened:
        life.legal_issue = matter


def _opened_there(lives: list[Life], scene: Scene) -> list[Matter]:
    partner, by = scene.provider.partner, scene.provider.attorney
    given = [
        clients_in_bulk.Given(life.client, agreed_with(partner, life.at + DAY), life.at + DAY)
        for life in lives
        if life.client
    ]
    consents = clients_in_bulk.give_consents(given=given, by=scene.by, at=scene.at)
    sent = [
        referrals_in_bulk.Sent(
            one.client, partner.service, Words(LEGAL_NEED), consent, scene.by, one.at
        )
        for one, consent in zip(given, consents, strict=True)
    ]
    made = referrals_in_bulk.send_referrals(sent, at=scene.at)
    answers = [
        referrals_in_bulk.Answered(one, "accepted", by, life.at + DAY)
        for life, one in zip(lives, made, strict=True)
    ]
    referrals_in_bulk.answer_referrals(answers, at=scene.at)
    theirs = []
    for life, one in zip(lives, made, strict=True):
        life.legal_referral = one
        until = local_day(life.at + DAY) + YEAR
        theirs.append(legal_in_bulk.Theirs(one, COURT, until, by, life.at + DAY))
    return legal_in_bulk.open_from_referrals(theirs, at=scene.at)


def _are_settled(lives: list[Life], scene: Scene) -> None:
    settled = []
    for life in lives:
        if need := own_need(life):
            why = "cost" if life.settles == "unmet" else ""
            settled.append(
                casework_in_bulk.Settled(need, life.settles, scene.by, life.at + 5 * DAY, why)
            )
    casework_in_bulk.settle_needs(settled, at=scene.at)


def _take_part(lives: list[Life], scene: Scene) -> None:
    asked = [
        programs_in_bulk.Asked(life.client, FIRST)
        for life in lives
        if life.takes_part and life.client
    ]
    places = programs_in_bulk.enrol_all(
        offering=scene.offering, asked=asked, by=scene.by, at=scene.at
    )
    marks = {session: marks_of(places) for session in scene.offering.sessions.all()}
    programs_in_bulk.note_attendances(
        offering=scene.offering, marks=marks, by=scene.by, at=scene.at
    )


def sessions_at(hour: int, first: datetime, count: int) -> list[programs.Meets]:
    """So many evenings, one each week."""
    day = local_day(first)
    return [programs.Meets(day + number * 7 * DAY, time(hour), 60) for number in range(count)]
