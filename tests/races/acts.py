"""What the processes do, what they find before they begin, and what is looked at afterwards. Ids in, plain values out."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.privacy.look import prepare as make_tables
from tests.races.office import COUNTERS
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.master_key import read_or_make_master_keys
from xenia.ground.common.shared_counters import SharedCounters
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.models import SubjectMerge
from xenia.registers.clients import operations as clients
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations import Pair, Said
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Service
from xenia.work.casework import operations as casework
from xenia.work.casework.models import Intake
from xenia.work.casework.tests.makers import a_caseworker, a_request, an_intake, screened, told
from xenia.work.ombudsman.models import Complaint
from xenia.work.programs import operations as programs
from xenia.work.programs.models import Enrolment, Offering
from xenia.work.programs.models.enrolment import Status, Why
from xenia.work.programs.tests.makers import an_offering
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models import Referral
from xenia.work.referrals.tests.makers import a_consent, a_partner, a_referral


def prepare() -> None:
    """Tables, and what an office has on its first day."""
    make_tables()
    open_doors()


def open_doors() -> None:
    """A master key, and somebody in charge."""
    read_or_make_master_keys(Path(settings.MASTER_KEY_FILE))
    a_user(Role.DIRECTOR)


def share_counters() -> None:
    """The table in which the processes of a served office count together."""
    call_command("createcachetable", COUNTERS, verbosity=0)


def count_up(name: str, times: int) -> None:
    """Add one to a counter of all processes, again and again."""
    counters = SharedCounters(COUNTERS, {})
    counters.add(name, 0, timeout=60 * 60)
    for _ in range(times):
        counters.incr(name)


def counted_up(name: str) -> dict[str, float]:
    """What a counter says, and for how many more seconds it does."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT expires FROM {COUNTERS} WHERE cache_key = %s", [f":1:{name}"])  # noqa: S608
        ends = cursor.fetchone()[0]
    if isinstance(ends, str):
        ends = datetime.fromisoformat(ends)
    left = ends.replace(tzinfo=UTC) - now()
    return {"says": SharedCounters(COUNTERS, {}).get(name), "left": left.total_seconds()}


def complained() -> dict[str, int]:
    """How many complaints were let in unseen, and how many wait for a colleague's look."""
    held = Complaint.objects.filter(status="held").count()
    return {"let_in": Complaint.objects.count() - held, "held": held}


def sums(kind: str, **said: Any) -> int:
    """What the ledger counts."""
    return sum(Entry.objects.filter(kind=kind, **said).values_list("quantity", flat=True))


# Places


def open_class(
    *, places: int, people: int, kind: str = "seats", hold_days: int = 0
) -> dict[str, Any]:
    """An offering with so many places of a kind, and people who want one."""
    at = now()
    offering = an_offering(
        places=places,
        capacity_type=kind,
        hold_days=hold_days,
        begins_on=local_day(at),
        ends_on=local_day(at) + timedelta(days=60),
        at=at,
    )
    them = [a_client(at=at) for _one in range(people)]
    return {
        "offering": offering.pk,
        "people": [one.pk for one in them],
        "codes": [one.code for one in them],
    }


def bring_in(*, offering: UUID, people: list[UUID], takes: int = 1) -> list[str]:
    """One after another is brought in: where each stands."""
    stands = []
    for pk in people:
        current, her = Offering.objects.get(pk=offering), Client.objects.get(pk=pk)
        made = programs.enrol(offering=current, client=her, by=None, at=now(), takes=takes)
        stands.append(str(made.status))
    return stands


def give_back(*, offering: UUID, numbers: list[int]) -> int:
    """Some leave: those with these numbers. How many moved up."""
    rows = Enrolment.objects.filter(offering_id=offering, number__in=numbers)
    moved = 0
    for one in rows.select_related("offering", "client"):
        found = programs.leave(
            enrolment=one, why=Why.TIME, by=None, at=now(), version=one.state_version
        )
        moved += len(found)
    return moved


def give_back_seen(*, offering: UUID, number: int) -> int:
    """One leaves, as everybody saw her when she had just come."""
    one = Enrolment.objects.select_related("offering", "client").get(
        offering_id=offering, number=number
    )
    return len(programs.leave(enrolment=one, why=Why.TIME, by=None, at=now(), version=0))


def line(*, offering: UUID) -> dict[str, Any]:
    """Who stands where, by number; what the offering says, and what the ledger counts."""
    current = Offering.objects.get(pk=offering)
    rows = current.enrolments
    held = rows.holding().values_list("takes", flat=True)
    return {
        "in": sorted(rows.holding().values_list("number", flat=True)),
        "waits": list(rows.in_line().values_list("number", flat=True)),
        "left": sorted(rows.filter(status=Status.LEFT).values_list("number", flat=True)),
        "wants": list(rows.in_line().values_list("takes", flat=True)),
        "held": sum(held),
        "taken": current.taken,
        "next": current.next_number,
        "enrolled": sums("programs.enrolled", program=current.program_id),
        "waited": sums("programs.waited", program=current.program_id, outcome="waiting"),
    }


