"""A plan looked through by other means than those that made it: every rule read off the page, pair by pair."""

from collections import defaultdict
from itertools import combinations

from xenia.work.language_access.matching import Assignment, Candidate, Held, Mode, Need, Plan, Week

Job = Held | tuple[Need, int]


def broken_rules(week: Week, plan: Plan) -> list[str]:
    """Every rule the plan breaks, in words; an empty list for a good plan."""
    needs = {need.id: need for need in week.needs}
    people = {one.id: one for one in week.candidates}
    wrong: list[str] = []
    for one in plan.assignments:
        if not _is_held(one, people[one.interpreter]):
            wrong += _unfit(needs[one.request], people[one.interpreter], one.start)
    after = week.after(plan.assignments)
    for person in after.candidates:
        wrong += _clashes(week, person)
        if sum(one.length for one in person.held) > max(person.cap, _locked(people[person.id])):
            wrong.append(f"{person.id} works more than she wants")
    return (
        wrong + _wrong_teams(week, plan, needs) + _moved_locks(week, plan) + _wrong_sums(week, plan)
    )


def _is_held(one: Assignment, person: Candidate) -> bool:
    """What stood before, by hand, may stand against the rules."""
    return any((held.request, held.start) == (one.request, one.start) for held in person.held)


def _locked(person: Candidate) -> int:
    return sum(held.length for held in person.held)


def _unfit(need: Need, person: Candidate, start: int) -> list[str]:
    said = {
        "language": need.language in person.languages,
        "credential": person.languages.get(need.language, 0) >= need.credential,
        "mode": need.mode in person.modes,
        "gender": not need.gender or need.gender == person.gender,
        "excluded": person.id not in need.excluded | need.not_sent,
        "start": start in need.starts,
        "window": any(a <= start and start + need.length <= b for a, b in person.windows),
    }
    return [f"{need.id} to {person.id}: {rule}" for rule, holds in said.items() if not holds]


def _clashes(week: Week, person: Candidate) -> list[str]:
    """Two jobs of one interpreter too close, except where both were given to us so."""
    before = {id(one) for candidate in week.candidates for one in candidate.held}
    wrong = []
    for one, other in combinations(sorted(person.held, key=lambda held: held.start), 2):
        both_given = id(one) in before and id(other) in before
        if one.start + one.length + _way(week, one, other) > other.start and not both_given:
            wrong.append(f"{person.id}: {one} and {other}")
    return wrong


def _way(week: Week, one: Held, other: Held) -> int:
    match [one.mode, other.mode].count(Mode.IN_PERSON):
        case 2:
            return week.travel(one.zone, other.zone)
        case 1:
            return week.remote_gap
    return 0


def _wrong_teams(week: Week, plan: Plan, needs: dict[object, Need]) -> list[str]:
    by_need = defaultdict(list)
    for one in plan.assignments:
        by_need[one.request].append(one)
    wrong = []
    for name, team in by_need.items():
        known = {held.request for one in week.candidates for held in one.held}
        if len({one.interpreter for one in team}) != len(team):
            wrong.append(f"{name}: one person twice")
        if name not in known and len(team) != needs[name].team:
            wrong.append(f"{name}: {len(team)} of {needs[name].team}")
        if name not in known and len({one.start for one in team}) > 1:
            wrong.append(f"{name}: not at the same time")
    return wrong


def _moved_locks(week: Week, plan: Plan) -> list[str]:
    """Locked bookings stay with their interpreter and start; any whole booking keeps its request filled."""
    after = {person.id: person.held for person in week.after(plan.assignments).candidates}
    said = {(one.request, one.interpreter, one.start) for one in plan.assignments}
    booked = {one.request for one in plan.assignments}
    wrong = [
        f"{one.request} moved from {person.id}"
        for person in week.candidates
        for one in person.held
        if one.is_locked and one.request in booked
        if (one.request, person.id, one.start) not in said
    ]
    kept = {one.request for held in after.values() for one in held}
    lost = {one.request for person in week.candidates for one in person.held} - kept
    return wrong + [f"{name} lost its interpreter" for name in lost]


def _wrong_sums(week: Week, plan: Plan) -> list[str]:
    filled = [need for need in week.needs if need.id not in plan.unfilled]
    booked = {one.request for one in plan.assignments}
    sums = {
        "filled": plan.filled == len(filled) and {need.id for need in filled} <= booked,
        "weight": plan.weight == sum(need.weight for need in filled),
    }
    return [name for name, holds in sums.items() if not holds]
