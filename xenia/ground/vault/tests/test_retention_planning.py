"""The plan, against a person who counts on her fingers."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.vault.retention import (
    Cover,
    Last,
    Stays,
    Term,
    count,
    make_plan,
    who_is_who,
)

TODAY = date(2026, 3, 2)
PEOPLE = [UUID(int=number) for number in range(1, 6)]
CLASSES = ["a", "b", "c"]
days = st.none() | st.integers(-60, 60).map(lambda number: TODAY - timedelta(days=number))
rows = st.lists(st.tuples(st.sampled_from(PEOPLE), days), max_size=8)
pairs = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=4)


def same_person(one: UUID, merges: list[tuple[UUID, UUID]]) -> set[UUID]:
    """Everybody one can reach from her."""
    found = {one}
    for _step in PEOPLE:
        found |= {other for pair in merges if found & set(pair) for other in pair}
    return found


@given(pairs)
def test_who_is_merged_with_whom_does_not_depend_on_the_order(
    merges: list[tuple[UUID, UUID]],
) -> None:
    groups = who_is_who(merges)
    for person in PEOPLE:
        assert groups.get(person, {person}) == same_person(person, merges)


@settings(max_examples=settings().max_examples * 10)
@given(
    found=st.fixed_dictionaries(dict.fromkeys(CLASSES, rows)),
    keep=st.dictionaries(st.sampled_from(CLASSES), st.integers(1, 40)),
    merges=pairs,
    living=st.sets(st.sampled_from(PEOPLE)),
    everything=st.booleans(),
    held=st.sets(st.sampled_from(PEOPLE), max_size=1),
    held_class=st.sets(st.sampled_from(CLASSES), max_size=1),
)
def test_who_is_due_is_who_has_nothing_left_to_wait_for(
    found: dict[str, list[Last]],
    keep: dict[str, int],
    merges: list[tuple[UUID, UUID]],
    living: set[UUID],
    everything: bool,
    held: set[UUID],
    held_class: set[str],
) -> None:
    plan = make_plan(
        found,
        terms={name: Term(UUID(int=0), kept) for name, kept in keep.items()},
        living=living,
        known_as=who_is_who(merges),
        cover=Cover(everything, frozenset(held_class), frozenset(held)),
    )
    for person in PEOPLE:
        ids = same_person(person, merges)
        hers = [
            (name, subject, last)
            for name, some in found.items()
            for subject, last in some
            if subject in ids
        ]
        alive = [(name, last) for name, subject, last in hers if subject in living]
        is_over = all(
            last is not None and name in keep and last + timedelta(days=keep[name]) <= TODAY
            for name, last in alive
        )
        is_kept = everything or ids & held or any(name in held_class for name, *_rest in hers)
        standing = plan.people.get(min(ids))
        assert (standing is not None) == bool(alive)
        assert bool(standing and standing.is_due(TODAY)) == bool(alive and is_over and not is_kept)


def test_each_person_is_counted_once_by_what_becomes_of_her() -> None:
    ago = {name: TODAY - timedelta(days=number) for name, number in DAYS_AGO.items()}
    subjects = {name: UUID(int=number) for number, name in enumerate([*ago, "open", "waiting"], 1)}
    plan = make_plan(
        {
            "a": [*((subjects[name], day) for name, day in ago.items()), (subjects["open"], None)],
            "b": [(subjects["waiting"], TODAY), (subjects["open"], TODAY)],
        },
        terms={"a": Term(UUID(int=0), 30)},
        living=set(subjects.values()),
        known_as={},
        cover=Cover(subjects=frozenset({subjects["held"], subjects["open"]})),
    )
    stays = {name: plan.people[subject].stays for name, subject in subjects.items()}
    assert stays == dict.fromkeys(DAYS_AGO) | {
        "held": Stays.HELD,
        "open": Stays.NOT_CLOSED,
        "waiting": Stays.WAITING,
    }
    # Noticed two weeks ago is "ready"; "unnoticed" is due as well, but has its two weeks before her.
    listed = {subjects["ready"]: TODAY}
    counts = count(plan.people.values(), listed=listed, today=TODAY)
    assert (counts.today, counts.in_30_days, counts.later) == (1, 2, 1)
    assert (counts.held, counts.waiting_for_approval, counts.not_closed) == (1, 1, 1)


DAYS_AGO = {"ready": 31, "unnoticed": 31, "within": 1, "later": -1, "held": 31}


def test_a_day_at_the_end_of_the_calendar_is_no_mistake() -> None:
    """Some write 9999-12-31 for "never"."""
    never = make_plan(
        {"a": [(PEOPLE[0], date.max)]},
        terms={"a": Term(UUID(int=0), 365)},
        living=set(PEOPLE),
        known_as={},
        cover=Cover(),
    ).people[PEOPLE[0]]
    assert never.due_on == date.max
    assert not never.is_due(date.max)