# Referrals


def send(*, way: str = "inbox") -> dict[str, Any]:
    """A referral that waits for an answer in an inbox."""
    at = now()
    partner = a_partner(f"Partner {User.objects.count()}", at=at)
    colleague = a_user()
    referral = a_referral(partner, by=colleague, at=at)
    return {
        "referral": referral.pk,
        "version": referral.state_version,
        "member": partner.member.pk,
        "organization": partner.organization.pk,
    }


def answer(*, referral: UUID, member: UUID, is_yes: bool) -> str:
    """They say yes or no, from the page as it was sent."""
    current, by = Referral.objects.get(pk=referral), User.objects.get(pk=member)
    said: dict[str, Any] = {"referral": current, "by": by, "at": now(), "version": 1}
    done = referrals.accept(**said) if is_yes else referrals.decline(reason="capacity", **said)
    return str(done.status)


def answered(*, referral: UUID, organization: UUID) -> dict[str, Any]:
    """How it stands, which steps were kept, what the ledger counts."""
    current = Referral.objects.get(pk=referral)
    steps = current.steps_taken.values_list("before", "after")
    return {
        "status": str(current.status),
        "steps": sorted(f"{before}>{after}" for before, after in steps),
        "answered": sums("referrals.answered", provider=organization),
        "closed": sums("referrals.closed", provider=organization),
        "sent": sums("referrals.sent", provider=organization),
    }


def wants_to_be_sent(*, consents: int) -> dict[str, Any]:
    """A person who agreed at several desks that she is sent to one service."""
    at = now()
    partner, client = a_partner(f"Partner {User.objects.count()}", at=at), a_client(at=at)
    agreed = [a_consent(client, partner.organization, at=at).pk for _desk in range(consents)]
    return {
        "client": client.pk,
        "service": partner.service.pk,
        "organization": partner.organization.pk,
        "consents": agreed,
    }


def send_her(*, client: UUID, service: UUID, consent: UUID) -> str:
    """One desk sends her."""
    her = Client.objects.get(pk=client)
    made = referrals.send_referral(
        client=her,
        service=Service.objects.get(pk=service),
        need="food",
        consent=her.consents.get(pk=consent),
        by=None,
        at=now(),
    )
    return str(made.status)


def sent_of(*, client: UUID, organization: UUID) -> tuple[int, int]:
    """How many referrals she has, and how many the ledger counts."""
    found = Referral.objects.filter(client_id=client).count()
    return found, sums("referrals.sent", provider=organization)


def said_no() -> dict[str, Any]:
    """A referral that was declined, and the consent it relied on."""
    found = send()
    answer(referral=found["referral"], member=found["member"], is_yes=False)
    consent = Referral.objects.get(pk=found["referral"]).consent_id
    return {**found, "consent": consent}


def open_again(*, referral: UUID) -> str:
    """They are asked once more."""
    current = Referral.objects.get(pk=referral)
    return str(referrals.reopen(referral=current, by=None, at=now()).status)


def take_back(*, consent: UUID) -> bool:
    """She takes her consent back."""
    return clients.withdraw_consent(consent=Consent.objects.get(pk=consent), by=None, at=now())


def long_ago(*, number: int, services: int) -> dict[str, Any]:
    """People sent somewhere who were not seen since, and other services of organizations there are agreements with."""
    at = now()
    sent = [send()["referral"] for _one in range(number)]
    people = Referral.objects.filter(pk__in=sent).values("client_id")
    Client.objects.filter(pk__in=people).update(last_served_on=local_day(at) - timedelta(days=30))
    others = [a_partner(f"Other {User.objects.count()}", at=at) for _one in range(services)]
    return {"sent": sent, "services": [one.service.pk for one in others]}


def go_on(*, sent: list[UUID], service: UUID) -> int:
    """A colleague sends each of them elsewhere, with a new consent. How many she could."""
    done = 0
    for pk in sent:
        current = Referral.objects.get(pk=pk)
        with suppress(WrongState, referrals.AlreadySent):
            referrals.send_with_consent(
                client=current.client,
                service=Service.objects.get(pk=service),
                words=referrals.Words("food"),
                yes=referrals.Yes(["called"], local_day(now()) + timedelta(days=30)),
                instead=current,
                version=current.state_version,
                by=None,
                at=now(),
            )
            done += 1
    return done


def say_how_it_went(*, sent: list[UUID]) -> int:
    """Each of them says how it went. How many could."""
    done = 0
    for pk in sent:
        with suppress(WrongState):
            current = Referral.objects.get(pk=pk)
            referrals.confirm_by_person(referral=current, said="served", at=now())
            done += 1
    return done


