"""Nothing leaves without counsel's decision, and without two different people."""

from contextlib import ExitStack, suppress
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.people.models import Person
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.subjects import new_subject
from xenia.work.records import operations
from xenia.work.records.models import Extraction, RecordsRequest
from xenia.work.records.models.request import (
    NAMES_NOBODY,
    RELEASES,
    SIGNED,
    Decision,
    RequestKind,
    Signed,
    Status,
)
from xenia.work.records.tests.makers import (
    MONDAY,
    TUESDAY,
    a_decided_request,
    a_paper,
    a_request,
)

pytestmark = pytest.mark.django_db
GATE = (
    operations.NotReleased,
    operations.SamePerson,
    operations.NotAsked,
    operations.AlreadyExtracted,
    operations.CannotAnswer,
    operations.NobodyKnown,
    operations.NobodyNamed,
    operations.SignatureUnclear,
    WrongState,
    PermissionDenied,
)


def somebody() -> UUID:
    person = Person(subject_id=new_subject(), name="Marisol Quispe")
    person.save(force_insert=True)
    return person.subject_id


def test_before_counsel_decides_nothing_opens() -> None:
    request = a_request()
    counsel, director = a_user(Role.COUNSEL), a_user(Role.DIRECTOR)
    subject = somebody()
    operations.name_person(request=request, subject=subject, by=counsel, at=MONDAY)
    for step in (None, operations.hand_to_counsel):
        if step:
            step(request=request, by=counsel, at=MONDAY)
        with pytest.raises(operations.NotReleased):
            operations.extract(subject=subject, request=request, by=director, at=TUESDAY)
    assert not AuditEvent.objects.filter(action__in=["vault.looked", "vault.opened"]).exists()


@pytest.mark.parametrize("decision", sorted(set(Decision) - RELEASES))
def test_a_refusal_opens_nothing(decision: str) -> None:
    subject = somebody()
    request = a_decided_request(subject, decision=decision)
    with pytest.raises(operations.NotReleased):
        operations.extract(subject=subject, request=request, by=a_user(Role.DIRECTOR), at=TUESDAY)


def test_who_decides_does_not_open_the_records() -> None:
    both, subject = a_user(Role.COUNSEL), somebody()
    request = a_decided_request(subject, counsel=both)
    with pytest.raises(operations.SamePerson):
        operations.extract(subject=subject, request=request, by=both, at=TUESDAY)
    with pytest.raises(operations.SamePerson):
        operations.answer_request(request=request, by=both, at=TUESDAY)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.CASEWORKER, Role.PARTNER_MANAGER])
def test_only_some_roles_open_records(role: Role) -> None:
    subject = somebody()
    request = a_decided_request(subject)
    with pytest.raises(PermissionDenied):
        operations.extract(subject=subject, request=request, by=a_user(role), at=TUESDAY)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COUNSEL}))
def test_nobody_but_counsel_decides(role: Role) -> None:
    request = a_request()
    operations.hand_to_counsel(request=request, by=a_user(Role.FRONT_DESK), at=MONDAY)
    with pytest.raises(PermissionDenied):
        operations.decide_request(
            request=request, decision=Decision.FULL, by=a_user(role), at=MONDAY
        )


