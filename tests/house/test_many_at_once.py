"""A history done in lots is the history done one operation at a time: the same rows, the same counts, the same refusals."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.house.rows_told import all_rows
from tests.house.small_history import (
    DAY,
    FIRST,
    Scene,
    a_life,
    agreed_with,
    many_at_once,
    one_at_a_time,
    sessions_at,
    undone,
)
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.many_steps import step_to, take_steps
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry, Year
from xenia.ground.ledger.operations import record, written_together
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.clients.operations import ClientGone
from xenia.registers.clients.operations import in_bulk as clients_in_bulk
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.casework import operations as casework
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import Told, legal_in_bulk
from xenia.work.casework.operations import in_bulk as casework_in_bulk
from xenia.work.casework.tests import makers as cases
from xenia.work.casework.tests.legal_makers import (
    OATH,
    a_credentialed,
    a_legal_referral,
    a_provider,
    in_a_year,
    now_as,
    ours,
    under_way,
)
from xenia.work.programs import operations as programs
from xenia.work.programs.models import OfferingClosed
from xenia.work.programs.operations import in_bulk as programs_in_bulk
from xenia.work.programs.tests.makers import an_offering
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models.guards import NoConsent, OnPaperOnly, SayWhy
from xenia.work.referrals.operations import AlreadySent, NoMoreInSight, Words
from xenia.work.referrals.operations import in_bulk as referrals_in_bulk
from xenia.work.referrals.tests.makers import a_consent, a_partner, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = FIRST + timedelta(days=80)


def a_scene() -> Scene:
    """Two partners, a course with five places, and a colleague."""
    by = a_user(Role.CASEWORKER)
    days: dict[str, Any] = {"begins_on": FIRST.date(), "ends_on": FIRST.date() + 60 * DAY}
    offering = an_offering(places=5, at=FIRST, meets=tuple(sessions_at(18, FIRST, 3)), **days)
    partners = [a_partner(name, at=FIRST) for name in ("Harbor House", "Lantern Law")]
    attorney = a_credentialed("attorney", at=FIRST)
    provider = a_provider("Quayside Legal Aid", at=FIRST)
    return Scene(by, partners, offering, attorney, provider, AT)


@pytest.mark.parametrize("seed", [1, 2])
def test_in_lots_or_one_by_one_the_same_rows_stand_and_the_same_is_counted(seed: int) -> None:
    scene, told = a_scene(), []
    for do in (one_at_a_time, many_at_once):
        chance = random.Random(seed)
        lives = [a_life(chance, number, scene.partners) for number in range(40)]
        with undone():
            do(lives, scene)
            told.append(all_rows(lives))
    singly, in_lots = told
    assert set(singly) == set(in_lots)
    for table in singly:
        assert in_lots[table] == singly[table], table
    assert singly["ledger"].total() > 200
    assert singly["referrals.Referral"].total() > 5


def test_nobody_is_told_anything_of_what_is_over() -> None:
    scene, chance = a_scene(), random.Random("messages")
    before = OutboxMessage.objects.count()
    lives = [a_life(chance, number, scene.partners) for number in range(15)]
    with transaction.atomic():
        many_at_once(lives, scene)
    assert OutboxMessage.objects.count() == before


# --- the same refusals -----------------------------------------------------------------------------

Attempt = tuple[Callable[[], Any], Callable[[], Any]]


def accept_without_consent() -> Attempt:
    by = a_user(Role.CASEWORKER)
    intake = cases.screened(by=by, agrees=False)
    move = casework_in_bulk.Decided(intake, "accepted", by, cases.TUESDAY)
    return (
        lambda: casework.accept(intake=intake, by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.decide_all([move], at=AT),
    )


def submit_without_a_need() -> Attempt:
    by = a_user(Role.CASEWORKER)
    sheet = Told(client=a_client(at=cases.MONDAY))
    return (
        lambda: casework.submit_intake(told=sheet, by=by, at=cases.MONDAY),
        lambda: casework_in_bulk.submit_intakes(
            [casework_in_bulk.Sheet(sheet, by, cases.MONDAY)], at=AT
        ),
    )


def look_twice() -> Attempt:
    by = a_user(Role.CASEWORKER)
    intake = cases.accepted(by=by)
    move = casework_in_bulk.Decided(intake, "screened", by, cases.TUESDAY)
    return (
        lambda: casework.screen(intake=intake, by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.decide_all([move], at=AT),
    )


def leave_unmet_without_a_reason() -> Attempt:
    by = a_user(Role.CASEWORKER)
    need = cases.an_intake(by=by).needs.get()
    move = casework_in_bulk.Settled(need, "unmet", by, cases.TUESDAY)
    return (
        lambda: casework.leave_unmet(need=need, why="", by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.settle_needs([move], at=AT),
    )


def work_on_what_is_closed() -> Attempt:
    by = a_user(Role.CASEWORKER)
    matter = cases.a_matter(by=by)
    casework.close_matter(matter=matter, outcome="advice", by=by, at=cases.TUESDAY)
    move = casework_in_bulk.Worked(matter, "in_progress", by, cases.TUESDAY)
    return (
        lambda: casework.work_on(matter=matter, by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.work_on_matters([move], at=AT),
    )


def _send(client: Any, service: Any, consent: Any) -> Attempt:
    sent = referrals_in_bulk.Sent(client, service, Words("work"), consent, None, cases.TUESDAY)
    return (
        lambda: referrals.send_referral(
            client=client, service=service, need="work", consent=consent, by=None, at=cases.TUESDAY
        ),
        lambda: referrals_in_bulk.send_referrals([sent], at=AT),
    )


def send_without_her_yes() -> Attempt:
    return _send(a_client(), a_partner().service, None)


def send_with_the_yes_of_another() -> Attempt:
    partner = a_partner()
    return _send(a_client(), partner.service, a_consent(a_client("Mai"), partner.organization))


def send_a_name_to_a_shelter() -> Attempt:
    shelter = an_organization(name="Quiet Door", kind=Organization.Kind.SHELTER)
    client = a_client()
    return _send(client, a_service(organization=shelter), a_consent(client, shelter))


def send_twice() -> Attempt:
    referral = a_referral()
    return _send(referral.client, referral.service, referral.consent)


def answer_for_another_house() -> Attempt:
    referral, stranger = a_referral(), a_partner("Lantern Law").member
    said = referrals_in_bulk.Answered(referral, "accepted", stranger, cases.TUESDAY)
    return (
        lambda: referrals.accept(referral=referral, by=stranger, at=cases.TUESDAY),
        lambda: referrals_in_bulk.answer_referrals([said], at=AT),
    )


def answer_after_her_yes_ended() -> Attempt:
    partner = a_partner()
    referral = a_referral(partner)
    late = cases.MONDAY + timedelta(days=70)
    said = referrals_in_bulk.Answered(referral, "accepted", partner.member, late)
    return (
        lambda: referrals.accept(referral=referral, by=partner.member, at=late),
        lambda: referrals_in_bulk.answer_referrals([said], at=AT),
    )


def not_served_without_a_reason() -> Attempt:
    partner = a_partner()
    referral = a_referral(partner)
    said: dict[str, Any] = {"referral": referral, "by": partner.member, "outcome": "not_served"}
    one = referrals_in_bulk.Answered(to="completed", at=cases.TUESDAY, **said)
    return (
        lambda: referrals.complete(at=cases.TUESDAY, **said),
        lambda: referrals_in_bulk.answer_referrals([one], at=AT),
    )


def bring_into_what_is_over() -> Attempt:
    offering, client = an_offering(at=FIRST), a_client()
    late = cases.MONDAY + timedelta(days=300)
    return (
        lambda: programs.enrol(offering=offering, client=client, by=None, at=late),
        lambda: programs_in_bulk.enrol_all(
            offering=offering, asked=[programs_in_bulk.Asked(client, late)], by=None, at=AT
        ),
    )


def bring_in_twice() -> Attempt:
    offering, client = an_offering(at=FIRST), a_client()
    programs.enrol(offering=offering, client=client, by=None, at=cases.MONDAY)
    return (
        lambda: programs.enrol(offering=offering, client=client, by=None, at=cases.MONDAY),
        lambda: programs_in_bulk.enrol_all(
            offering=offering, asked=[programs_in_bulk.Asked(client, cases.MONDAY)], by=None, at=AT
        ),
    )


def open_for_another_house() -> Attempt:
    provider, by = a_provider(), a_user(Role.CASEWORKER)
    until = in_a_year(cases.MONDAY)
    said: dict[str, Any] = {"referral": a_legal_referral(provider), "case": OATH, "until": until}
    one = legal_in_bulk.Theirs(**said, by=by, at=cases.MONDAY)
    return (
        lambda: casework.open_from_referral(**said, by=by, at=cases.MONDAY),
        lambda: legal_in_bulk.open_from_referrals([one], at=AT),
    )


def speak_without_a_credential() -> Attempt:
    by = a_user(Role.CASEWORKER)
    matter = ours(by=by)
    casework.check_conflicts(matter=matter, is_clear=True, by=by, at=cases.MONDAY)
    matter = now_as(matter)
    move = casework_in_bulk.Worked(matter, "in_progress", by, cases.TUESDAY)
    return (
        lambda: casework.work_on(matter=matter, by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.work_on_matters([move], at=AT),
    )


def work_without_looking_for_conflicts() -> Attempt:
    by = a_credentialed("attorney")
    matter = ours(by=by)
    move = casework_in_bulk.Worked(matter, "in_progress", by, cases.TUESDAY)
    return (
        lambda: casework.work_on(matter=matter, by=by, at=cases.TUESDAY),
        lambda: casework_in_bulk.work_on_matters([move], at=AT),
    )


def work_on_anothers_matter() -> Attempt:
    matter, by = under_way(a_provider()), a_user(Role.CASEWORKER)
    said: dict[str, Any] = {"matter": matter, "kind": "meeting", "minutes": 9, "by": by}
    one = legal_in_bulk.Work(**said, at=cases.TUESDAY)
    return (
        lambda: casework.note_activity(at=cases.TUESDAY, **said),
        lambda: legal_in_bulk.note_activities([one], at=AT),
    )


def work_before_it_was_opened() -> Attempt:
    by = a_credentialed("attorney")
    matter, before = ours(by=by), cases.MONDAY - timedelta(days=5)
    said: dict[str, Any] = {"matter": matter, "kind": "meeting", "minutes": 9, "by": by}
    one = legal_in_bulk.Work(**said, at=before)
    return (
        lambda: casework.note_activity(at=before, **said),
        lambda: legal_in_bulk.note_activities([one], at=AT),
    )


def win_for_nobody() -> Attempt:
    by = a_user(Role.CASEWORKER)
    said: dict[str, Any] = {"matter": ours(by=by), "outcome": "favorable", "closing_code": "H"}
    one = legal_in_bulk.Ended(**said, by=by, at=cases.TUESDAY)
    return (
        lambda: casework.close_legal(by=by, at=cases.TUESDAY, **said),
        lambda: legal_in_bulk.close_legal_matters([one], at=AT),
    )


def close_by_an_unknown_code() -> Attempt:
    by = a_credentialed("attorney")
    said: dict[str, Any] = {"matter": ours(by=by), "outcome": "advice", "closing_code": "Z"}
    one = legal_in_bulk.Ended(**said, by=by, at=cases.TUESDAY)
    return (
        lambda: casework.close_legal(by=by, at=cases.TUESDAY, **said),
        lambda: legal_in_bulk.close_legal_matters([one], at=AT),
    )


def decide_later_what_is_open() -> Attempt:
    by = a_credentialed("attorney")
    matter, day = ours(by=by), cases.TUESDAY
    one = legal_in_bulk.Later(matter, "favorable", by, day)
    return (
        lambda: casework.note_later_decision(
            matter=matter, outcome="favorable", decided_on=local_day(day), by=by, at=day
        ),
        lambda: legal_in_bulk.note_later_decisions([one], at=AT),
    )


REFUSED = (
    (accept_without_consent, NotReady),
    (submit_without_a_need, NotReady),
    (look_twice, WrongState),
    (leave_unmet_without_a_reason, ValueError),
    (work_on_what_is_closed, WrongState),
    (send_without_her_yes, NoConsent),
    (send_with_the_yes_of_another, NoConsent),
    (send_a_name_to_a_shelter, OnPaperOnly),
    (send_twice, AlreadySent),
    (answer_for_another_house, NoMoreInSight),
    (answer_after_her_yes_ended, NoMoreInSight),
    (not_served_without_a_reason, SayWhy),
    (bring_into_what_is_over, OfferingClosed),
    (bring_in_twice, programs.AlreadyIn),
    (open_for_another_house, casework.NotHeldHere),
    (speak_without_a_credential, NotReady),
    (work_without_looking_for_conflicts, NotReady),
    (work_on_anothers_matter, casework.NotHeldHere),
    (work_before_it_was_opened, casework.NotSoFar),
    (win_for_nobody, NotReady),
    (close_by_an_unknown_code, casework.NotAChoice),
    (decide_later_what_is_open, WrongState),
)


@pytest.mark.parametrize(("attempt", "refusal"), REFUSED, ids=[one.__name__ for one, _r in REFUSED])
def test_what_one_operation_refuses_a_lot_refuses(
    attempt: Callable[[], Attempt], refusal: type[Exception]
) -> None:
    singly, in_a_lot = attempt()
    entries = Entry.objects.count()
    for do in (singly, in_a_lot):
        with pytest.raises(refusal), transaction.atomic():
            do()
        assert Entry.objects.count() == entries


def test_one_that_is_refused_holds_up_the_whole_lot_and_nobody_moved() -> None:
    by = a_user(Role.CASEWORKER)
    good, bad = cases.screened(by=by), cases.screened(by=by, called="Mai", agrees=False)
    moves = [casework_in_bulk.Decided(one, "accepted", by, cases.TUESDAY) for one in (good, bad)]
    with pytest.raises(NotReady):
        casework_in_bulk.decide_all(moves, at=AT)
    assert good.status == "screened"
    good.refresh_from_db()
    assert (good.status, good.state_version) == ("screened", 2)


def test_a_row_that_moved_meanwhile_is_not_overwritten() -> None:
    by = a_user(Role.CASEWORKER)
    intake = cases.screened(by=by)
    seen = type(intake).objects.get(pk=intake.pk)
    casework.accept(intake=intake, by=by, at=cases.TUESDAY)
    with pytest.raises(Crossed):
        take_steps([step_to(seen, to="declined", at=cases.TUESDAY, reason="conflict")])


def test_the_years_stay_closed_when_entries_are_written_together() -> None:
    locked = {
        "status": Year.Status.LOCKED,
        "locked_by": new_id(),
        "locked_at": AT,
        "digest": "of nothing",
    }
    Year.objects.create(year=2025, **locked)
    with transaction.atomic(), written_together([FIRST.date(), FIRST.date() - 365 * DAY]):
        record(kind="casework.barrier", on=FIRST.date(), reason="cost")
        with pytest.raises(YearIsClosed):
            record(kind="casework.barrier", on=FIRST.date() - 365 * DAY, reason="cost")
        assert not Entry.objects.exists()
    assert Entry.objects.get().on == FIRST.date()


def test_many_agree_only_who_is_still_there() -> None:
    partner = a_partner()
    kept, gone = a_client("Linh"), a_client("Linh")
    type(gone).objects.filter(pk=gone.pk).update(merged_into=kept)
    given = [clients_in_bulk.Given(one, agreed_with(partner, FIRST), FIRST) for one in (kept, gone)]
    with pytest.raises(ClientGone):
        clients_in_bulk.give_consents(given=given, by=None, at=AT)
    assert not kept.consents.exists()
