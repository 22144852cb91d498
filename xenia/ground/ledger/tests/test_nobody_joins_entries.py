"""Whoever reads the whole database cannot tell which act of the audit belongs to which entry of the ledger.

Each attack is tried on a day's work as it was written, where it succeeds, and again after the night.
The attacker knows the day and the kind; `program` is a mark that only the test knows, to see whether she was right.
"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations import alias, record_legal
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.tests.makers import LEGAL_HELPED, MONDAY, at_noon, help_somebody, people

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]

PEOPLE = 60
# Whoever guesses is right about once in sixty; eight times by chance is less likely than one in 80,000.
BY_CHANCE = 8
PLACE = {"sqlite": "rowid", "postgresql": "ctid"}
NUMBER = "{}.xmin::text::bigint"  # of the transaction that wrote a row, on PostgreSQL
Pairs = set[tuple[Any, Any]]


def a_day_of_work() -> Pairs:
    """Sixty people are helped, each in a transaction of her own, with a line in the audit. Who belongs to what."""
    truth = set()
    for _number in range(PEOPLE):
        client, mark = uuid4(), uuid4()
        with transaction.atomic():
            help_somebody(program=mark)
            audit.record(None, "test.helped", ("test.client", client), at=at_noon(2026, 3, 16))
        truth.add((mark, client))
    return truth


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def ids(found: list[tuple[Any, ...]]) -> list[UUID]:
    return [UUID(str(row[0])) for row in found]


def by_row_order() -> Pairs:
    """The first entry belongs to the first act, the second to the second, and so on."""
    place = PLACE[connection.vendor]
    marks = rows(f"SELECT program FROM ledger_entry ORDER BY {place}")  # noqa: S608
    clients = rows(f"SELECT record_id FROM accounts_auditevent ORDER BY {place}")  # noqa: S608
    return set(zip(ids(marks), ids(clients), strict=True))


def by_order_of_ids() -> Pairs:
    """The same, with ids in place of rows."""
    marks = Entry.objects.order_by("pk").values_list("program", flat=True)
    clients = AuditEvent.objects.order_by("pk").values_list("record_id", flat=True)
    return set(zip(marks, clients, strict=True))


def by_transaction() -> Pairs:
    """An entry belongs to the last act at or before its transaction; a savepoint has the next number of its own."""
    act, entry = NUMBER.format("act"), NUMBER.format("entry")
    sql = f"""SELECT entry.program, (SELECT act.record_id FROM accounts_auditevent act
        WHERE {act} <= {entry} ORDER BY {act} DESC LIMIT 1) FROM ledger_entry entry"""  # noqa: S608
    return {(UUID(str(mark)), UUID(str(client))) for mark, client in rows(sql)}


def test_before_the_night_the_order_of_rows_says_who_it_was() -> None:
    truth = a_day_of_work()
    assert by_row_order() == truth


def test_after_the_night_the_order_of_rows_says_nothing() -> None:
    truth = a_day_of_work()
    assert len(by_order_of_ids() & truth) <= BY_CHANCE
    assert keep_night(at_noon(2026, 3, 17))
    assert len(by_order_of_ids() & truth) <= BY_CHANCE
    assert len(by_row_order() & truth) <= BY_CHANCE


def test_a_transaction_says_who_it_was_only_until_the_night() -> None:
    truth = a_day_of_work()
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="no such column"):
            rows("SELECT xmin FROM ledger_entry")
        return
    assert by_transaction() == truth
    keep_night(at_noon(2026, 3, 17))
    assert len({client for _mark, client in by_transaction()}) == 1, "each entry points at one act"
    assert rows("SELECT COUNT(DISTINCT xmin::text) FROM ledger_entry") == [(1,)]


def test_work_after_the_night_is_mixed_with_all_of_the_month_by_the_next() -> None:
    first = a_day_of_work()
    keep_night(at_noon(2026, 3, 17))
    second = a_day_of_work()
    keep_night(at_noon(2026, 3, 18))
    assert len(by_row_order() & (first | second)) <= BY_CHANCE
    assert set(Entry.objects.values_list("turn", flat=True)) == {Entry.Turn.REWRITTEN}


# Legal help writes two entries at once. Only apart do they keep a type of case from a language.


def legal_work() -> Pairs:
    """Sixty people with a case each. Which language belongs to which type of case."""
    truth = set()
    for number in range(PEOPLE):
        case_type, language = f"case-{number}", f"l-{uuid4().hex[:8]}"
        record_legal(
            kind=LEGAL_HELPED, on=MONDAY, subject=uuid4(), case_type=case_type, language=language
        )
        truth.add((language, case_type))
    return truth


def legal_by_row_order() -> Pairs:
    order = f"ORDER BY {PLACE[connection.vendor]}"
    service = rows(f"SELECT language FROM ledger_entry WHERE stream = 'service' {order}")  # noqa: S608
    legal = rows(f"SELECT case_type FROM ledger_entry WHERE stream = 'legal' {order}")  # noqa: S608
    return {(one[0], other[0]) for one, other in zip(service, legal, strict=True)}


def legal_by_transaction() -> Pairs:
    legal, service = NUMBER.format("legal"), NUMBER.format("service")
    sql = f"""SELECT service.language, (SELECT legal.case_type FROM ledger_entry legal
        WHERE legal.stream = 'legal' AND {legal} >= {service} ORDER BY {legal} LIMIT 1)
        FROM ledger_entry service WHERE service.stream = 'service'"""  # noqa: S608
    return set(rows(sql))


def test_after_the_night_no_language_belongs_to_a_type_of_case() -> None:
    truth = legal_work()
    assert legal_by_row_order() == truth
    if connection.vendor == "postgresql":
        assert legal_by_transaction() == truth
    keep_night(at_noon(2026, 3, 17))
    assert len(legal_by_row_order() & truth) <= BY_CHANCE
    if connection.vendor == "postgresql":
        assert len({case_type for _language, case_type in legal_by_transaction()}) == 1


# A merge is in the audit with the person's id, and in the ledger with her tokens.


def merges() -> Pairs:
    """Sixty people turn out to be known twice. Which token belongs to whom."""
    truth = set()
    for _number in range(PEOPLE):
        absorbed, kept = people(2)
        token = help_somebody(absorbed).token
        with transaction.atomic():
            audit.record(None, "test.merged", ("test.client", absorbed), at=at_noon(2026, 3, 16))
            alias(absorbed, kept)
        truth.add((token, absorbed))
    return truth


def aliases_by_row_order() -> Pairs:
    place = PLACE[connection.vendor]
    tokens = rows(f"SELECT absorbed FROM ledger_alias ORDER BY {place}")  # noqa: S608
    clients = rows(f"SELECT record_id FROM accounts_auditevent ORDER BY {place}")  # noqa: S608
    return set(zip(ids(tokens), ids(clients), strict=True))


def test_after_the_night_no_merge_says_whose_token_it_was() -> None:
    truth = merges()
    assert aliases_by_row_order() == truth
    keep_night(at_noon(2026, 3, 17))
    assert len(aliases_by_row_order() & truth) <= BY_CHANCE
    assert {token for token, _client in aliases_by_row_order()} == {token for token, _ in truth}
    if connection.vendor == "postgresql":
        assert rows("SELECT COUNT(DISTINCT xmin::text) FROM ledger_alias") == [(1,)]
