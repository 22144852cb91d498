"""Two years, or two streams, cannot be joined by the people in them."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from xenia.ground.keys.named import NoSuchKey, destroy_named_key, named_key
from xenia.ground.ledger.models import CountingPeriod, Entry
from xenia.ground.ledger.tests.makers import FUND, HELPED, MONDAY, help_somebody, people
from xenia.ground.ledger.tokens import key_name, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SAME_PEOPLE = 200
# Shuffled tokens: the number of people who keep their rank is one on average; ten is out of reach.
BY_CHANCE = 10
Stock = list[UUID]


def the_same_people_everywhere() -> tuple[list[UUID], dict[tuple[str, int], Stock]]:
    """The same people are helped in two years and in two streams. Their tokens, in the same order."""
    everybody = people(SAME_PEOPLE)
    places = [(s, d) for s in ("service", FUND) for d in (date(2025, 3, 3), MONDAY)]
    tokens = {
        (stream, on.year): [_token(person, on, stream) for person in everybody]
        for stream, on in places
    }
    return everybody, tokens


def _token(person: UUID, on: date, stream: str) -> UUID:
    token = help_somebody(person, on=on, stream=stream).token
    assert token is not None
    return token


def by_value(one: Stock, other: Stock) -> int:
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True))


def by_rank(one: Stock, other: Stock) -> int:
    ranks = [{token: rank for rank, token in enumerate(sorted(s))} for s in (one, other)]
    return sum(ranks[0][mine] == ranks[1][theirs] for mine, theirs in zip(one, other, strict=True))


def by_constant_difference(one: Stock, other: Stock) -> int:
    differences = [mine.int ^ theirs.int for mine, theirs in zip(one, other, strict=True)]
    return max(differences.count(difference) for difference in differences) - 1


def by_part(one: Stock, other: Stock) -> int:
    return sum(
        mine.bytes[:4] == theirs.bytes[:4] or mine.bytes[-4:] == theirs.bytes[-4:]
        for mine, theirs in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("attack", [by_value, by_rank, by_constant_difference, by_part])
def test_the_same_people_look_like_others_in_another_year_or_stream(attack: object) -> None:
    assert callable(attack)
    _everybody, tokens = the_same_people_everywhere()
    places = list(tokens)
    for number, place in enumerate(places):
        for other in places[number + 1 :]:
            assert attack(tokens[place], tokens[other]) <= BY_CHANCE, (place, other)
        # The attack itself works where two places share a key.
        assert attack(tokens[place], tokens[place]) >= SAME_PEOPLE - 1


def test_within_a_year_of_a_stream_a_person_is_the_same_person() -> None:
    everybody, tokens = the_same_people_everywhere()
    again = [_token(person, date(2026, 11, 2), "service") for person in everybody]
    assert again == tokens["service", 2026]


def test_a_token_is_nothing_of_the_person_without_the_key() -> None:
    everybody, tokens = the_same_people_everywhere()
    key = named_key(key_name("service", 2026))
    assert tokens["service", 2026] == [token_of(person, key) for person in everybody]
    other_key = named_key(key_name("service", 2025))
    assert key != other_key
    assert not set(tokens["service", 2026]) & {token_of(person, other_key) for person in everybody}
    assert not set(tokens["service", 2026]) & set(everybody)


def test_the_key_lies_in_the_other_database_and_can_be_destroyed() -> None:
    help_somebody()
    assert CountingPeriod.objects.get().stream == "service"
    destroy_named_key(key_name("service", 2026))
    with pytest.raises(NoSuchKey):
        named_key(key_name("service", 2026))


def test_the_person_herself_is_nowhere_in_the_ledger() -> None:
    person = people(1)[0]
    help_somebody(person)
    values = Entry.objects.filter(kind=HELPED).values().get().values()
    assert person not in values
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_countingperiod")
        assert person.hex not in str(cursor.fetchall())
