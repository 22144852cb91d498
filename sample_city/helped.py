"""What the office did for the people of a month: written in lots, by the same rules as at the desk. All invented."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sample_city.legal_help import (
    LEGAL_NEEDS,
    OURS,
    SENT,
    THEIRS,
    Legal,
    case_for,
    help_here,
    help_there,
    way_of,
)
from sample_city.lives import (
    ANSWERS,
    BECAME,
    DAY,
    DECLINES,
    ENDINGS,
    OPENS_A_MATTER,
    OUTCOMES,
    SENT_ON,
    TELLERS,
    UNMET,
    UNMET_AFTER,
    WHY_NOT,
    Episode,
    Life,
    later,
    one_of,
)
from sample_city.referrals import TOLD
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, Said
from xenia.registers.clients.operations.in_bulk import Came, Given, add_clients, give_consents
from xenia.registers.directory.models import Service
from xenia.work.casework.models import Intake, Matter, Need
from xenia.work.casework.operations import Told
from xenia.work.casework.operations.in_bulk import (
    Decided,
    Return,
    Settled,
    Sheet,
    Taken,
    Worked,
    decide_all,
    note_returns,
    open_matters,
    settle_needs,
    submit_intakes,
    work_on_matters,
)
from xenia.work.referrals.deadlines import CONSENT_LASTS
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.referral import OPEN
from xenia.work.referrals.operations import Words
from xenia.work.referrals.operations.in_bulk import (
    Answered,
    Known,
    Sent,
    answer_referrals,
    know_outcomes,
    send_referrals,
    settle_referrals,
)

# Where the office sends people for a need: services of partners that read their inbox here.
SENT_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "adult-education": ("english-class-level-1",),
    "immigration-legal": ("work-permit-renewal", "immigration-court-help"),
    "citizenship": ("green-card-papers",),
    "housing": ("eviction-help",),
    "health": ("health-insurance-sign-up",),
    "public-benefits": ("benefits-check",),
    "money": ("cash-help-families",),
    "food": ("food-card-application",),
    "work": ("job-search-desk",),
    "shelter": ("family-shelter-intake",),
}
GIVEN_UP_AFTER: Final = 45  # days
# An organization sees a referral until her yes ends.
SEEN_FOR: Final = CONSENT_LASTS - 2 * DAY
# A case, its need, where she is sent, and when.
Way = tuple["Case", str, Service, datetime]


@dataclass(slots=True)
class Case:
    """One episode of one person, with the records it became."""

    life: Life
    episode: Episode
    by: User
    client: Client | None
    intake: Intake | None = None
    # What she needs legal help with, and who gives it: a way of `legal_help`.
    legal_need: str = ""
    way: str = ""
    referral: Referral | None = None
    answer: str = ""
    told: list[datetime] = field(default_factory=list)

    def after(self, days: int) -> datetime:
        """About so many days after she came."""
        return later(self.episode.chance, self.episode.at, days)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works at the desk, who answers at the partners, which services there are, and where the history ends.

    speakers: who speaks for people, by the way of their legal help.
    """

    colleagues: Sequence[User]
    speakers: Mapping[str, Sequence[User]]
    members: Mapping[object, User]
    services: Mapping[str, Service]
    until: datetime
    at: datetime

    def is_over(self, moment: datetime) -> bool:
        """Whether it lies before the day the city was built."""
        return moment < self.until


def serve_everybody(lives: Sequence[Life], desk: Desk) -> list[tuple[Life, Client]]:
    """They come, are helped and sent on, and come again. Who is known by now, in the order they came."""
    known = [life for life in lives if life.is_known and desk.is_over(life.episodes[0].at)]
    came = [Came(life.said, life.episodes[0].at) for life in known]
    clients = add_clients(came=came, by=None, at=desk.at)
    of_life = {id(life): client for life, client in zip(known, clients, strict=True)}
    for turn in range(2):
        cases = _cases([life for life in lives if len(life.episodes) > turn], turn, of_life, desk)
        _take_in(cases, desk)
        helped = [case for case in cases if case.intake and case.intake.status == "accepted"]
        for case in helped:
            case.legal_need, case.way = way_of(case.episode.chance, case.episode.needs)
        _send_on(helped, desk)
        _help_with_the_law(helped, desk)
        _work_on_matters(helped, desk)
        _settle(cases, desk)
    _come_again(known, of_life, desk)
    return [(life, of_life[id(life)]) for life in known]