def test_counsel_decides_about_the_people_named_and_nobody_else() -> None:
    named, other = somebody(), somebody()
    request = a_decided_request(named)
    director = a_user(Role.DIRECTOR)
    with pytest.raises(operations.NotAsked):
        operations.extract(subject=other, request=request, by=director, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.name_person(request=request, subject=other, by=director, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.unname_person(request=request, subject=named, by=director, at=TUESDAY)


@pytest.mark.parametrize("decision", sorted(Decision))
@pytest.mark.parametrize("kind", sorted(set(RequestKind) - NAMES_NOBODY))
def test_nothing_is_released_until_somebody_is_named(kind: str, decision: str) -> None:
    counsel, request = a_user(Role.COUNSEL), a_request(kind=kind)
    operations.hand_to_counsel(request=request, by=counsel, at=MONDAY)
    if decision in RELEASES:
        with pytest.raises(operations.NobodyNamed):
            operations.decide_request(request=request, decision=decision, by=counsel, at=MONDAY)
        request.refresh_from_db()
        assert (request.status, request.decision) == (Status.COUNSEL, "")
        operations.name_person(request=request, subject=somebody(), by=counsel, at=MONDAY)
    operations.decide_request(request=request, decision=decision, by=counsel, at=MONDAY)
    assert request.decision == decision


@pytest.mark.parametrize("decision", sorted(RELEASES))
@pytest.mark.parametrize("kind", sorted(RequestKind))
def test_nothing_is_released_on_a_paper_of_which_nobody_knows_who_signed_it(
    kind: str, decision: str
) -> None:
    counsel = a_user(Role.COUNSEL)
    request = a_request(kind=kind, judge_signed=Signed.UNCLEAR)
    operations.name_person(request=request, subject=somebody(), by=counsel, at=MONDAY)
    operations.hand_to_counsel(request=request, by=counsel, at=MONDAY)
    if kind in SIGNED:
        with pytest.raises(operations.SignatureUnclear):
            operations.decide_request(request=request, decision=decision, by=counsel, at=MONDAY)
        paper = a_paper(kind=kind, judge_signed=Signed.NO)
        operations.describe_request(request=request, paper=paper, by=counsel, at=MONDAY)
    operations.decide_request(request=request, decision=decision, by=counsel, at=MONDAY)
    assert request.decision == decision


def test_a_paper_is_refused_whoever_signed_it_and_whomever_it_means() -> None:
    request = a_decided_request(decision=Decision.REFUSED, judge_signed=Signed.UNCLEAR)
    assert request.status == Status.DECIDED


def test_a_request_for_counts_names_nobody_and_opens_nothing() -> None:
    request = a_decided_request(kind=RequestKind.PUBLIC_RECORDS)
    with pytest.raises(operations.NotAsked):
        operations.extract_all(request=request, by=a_user(Role.DIRECTOR), at=TUESDAY)


def test_a_number_nobody_has_is_refused() -> None:
    request, counsel = a_request(), a_user(Role.COUNSEL)
    with pytest.raises(operations.NobodyKnown):
        operations.name_person(
            request=request, subject=UUID(int=7, version=4), by=counsel, at=MONDAY
        )


def test_a_decision_can_be_taken_back_until_something_was_opened() -> None:
    counsel, subject = a_user(Role.COUNSEL), somebody()
    request = a_decided_request(subject, counsel=counsel)
    operations.look_again(request=request, by=counsel, at=TUESDAY)
    assert (request.status, request.decision) == (Status.COUNSEL, "")
    operations.decide_request(request=request, decision=Decision.PART, by=counsel, at=TUESDAY)
    operations.extract(subject=subject, request=request, by=a_user(Role.DIRECTOR), at=TUESDAY)
    with pytest.raises(operations.AlreadyExtracted):
        operations.look_again(request=request, by=counsel, at=TUESDAY)


def test_the_database_itself_refuses_one_person_for_both() -> None:
    counsel = a_user(Role.COUNSEL)
    request = a_decided_request(somebody(), counsel=counsel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extraction.objects.create(
            request=request,
            by_id=counsel.pk,
            decided_by_id=counsel.pk,
            at=TUESDAY,
            people_count=1,
            record_count=1,
            digest="",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordsRequest.objects.filter(pk=request.pk).update(
            status=Status.ANSWERED, answered_by_id=counsel.pk, answered_at=TUESDAY
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordsRequest.objects.filter(pk=request.pk).update(
            decision="", decided_by_id=None, decided_at=None
        )


def test_what_was_opened_is_proved_by_a_hash_and_not_kept() -> None:
    subject, director = somebody(), a_user(Role.DIRECTOR)
    request = a_decided_request(subject)
    operations.extract(subject=subject, request=request, by=director, at=TUESDAY)
    made = Extraction.objects.get()
    assert (made.people_count, made.by_id, len(made.digest)) == (1, director.pk, 64)
    assert {f.name for f in Extraction._meta.concrete_fields} == {
        "id", "request", "by_id", "decided_by_id", "at", "people_count", "record_count", "digest",
    }  # fmt: skip


class Gate(RuleBasedStateMachine):
    """Four colleagues do whatever they like with one request about one person."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.people: list[User] = []
        self.left: list[tuple[str, UUID]] = []

    @initialize(stage=st.sampled_from([0, 1, 2, 3, 3, 3]))
    def a_paper_comes(self, stage: int) -> None:
        roles = (Role.COUNSEL, Role.COUNSEL, Role.DIRECTOR, Role.FRONT_DESK)
        self.people = [a_user(role) for role in roles]
        self.people.append(a_user(Role.CASEWORKER))
        self.subject, self.other = somebody(), somebody()
        self.request = a_request(by=self.people[3])
        if stage > 0:
            self._try(operations.name_person, 2, subject=self.subject)
        if stage > 1:
            self._try(operations.hand_to_counsel, 3)
        if stage > 2:
            self._try(operations.decide_request, 0, decision=Decision.FULL)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def _try(self, act: Any, who: int, **said: Any) -> Any:
        """Do it as this colleague, with a page that may be old. What the gate refuses changes nothing."""
        with suppress(*GATE), transaction.atomic():
            return act(request=self.request, by=self.people[who], at=MONDAY, **said)
        return None

    WHO = st.integers(0, 4)

    @rule(who=WHO, is_her=st.booleans())
    def name(self, who: int, is_her: bool) -> None:
        self._try(operations.name_person, who, subject=self.subject if is_her else self.other)

    @rule(who=WHO)
    def hand_over(self, who: int) -> None:
        self._try(operations.hand_to_counsel, who)

    @rule(who=WHO, decision=st.sampled_from(sorted(Decision)))
    def decide(self, who: int, decision: str) -> None:
        self._try(operations.decide_request, who, decision=decision)

    @rule(who=WHO)
    def take_back(self, who: int) -> None:
        self._try(operations.look_again, who)

    @rule(who=WHO, how=st.sampled_from(["withdraw", "close", "unname"]))
    def end(self, who: int, how: str) -> None:
        if how == "unname":
            self._try(operations.unname_person, who, subject=self.subject)
        else:
            act = operations.withdraw_request if how == "withdraw" else operations.close_request
            self._try(act, who)

    @rule(who=WHO, is_her=st.booleans())
    def open_records(self, who: int, is_her: bool) -> None:
        subject = self.subject if is_her else self.other
        if self._try(operations.extract, who, subject=subject):
            self._note("opened", who, subject)

    @rule(who=WHO)
    def answer(self, who: int) -> None:
        current = RecordsRequest.objects.get(pk=self.request.pk)
        if self._try(operations.answer_request, who, released_kinds=["people.person"]):
            assert current.decision in RELEASES, "something was given that counsel did not release"
            assert self.people[who].pk != current.decided_by_id

    def _note(self, what: str, who: int, subject: UUID) -> None:
        """Something left: it had counsel's word, about this person, and another hand."""
        current = RecordsRequest.objects.get(pk=self.request.pk)
        decider = next(one for one in self.people if one.pk == current.decided_by_id)
        assert current.decision in RELEASES
        assert Role.COUNSEL in decider.roles()
        assert decider.pk != self.people[who].pk
        assert self.people[who].may("records.release")
        assert current.people.filter(subject_id=subject).exists()
        self.left.append((what, subject))

    @invariant()
    def every_opening_is_noted(self) -> None:
        assert Extraction.objects.count() == len(self.left)
        looks = AuditEvent.objects.filter(
            record_type="people.person", action="vault.looked"
        ).count()
        assert looks == len(self.left), "each opened person is one look"

    @invariant()
    def a_decision_stands_while_something_left_under_it(self) -> None:
        if self.left:
            assert RecordsRequest.objects.get(pk=self.request.pk).decision in RELEASES


def test_whatever_people_do_nothing_leaves_without_counsel_and_two_people() -> None:
    run_state_machine_as_test(Gate, settings=settings(stateful_step_count=15))
