"""A colleague says that two records are one person, and can take it back. Whatever the order, nobody is lost."""

from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.merging import everybody_who_is, kept_id
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import (
    CannotBecome,
    ClientCrossed,
    ClientGone,
    NotMerged,
    Pair,
    Said,
    change_client,
    merge_clients,
    unmerge_client,
)
from xenia.registers.clients.queries.finding import find
from xenia.registers.clients.queries.people import kept, known_as
from xenia.registers.clients.tests.makers import MONDAY, a_client

NAMES = ("Linh Tran", "Amina Warsame", "Beatriz Oliveira", "Yusuf Demir")


def merged(keeps: Client, goes: Client) -> Client:
    """They are one person: `keeps` stays."""
    pair = Pair(keeps, goes, keeps.state_version, goes.state_version)
    return merge_clients(pair=pair, by=a_user(Role.CASEWORKER), at=MONDAY)


@pytest.mark.django_db
def test_two_records_become_one_and_two_again() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    merged(one, two)
    two.refresh_from_db()
    assert two.merged_into == one
    assert kept(two) == one
    assert set(known_as(two)) == {one.pk, two.pk}
    back = unmerge_client(absorbed=two, by=a_user(Role.CASEWORKER), at=MONDAY)
    assert back.merged_into is None
    assert kept_id(two.subject_id) == two.subject_id
    assert str(Client.objects.get(pk=two.pk).called) == "Lin Tran"


@pytest.mark.django_db
def test_a_merge_taken_back_twice_is_told() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    merged(one, two)
    two.refresh_from_db()
    stale = Client.objects.select_related("merged_into").get(pk=two.pk)
    unmerge_client(absorbed=two, by=a_user(Role.CASEWORKER), at=MONDAY)
    with pytest.raises(NotMerged):
        unmerge_client(absorbed=stale, by=a_user(Role.CASEWORKER), at=MONDAY)


@pytest.mark.django_db
def test_who_looked_at_an_older_record_is_told_before_anything_happens() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    change_client(
        client=Client.objects.get(pk=two.pk),
        said=Said(called="Lin Trang"),
        state_version=0,
        by=None,
        at=MONDAY,
    )
    with pytest.raises(ClientCrossed):
        merged(one, two)
    two.refresh_from_db()
    assert two.merged_into is None


@pytest.mark.django_db
def test_a_merged_record_is_not_changed_any_more() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    merged(one, two)
    two.refresh_from_db()
    with pytest.raises(ClientGone):
        change_client(client=two, said=Said(), state_version=two.state_version, by=None, at=MONDAY)


@pytest.mark.django_db
def test_her_record_leaves_after_the_later_of_both_visits() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    Client.objects.filter(pk=two.pk).update(last_served_on="2026-11-20")
    two.refresh_from_db()
    assert merged(one, two).last_served_on == two.last_served_on


class Merging(RuleBasedStateMachine):
    """Four people are merged and parted in any order; a small model says who is who."""

    places = st.integers(0, len(NAMES) - 1)

    def __init__(self) -> None:
        super().__init__()
        # Keys stay behind; nobody's row leads to them.
        self.undone = ExitStack()
        self.undone.enter_context(transaction.atomic())
        self.by = a_user(Role.CASEWORKER)
        self.desk = a_user(Role.FRONT_DESK)
        self.people = [a_client(name) for name in NAMES]
        self.into: dict[int, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.close()

    @rule(keeps=places, goes=places)
    def merge(self, keeps: int, goes: int) -> None:
        one, two = (self._now(place) for place in (keeps, goes))
        may = keeps != goes and keeps not in self.into and goes not in self.into
        may = may and goes not in self.into.values()
        try:
            pair = Pair(one, two, one.state_version, two.state_version)
            merge_clients(pair=pair, by=self.by, at=MONDAY)
        except (ClientGone, CannotBecome, ClientCrossed):
            assert not may
        else:
            assert may
            self.into[goes] = keeps

    @rule(place=places)
    def part(self, place: int) -> None:
        try:
            unmerge_client(absorbed=self._now(place), by=self.by, at=MONDAY)
        except NotMerged:
            assert place not in self.into
        else:
            del self.into[place]

    @invariant()
    def each_leads_to_the_one_the_model_says(self) -> None:
        for place, client in enumerate(self.people):
            stands = self.people[self.into.get(place, place)]
            assert kept(self._now(place)).pk == stands.pk
            assert kept_id(client.subject_id) == stands.subject_id

    @invariant()
    def nobody_is_lost(self) -> None:
        for place, name in enumerate(NAMES):
            found = find(name, by=self.desk)
            assert [one.pk for one in found] == [self.people[self.into.get(place, place)].pk]
            assert str(self._now(place).called) == name

    @invariant()
    def the_vault_and_the_register_say_the_same(self) -> None:
        for client in self.people:
            ids = {
                self.people[place].pk for place in range(len(NAMES)) if self._same(place, client)
            }
            assert set(known_as(client_now(client))) == ids
            subjects = {one.subject_id for one in self.people if one.pk in ids}
            assert everybody_who_is([client.subject_id]) == subjects

    def _same(self, place: int, client: Client) -> bool:
        hers = self.people.index(client)
        return self.into.get(place, place) == self.into.get(hers, hers)

    def _now(self, place: int) -> Client:
        return client_now(self.people[place])


def client_now(client: Client) -> Client:
    """Her record as it stands now."""
    found: Client = Client.objects.select_related("merged_into").get(pk=client.pk)
    return found


@pytest.mark.django_db(databases=["default", "keys"])
def test_merged_and_parted_in_any_order_each_leads_to_the_right_one() -> None:
    run_state_machine_as_test(
        Merging,
        settings=settings(
            max_examples=12,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