def _cases(
    lives: Iterable[Life], turn: int, of_life: Mapping[int, Client], desk: Desk
) -> list[Case]:
    found = []
    for life in lives:
        episode = life.episodes[turn]
        if desk.is_over(episode.at):
            by = episode.chance.choice(desk.colleagues)
            found.append(Case(life, episode, by, of_life.get(id(life))))
    return found


def _take_in(cases: Sequence[Case], desk: Desk) -> None:
    sheets = [Sheet(_told(case), case.by, case.episode.at) for case in cases]
    for case, intake in zip(cases, submit_intakes(sheets, at=desk.at), strict=True):
        case.intake = intake
    looked = [(case, case.after(1)) for case in cases]
    first = [(case, at) for case, at in looked if desk.is_over(at)]
    decide_all([_move(case, "screened", at) for case, at in first], at=desk.at)
    then = [(case, later(case.episode.chance, at, 2)) for case, at in first]
    second = [(case, at) for case, at in then if desk.is_over(at)]
    decide_all([_move(case, case.episode.decision, at) for case, at in second], at=desk.at)
    _end_waiting([case for case, _at in second], desk)


def _told(case: Case) -> Told:
    one = case.episode
    return Told(
        channel=one.channel,
        needs=one.needs,
        barriers=one.barriers,
        client=case.client,
        said=Said() if case.client else case.life.said,
        agrees=case.client is not None and case.life.agrees,
    )


def _move(case: Case, to: str, at: datetime) -> Decided:
    assert case.intake
    is_end = to == case.episode.decision
    why = case.episode.why if is_end else ""
    return Decided(case.intake, to, case.by, at, why, is_referred=to == "declined" and is_end)


def _end_waiting(cases: Sequence[Case], desk: Desk) -> None:
    """Nobody waits for ever: some weeks later there is room."""
    waiting = [case for case in cases if case.episode.decision == "waitlisted"]
    ends = [(case, case.after(40)) for case in waiting]
    found = [(case, at) for case, at in ends if desk.is_over(at)]
    decide_all(
        [Decided(case.intake, "accepted", case.by, at) for case, at in found if case.intake],
        at=desk.at,
    )


def _send_on(cases: Sequence[Case], desk: Desk) -> None:
    """With her yes first. The partner answers, and says or she says how it went."""
    chosen = _not_there_already(list(_chosen(cases, desk)))
    given = [
        Given(case.client, _agreed(service, at), at)
        for case, _need, service, at in chosen
        if case.client
    ]
    consents = give_consents(given=given, by=None, at=desk.at)
    sent = [
        Sent(one.client, service, Words(need), consent, case.by, at)
        for (case, need, service, at), one, consent in zip(chosen, given, consents, strict=True)
    ]
    referrals = send_referrals(sent, at=desk.at)
    for (case, _need, _service, at), referral in zip(chosen, referrals, strict=True):
        case.referral, case.told = referral, [at]
    _answer_all([case for case, *_rest in chosen], desk)


def _chosen(cases: Sequence[Case], desk: Desk) -> Iterator[Way]:
    for case in cases:
        need = _need_to_send(case)
        at, chance = case.after(7), case.episode.chance
        often = 1.0 if need in LEGAL_NEEDS else SENT_ON
        if need and chance.random() < often and desk.is_over(at):
            yield case, need, desk.services[chance.choice(SENT_FOR[need])], at


def _need_to_send(case: Case) -> str:
    """Her legal question first, unless we answer it ourselves."""
    if case.way in (THEIRS, SENT):
        return case.legal_need
    others = (code for code in case.episode.needs if code not in LEGAL_NEEDS)
    return next((code for code in others if code in SENT_FOR), "")


