"""What is sealed for one house opens there alone: not at the office, not at another provider, not in the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys.named import destroy_named_key
from xenia.ground.vault.fields import Closed, is_shredded
from xenia.ground.vault.operations.glass import break_glass
from xenia.ground.vault.operations.reading import MayNotOpen, read_sealed
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, Pair, give_consent, merge_clients
from xenia.registers.clients.tests.makers import a_client
from xenia.work.casework import operations
from xenia.work.casework.models import LegalNote, LegalSide, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import NotHeldHere, SameHolder
from xenia.work.casework.tests.legal_makers import (
    NOTE,
    OATH,
    Provider,
    a_credentialed,
    a_provider,
    in_a_year,
    now_as,
    ours,
    under_way,
)
from xenia.work.casework.tests.makers import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(days=31)


def with_notes(provider: Provider, *texts: str, **said: Any) -> tuple[Matter, list[LegalNote]]:
    """A matter of a provider, with notes."""
    matter = under_way(provider, **said)
    by = provider.attorney
    notes = [
        operations.write_legal_note(matter=now_as(matter), text=one, by=by, at=TUESDAY)
        for one in texts
    ]
    return now_as(matter), notes


def give(matter: Matter, to: Provider | None, notes: list[LegalNote], by: User) -> Matter:
    return operations.hand_over_matter(
        matter=now_as(matter),
        to=to.organization if to else None,
        notes=[one.pk for one in notes],
        fields=["called"],
        until=in_a_year(),
        by=by,
        at=TUESDAY,
    )


def texts(matter: Matter, by: User) -> list[str]:
    read = operations.read_legal_notes(matter=now_as(matter), by=by, at=TUESDAY)
    return sorted(text for _note, text in read)


def test_nobody_else_opens_it_not_even_through_broken_glass() -> None:
    provider, other = a_provider(), a_provider("Quayside Legal Aid")
    matter, notes = with_notes(provider, NOTE)
    clerk = a_user(Role.FRONT_DESK)
    break_glass(subject=matter.subject_id, by=clerk, reason="Somebody calls for help", at=TUESDAY)
    strangers = [a_user(role) for role in (Role.DIRECTOR, Role.COUNSEL, Role.CASEWORKER)]
    for who in (clerk, other.attorney, *strangers):
        for record, name in ((matter.legal, "case_type"), (notes[0], "text")):
            with pytest.raises(MayNotOpen):
                read_sealed(record, name, by=who, purpose="service", at=TUESDAY)
        with pytest.raises(NotHeldHere):
            operations.read_legal_notes(matter=matter, by=who, at=TUESDAY)
    assert texts(matter, provider.clerk) == [NOTE]
    assert isinstance(LegalSide.objects.get().case_type, Closed)


def test_no_column_holds_a_word_of_it() -> None:
    provider = a_provider()
    with_notes(provider, NOTE)
    # The words of the record itself, and the codes of its kind and place.
    canaries = (NOTE, "naturalization", "uscis")
    with connection.cursor() as cursor:
        for model in (LegalSide, LegalNote, Matter):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            rows = " ".join(
                bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            )
            assert rows
            assert not [one for one in canaries if one in rows], model


def test_each_look_is_noted_with_its_purpose() -> None:
    provider = a_provider()
    matter, notes = with_notes(provider, NOTE)
    operations.read_legal_notes(matter=matter, by=provider.clerk, at=TUESDAY, purpose="supervision")
    event = AuditEvent.objects.get(action="vault.opened", actor_id=provider.clerk.pk)
    assert (event.record_id, event.fields, event.purpose) == (
        notes[0].pk,
        ["text"],
        "supervision",
    )


def test_without_the_key_of_its_house_it_reads_as_erased() -> None:
    provider = a_provider()
    matter, _notes = with_notes(provider, NOTE)
    destroy_named_key(f"compartment {provider.holder}")
    read = operations.read_case(now_as(matter).legal, by=provider.attorney, at=TUESDAY)
    assert all(is_shredded(value) for value in read.values())
    assert texts(matter, provider.attorney) == ["(erased)"]


def test_what_she_lets_go_along_opens_for_the_taker_and_for_nobody_else() -> None:
    giver, taker = a_provider(), a_provider("Quayside Legal Aid")
    matter, notes = with_notes(giver, "Goes along.", "Stays behind.")
    give(matter, taker, notes[:1], giver.attorney)
    assert texts(matter, taker.attorney) == ["Goes along."]
    case = operations.read_case(now_as(matter).legal, by=taker.attorney, at=TUESDAY)
    assert case["case_type"] == OATH.case_type
    with pytest.raises(NotHeldHere):
        texts(matter, giver.attorney)
    for note in LegalNote.objects.all():
        with pytest.raises(MayNotOpen):
            read_sealed(note, "text", by=giver.attorney, purpose="service", at=TUESDAY)
    behind = LegalNote.objects.get(pk=notes[1].pk)
    with pytest.raises(MayNotOpen):
        read_sealed(behind, "text", by=taker.attorney, purpose="service", at=TUESDAY)


def test_what_stays_behind_is_destroyed_after_thirty_days() -> None:
    giver, taker = a_provider(), a_provider("Quayside Legal Aid")
    matter, notes = with_notes(giver, "Goes along.", "Stays behind.")
    give(matter, taker, notes[:1], giver.attorney)
    assert operations.destroy_left_notes(TUESDAY + timedelta(days=29)) == 0
    assert operations.destroy_left_notes(LATER) == 1
    assert texts(matter, taker.attorney) == ["Goes along."]


def test_the_taker_looks_for_conflicts_and_says_who_has_it() -> None:
    giver, taker = a_provider(), a_provider("Quayside Legal Aid")
    matter, _notes = with_notes(giver)
    give(matter, taker, [], giver.attorney)

    def wait() -> Matter:
        return operations.wait_for_decision(matter=now_as(matter), by=taker.partial, at=TUESDAY)

    with pytest.raises(NotReady, match="conflict_check"):
        wait()
    operations.check_conflicts(matter=matter, is_clear=True, by=taker.partial, at=TUESDAY)
    with pytest.raises(NotReady, match="assigned"):
        wait()
    operations.assign(matter=matter, to=taker.partial, by=taker.partial, at=TUESDAY)
    assert wait().status == "pending"


def test_a_matter_comes_back_to_the_office() -> None:
    giver, ana = a_provider(), a_credentialed("attorney")
    client = a_client()
    give_consent(client=client, agreed=Agreed(Purpose.RECORD), by=None, at=MONDAY)
    matter, notes = with_notes(giver, NOTE, client=client)
    give(matter, None, notes, giver.attorney)
    assert texts(matter, ana) == [NOTE]
    with pytest.raises(NotHeldHere):
        texts(matter, giver.attorney)
    with pytest.raises(SameHolder):
        give(matter, None, [], ana)


def test_the_office_keeps_no_matter_of_somebody_who_agreed_to_no_record() -> None:
    giver = a_provider()
    a_credentialed("attorney")
    matter, _notes = with_notes(giver)
    with pytest.raises(NotReady, match="legal_consent"):
        give(matter, None, [], giver.attorney)
    assert now_as(matter).holder == giver.holder


def test_without_an_agreement_nothing_is_handed_over() -> None:
    ana, taker = a_credentialed("attorney"), a_provider()
    matter = ours(by=ana)
    taker.partner.agreement.delete()
    with pytest.raises(NotReady, match="agreement"):
        give(matter, taker, [], ana)


def test_who_was_known_twice_keeps_each_side_where_it_is() -> None:
    one, other = a_provider(), a_provider("Quayside Legal Aid")
    first, _notes = with_notes(one, "Of the one.")
    second, _more = with_notes(other, "Of the other.", client=a_client())
    kept, absorbed = first.client, second.client
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    pair = Pair(kept, absorbed, kept.state_version, absorbed.state_version)
    merge_clients(pair=pair, by=a_user(Role.SUPERVISOR), at=TUESDAY)
    assert texts(first, one.attorney) == ["Of the one."]
    assert texts(second, other.attorney) == ["Of the other."]
    for matter, stranger in ((first, other), (second, one)):
        with pytest.raises(NotHeldHere):
            texts(matter, stranger.attorney)


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_who_is_forgotten_leaves_nothing_of_it() -> None:
    provider = a_provider()
    matter, _notes = with_notes(provider, NOTE)
    shred(matter.subject_id, by=None, at=TUESDAY, reason="asked")
    assert not Matter.objects.exists()
    assert not LegalSide.objects.exists()
    assert not LegalNote.objects.exists()