def ended(*, sent: list[UUID]) -> list[tuple[str, int]]:
    """How each stands, and how many ends of its organization the ledger counts."""
    rows = Referral.objects.filter(pk__in=sent)
    return [
        (str(one.status), sums("referrals.closed", provider=one.organization_id)) for one in rows
    ]


def write(*, client: UUID, service: UUID, note: str) -> str:
    """A colleague keeps what she has written so far."""
    draft = referrals.keep_draft(
        client=Client.objects.get(pk=client),
        service=Service.objects.get(pk=service),
        words=referrals.Words("food", note),
        by=None,
        at=now(),
    )
    return str(draft.pk)


# Intakes


def come_again(*, client: UUID, by: UUID) -> str:
    """Somebody the office knows asks for something else at one desk, and agrees to a record."""
    her, colleague = Client.objects.get(pk=client), User.objects.get(pk=by)
    said = told(client=her, agrees=True)
    return str(casework.submit_intake(told=said, by=colleague, at=now()).intake.pk)


def agreed_of(*, client: UUID) -> tuple[int, int]:
    """How many intakes she has, and how many consents."""
    consents = Consent.objects.filter(client_id=client)
    return Intake.objects.filter(client_id=client).count(), consents.count()


def come_in() -> dict[str, Any]:
    """An intake that waits, and eight colleagues."""
    intake = an_intake(at=now())
    them = [a_caseworker(f"Colleague {number}").pk for number in range(8)]
    return {"intake": intake.pk, "colleagues": them}


def take(*, intake: UUID, by: UUID) -> str:
    """A colleague takes it up."""
    colleague = User.objects.get(pk=by)
    done = casework.take(intake=Intake.objects.get(pk=intake), by=colleague, at=now())
    return str(done.taken_by_id)


def looked_at() -> dict[str, Any]:
    """An intake a colleague has looked at; all decide from the page as it is now."""
    rosa = a_caseworker()
    intake = screened(by=rosa, at=now())
    return {"intake": intake.pk, "version": intake.state_version, "by": rosa.pk}


def decide(*, intake: UUID, version: int, by: UUID, is_yes: bool) -> str:
    """We help, or cannot."""
    said: dict[str, Any] = {
        "intake": Intake.objects.get(pk=intake),
        "version": version,
        "by": User.objects.get(pk=by),
        "at": now(),
    }
    done = casework.accept(**said) if is_yes else casework.decline(why="no_capacity", **said)
    return str(done.status)


def taken_in(*, intake: UUID) -> dict[str, Any]:
    """How an intake stands, and what the ledger counts of all intakes."""
    current = Intake.objects.get(pk=intake)
    decided = ("accepted", "declined")
    return {
        "by": str(current.taken_by_id),
        "status": str(current.status),
        "steps": current.steps_taken.filter(after__in=decided).count(),
        "decided": sums("casework.intake", outcome__in=decided),
    }


def ask_online(*, token: str) -> str:
    """One form, sent."""
    return str(casework.ask_for_help(request=a_request(), token=token, at=now()).pk)


def online() -> tuple[int, int]:
    """How many asked online, and how many the ledger counts."""
    asked = Intake.objects.filter(channel="online").count()
    return asked, sums("casework.intake", outcome="submitted", mode="online")


# People


def known(*, number: int) -> dict[str, Any]:
    """People with a record, and a colleague who may join them."""
    at = now()
    them = [a_client(f"Linh {one}", at=at).pk for one in range(number)]
    return {"people": them, "by": a_user(Role.CASEWORKER).pk}


def join(*, kept: UUID, absorbed: UUID, by: UUID) -> str:
    """Two records are said to be one person, from pages opened before anybody joined any."""
    rows = {one.pk: one for one in Client.objects.filter(pk__in=[kept, absorbed])}
    pair = Pair(rows[UUID(str(kept))], rows[UUID(str(absorbed))], 0, 0)
    done = clients.merge_clients(pair=pair, by=User.objects.get(pk=by), at=now())
    return str(done.pk)


def joined(*, people: list[UUID]) -> dict[str, Any]:
    """Who stands for herself, and whether each record leads to somebody who does."""
    rows = list(Client.objects.filter(pk__in=people).select_related("merged_into"))
    subjects = [one.subject_id for one in rows]
    merges = SubjectMerge.objects.filter(absorbed__in=subjects, undone_at__isnull=True)
    leads = [one.merged_into for one in rows if one.merged_into is not None]
    return {
        "stand": len(rows) - len(leads),
        "merges": merges.count(),
        "lost": sum(1 for one in leads if one.merged_into_id is not None),
    }


def add(*, number: UUID) -> str:
    """A person is written down from one form."""
    said = Said(called="Linh")
    return str(clients.add_client(said=said, by=None, at=now(), number=UUID(str(number))).pk)


def added(*, number: UUID) -> int:
    """How many persons that form made."""
    return Client.objects.filter(pk=number).count()