def _not_there_already(chosen: Sequence[Way]) -> list[Way]:
    """Nobody is sent twice to where she is expected."""
    standing = Referral.objects.filter(
        client__in=[case.client for case, *_rest in chosen], status__in=OPEN
    )
    there = set(standing.values_list("client_id", "service_id"))
    return [one for one in chosen if one[0].client and (one[0].client.pk, one[2].pk) not in there]


def _agreed(service: Service, at: datetime) -> Agreed:
    return Agreed(Purpose.REFERRAL, service.organization, TOLD, local_day(at) + CONSENT_LASTS)


def _answer_all(cases: Sequence[Case], desk: Desk) -> None:
    for case in cases:
        chance = case.episode.chance
        case.answer = "accepted" if case.way == THEIRS else one_of(chance, ANSWERS)
        case.told.append(later(chance, case.told[0], chance.choice((1, 2, 3, 5))))
    heard = [case for case in cases if desk.is_over(case.told[1])]
    for to in ("declined", "accepted"):
        answers = [_answer(case, to, desk) for case in heard if case.answer == to]
        answer_referrals(answers, at=desk.at)
    _take_on_there(heard, desk)
    for case in heard:
        usual = case.episode.chance.choice((10, 20, 30))
        days = GIVEN_UP_AFTER if case.answer == "silent" else usual
        case.told.append(later(case.episode.chance, case.told[1], days))
    ended = [case for case in heard if case.answer != "declined" and desk.is_over(case.told[2])]
    _know(ended, desk)


def _take_on_there(heard: Sequence[Case], desk: Desk) -> None:
    """Whom the provider takes on with a matter it runs here."""
    taken = [(case, case.told[1]) for case in heard if case.way == THEIRS]
    found = [_legal(case, at, desk) for case, at in _without_legal_matter(taken)]
    help_there(found, until=desk.until, at=desk.at)


def _help_with_the_law(cases: Sequence[Case], desk: Desk) -> None:
    """Whom our own people speak for."""
    ours = [(case, case.after(9)) for case in cases if case.way == OURS]
    begun = [(case, at) for case, at in ours if desk.is_over(at)]
    found = [_legal(case, at, desk) for case, at in _without_legal_matter(begun)]
    help_here(found, until=desk.until, at=desk.at)


def _without_legal_matter(
    chosen: Sequence[tuple[Case, datetime]],
) -> list[tuple[Case, datetime]]:
    return _without_open_matter(chosen, {id(case): case.legal_need for case, _at in chosen})


def _legal(case: Case, at: datetime, desk: Desk) -> Legal:
    chance = case.episode.chance
    return Legal(
        need=case.legal_need,
        case=case_for(chance, case.legal_need),
        by=chance.choice(desk.speakers[case.way]),
        at=at,
        chance=chance,
        intake=case.intake,
        referral=case.referral,
    )


def _answer(case: Case, to: str, desk: Desk) -> Answered:
    assert case.referral
    reason = one_of(case.episode.chance, DECLINES) if to == "declined" else ""
    member = desk.members[case.referral.organization_id]
    return Answered(case.referral, to, member, case.told[1], reason)


def _know(cases: Sequence[Case], desk: Desk) -> None:
    by_partner: list[Answered] = []
    otherwise: list[Known] = []
    for case in cases:
        assert case.referral
        chance, at = case.episode.chance, case.told[2]
        how = one_of(chance, OUTCOMES) if case.answer == "accepted" else "unknown"
        how = "served" if case.way == THEIRS else how
        why = one_of(chance, WHY_NOT) if how == "not_served" else ""
        says = one_of(chance, TELLERS)
        if how == "unknown":
            otherwise.append(Known(case.referral, how, "nobody", None, at))
        elif says == "person" or at > case.told[0] + SEEN_FOR:
            otherwise.append(Known(case.referral, how, "person", None, at, why))
        else:
            member = desk.members[case.referral.organization_id]
            by_partner.append(Answered(case.referral, "completed", member, at, why, how))
    answer_referrals(by_partner, at=desk.at)
    know_outcomes(otherwise, at=desk.at)


