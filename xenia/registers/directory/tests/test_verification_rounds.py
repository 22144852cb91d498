"""Whatever happens in whatever order, no organisation gets two letters for one stage, and none is forgotten."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import (
    Listing,
    Organization,
    Service,
    VerificationAnswer,
    VerificationRequest,
)
from xenia.registers.directory.operations import change_organization, confirm_organization_entries
from xenia.registers.directory.operations.answering import (
    LinkEnded,
    confirm_everything,
    request_behind,
    say_wrong_person,
)
from xenia.registers.directory.operations.asking import (
    LETTERS,
    ask_organization,
    ask_who_is_due,
    new_link,
    note_refused_letters,
    remind_who_is_silent,
)
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.queries.verification import address_of, is_due, mark_of
from xenia.registers.directory.tests.makers import MONDAY, a_service, an_organization
from xenia.registers.directory.upkeep import ASK_AGAIN_AFTER, FIRST_MAIL_BEFORE, FRESH_FOR

Status = VerificationRequest.Status
DUE_DAY = MONDAY + FRESH_FOR - FIRST_MAIL_BEFORE + timedelta(days=1)
FOUND_NOBODY = {Status.UNREACHABLE, Status.WRONG_PERSON}
WORKERS = 4


def a_house(number: int) -> Organization:
    """An organisation with one service, confirmed on Monday."""
    house = an_organization(
        name=f"House {number}", email=f"{number}@house.example", verified_on=MONDAY.date()
    )
    a_service(name=f"Class {number}", organization=house)
    return house


class Years(RuleBasedStateMachine):
    """Three organisations over some years: rounds, answers, refusals, new addresses, in any order."""

    def __init__(self) -> None:
        super().__init__()
        # What one story writes is taken back at its end.
        self.story = transaction.atomic()
        self.story.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    @initialize()
    def open_the_office(self) -> None:
        self.at = MONDAY
        self.houses = [a_house(number) for number in range(3)]
        self.addresses = 0

    @rule(days=st.sampled_from([1, 7, 20, 21, 22, 63, 120]))
    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.a_round()

    @rule()
    def a_round(self) -> None:
        note_refused_letters(self.at)
        remind_who_is_silent(self.at)
        ask_who_is_due(self.at)
        again = [remind_who_is_silent(self.at), ask_who_is_due(self.at)]
        assert again == [0, 0], "a second round on the same day sends nothing"
        self.nobody_is_forgotten()

    @rule(house=st.integers(0, 2))
    def the_house_answers(self, house: int) -> None:
        with_link = self.houses[house].verification_requests.order_by("-asked_on", "-pk").first()
        if with_link is None:
            return
        token = new_link(with_link)
        try:
            request_behind(token, at=self.at)
        except LinkEnded:
            return
        confirm_everything(token=token, at=self.at)
        with_link.refresh_from_db()
        assert with_link.status == Status.ANSWERED

    @rule(house=st.integers(0, 2))
    def the_reader_left(self, house: int) -> None:
        asked = self.houses[house].verification_requests.filter(status=Status.OPEN).first()
        if asked:
            say_wrong_person(token=new_link(asked), at=self.at)

    @rule(house=st.integers(0, 2))
    def the_server_refuses(self, house: int) -> None:
        asked = self.houses[house].verification_requests.filter(status=Status.OPEN)
        OutboxMessage.objects.filter(record_id__in=asked.values("pk")).update(
            status="failed", reason="unknown_address", done_on=local_day(self.at)
        )

    @rule(house=st.integers(0, 2))
    def a_colleague_confirms(self, house: int) -> None:
        confirm_organization_entries(
            organization=Organization.objects.get(pk=self.houses[house].pk),
            by=None,  # type: ignore[arg-type]
            at=self.at,
        )

    @rule(house=st.integers(0, 2))
    def a_new_address(self, house: int) -> None:
        self.addresses += 1
        change_organization(
            organization=Organization.objects.get(pk=self.houses[house].pk),
            fields={"email": f"new-{self.addresses}@house.example"},
            by=None,
            at=self.at,
        )

    @invariant()
    def no_stage_has_two_letters(self) -> None:
        letters = Counter(OutboxMessage.objects.values_list("record_id", "template"))
        assert not letters or max(letters.values()) == 1
        for asked in VerificationRequest.objects.all():
            sent = {name for (pk, name) in letters if pk == asked.pk}
            assert sent == set(LETTERS[: asked.mails])

    def nobody_is_forgotten(self) -> None:
        """After a round, whoever is due was asked, or was asked less than half a year ago, or has a dead address."""
        today = local_day(self.at)
        for house in Organization.objects.all():
            last = house.verification_requests.order_by("-asked_on", "-pk").first()
            if not is_due(house, today=today):
                continue
            assert last is not None
            is_waited_for = last.status == Status.OPEN or last.asked_on > today - ASK_AGAIN_AFTER
            is_dead = last.status in FOUND_NOBODY and last.address_mark == mark_of(
                address_of(house)
            )
            assert is_waited_for or is_dead


@pytest.mark.django_db
def test_no_two_letters_for_one_stage_and_nobody_forgotten() -> None:
    chosen = settings(
        max_examples=25,
        stateful_step_count=18,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Years, settings=chosen)


def _with_threads() -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite in memory lets no second thread wait; PostgreSQL does")


def at_once(act: Any, count: int = WORKERS) -> list[Any]:
    """Do something several times at the same moment."""
    ready = Barrier(count)

    def one(number: int) -> Any:
        try:
            ready.wait(timeout=30)
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_four_rounds_at_once_ask_each_house_once() -> None:
    _with_threads()
    houses = [a_house(number) for number in range(6)]
    answers = at_once(lambda _number: ask_who_is_due(DUE_DAY))
    assert sum(answers) == len(houses)
    assert OutboxMessage.objects.count() == VerificationRequest.objects.count() == len(houses)
    later = DUE_DAY + timedelta(weeks=3)
    reminded = at_once(lambda _number: remind_who_is_silent(later))
    assert sum(reminded) == len(houses)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_answer_each_entry_once() -> None:
    _with_threads()
    asked = ask_organization(organization=a_house(1), by=None, at=DUE_DAY)
    tokens = [new_link(asked), new_link(asked)]
    answers = at_once(lambda number: confirm_everything(token=tokens[number], at=DUE_DAY), 2)
    assert sorted(answers) == [0, 2]
    assert VerificationAnswer.objects.count() == 2
    asked.refresh_from_db()
    assert asked.status == Status.ANSWERED


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_click_while_the_round_runs_leaves_one_truth() -> None:
    _with_threads()
    asked = ask_organization(organization=a_house(1), by=None, at=DUE_DAY)
    token, later = new_link(asked), DUE_DAY + timedelta(weeks=3)

    def act(number: int) -> Any:
        if number:
            return remind_who_is_silent(later)
        return confirm_everything(token=token, at=later)

    answers = at_once(act, 2)
    assert answers[0] == 2
    asked.refresh_from_db()
    assert asked.status in (Status.ANSWERED, Status.SETTLED)
    assert asked.mails == OutboxMessage.objects.count()


@pytest.mark.django_db
def test_at_most_so_many_are_asked_on_one_day_and_the_rest_tomorrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xenia.registers.directory.operations.asking.MAILS_A_DAY", 2)
    for number in range(5):
        a_house(number)
    days = [ask_who_is_due(DUE_DAY + timedelta(days=day)) for day in range(4)]
    assert days == [2, 2, 1, 0]


@pytest.mark.django_db
def test_the_label_comes_only_after_three_letters_and_three_weeks() -> None:
    house = a_house(1)
    ask_who_is_due(DUE_DAY - timedelta(days=1))
    ask_who_is_due(DUE_DAY)
    weeks = [remind_who_is_silent(DUE_DAY + timedelta(weeks=week)) for week in range(1, 10)]
    # Reminders in the third and the sixth week; in the ninth the request ends.
    assert weeks == [0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert house.verification_requests.get().status == Status.LAPSED
    service = Service.objects.get()
    rebuild_listings([service.pk], at=DUE_DAY)
    assert Listing.objects.get().document["stale_on"] == "2027-11-16"
    # Nine weeks after 15 September 2027 is 17 November: the day after the label came.
    assert local_day(DUE_DAY + timedelta(weeks=9)).isoformat() == "2027-11-17"