def _work_on_matters(cases: Sequence[Case], desk: Desk) -> None:
    """One of her other needs becomes a matter of ours, and most end with an outcome."""
    issues = {id(case): _last_plain(case) for case in cases}
    wanted = [
        case for case in cases if case.episode.chance.random() < OPENS_A_MATTER and issues[id(case)]
    ]
    moments = _without_open_matter([(case, case.after(9)) for case in wanted], issues)
    begun = [(case, at) for case, at in moments if desk.is_over(at)]
    taken = [Taken(case.intake, issues[id(case)], case.by, at) for case, at in begun if case.intake]
    matters = list(zip(begun, open_matters(taken, at=desk.at), strict=True))
    work = [Worked(matter, "in_progress", case.by, at) for (case, at), matter in matters]
    work_on_matters(work, at=desk.at)
    ends = [
        Worked(
            matter,
            "closed",
            case.by,
            later(case.episode.chance, at, 60),
            one_of(case.episode.chance, ENDINGS),
        )
        for (case, at), matter in matters
    ]
    work_on_matters([one for one in ends if desk.is_over(one.at)], at=desk.at)


def _last_plain(case: Case) -> str:
    """The last of her needs that is no legal one."""
    return next((one for one in reversed(case.episode.needs) if one not in LEGAL_NEEDS), "")


def _without_open_matter(
    chosen: Sequence[tuple[Case, datetime]], issues: Mapping[int, str]
) -> list[tuple[Case, datetime]]:
    """Nobody has two matters about one thing. issues: what it is about, by the case's id."""
    rows = Matter.objects.under_way().filter(client__in=[case.client for case, _at in chosen])
    there = set(rows.values_list("client_id", "issue"))
    return [
        (case, at)
        for case, at in chosen
        if case.client and (case.client.pk, issues[id(case)]) not in there
    ]


def _settle(cases: Sequence[Case], desk: Desk) -> None:
    """What no partner met: met by ourselves, unmet for a reason, or, seldom, still open."""
    by_intake = {case.intake.pk: case for case in cases if case.intake}
    rows = Need.objects.filter(intake__in=list(by_intake), status="open").order_by("need")
    settled: list[Settled] = []
    for need in rows:
        case = by_intake[need.intake_id]
        if need.referral_id and not _came_to_nothing(case):
            continue
        how, why = _end_of(case)
        at = max(case.after(35), (case.told or [case.episode.at])[-1] + DAY)
        if how != "open" and desk.is_over(at):
            settled.append(Settled(need, how, case.by, at, why))
    settle_needs(settled, at=desk.at)
    settle_referrals(dict(_given_up(cases, desk)), at=desk.at)


def _given_up(cases: Sequence[Case], desk: Desk) -> Iterator[tuple[Referral, datetime]]:
    """Those that came back without help, where nobody looks for another way any more."""
    for case in cases:
        if case.referral and _helped_nobody(case.referral):
            at = max(case.after(35), case.told[-1] + DAY)
            if desk.is_over(at):
                yield case.referral, at


def _helped_nobody(referral: Referral) -> bool:
    return referral.status == "declined" or referral.outcome == "not_served"


def _end_of(case: Case) -> tuple[str, str]:
    """What became of a need, and why not."""
    if case.intake is None or case.intake.status != case.episode.decision:
        return "open", ""
    if case.episode.why:
        return "unmet", UNMET_AFTER[case.episode.why]
    chance = case.episode.chance
    how, why = one_of(chance, BECAME), one_of(chance, UNMET)
    return how, why if how == "unmet" else ""


def _came_to_nothing(case: Case) -> bool:
    """The partner said no, or nobody knows what came of it."""
    referral = case.referral
    return referral is not None and (referral.status == "declined" or referral.outcome == "unknown")


def _come_again(lives: Sequence[Life], of_life: Mapping[int, Client], desk: Desk) -> None:
    returns = [
        Return(
            of_life[id(life)],
            one_of(life.episodes[0].chance, {"walk_in": 60, "phone": 40}),
            life.episodes[0].chance.choice(desk.colleagues),
            at,
            life.episodes[0].needs[0],
        )
        for life in lives
        for at in sorted(life.returns)
        if desk.is_over(at)
    ]
    note_returns(returns, at=desk.at)
