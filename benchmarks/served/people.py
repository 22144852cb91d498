"""The people of a large office, and what the office did for them in three years. Invented, the same for the same number."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from benchmarks.served.copying import Row
from xenia.ground.accounts.models import AuditEvent, RoleGrant
from xenia.ground.common.dates import local_day, now
from xenia.ground.keys.codes import ALPHABET
from xenia.ground.keys.models import BlindIndex
from xenia.ground.keys.named import make_named_key
from xenia.ground.keys.subject_keys import make_subject_keys
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.vault.blind import bits_under, sounds
from xenia.ground.vault.ring import KeyRing
from xenia.registers.clients.models import Client, Consent
from xenia.work.casework.models import Contact, Intake, Matter, Need, Note
from xenia.work.programs.models import Enrolment, Offering
from xenia.work.referrals.models import Agreement, Referral

DAYS = 3 * 365
VISITS = 5
LANGUAGES = ("es", "ht", "vi", "zh-hans", "pt-br", "ru", "ar", "fr", "so", "kea")
FIRST = (
    *("Maria", "Jose", "Ana", "Luis", "Rosa", "Juan", "Carmen", "Marisol", "Wilfrid", "Nadège"),
    *("Jean", "Rony", "Thảo", "Linh", "Minh", "Anh", "Samira", "Hassan", "Fatima", "Omar"),
    *("Ludmila", "Ivan", "Olga", "Hodan", "Abdi", "Amina", "Wei", "Li", "Mei", "João", "Zeza"),
)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")
FAMILY = (
    *("Nguyen", "Rodriguez", "Hernandez", "Pierre", "Tran", "Mohamed", "Silva", "Lopez", "Chen"),
    *("Joseph", "Santos", "Ali", "Garcia", "Phạm", "Ivanova", "Warsame", "Haddad", "Tavares"),
)
Rows = tuple[type[models.Model], list[Row]]


@dataclass(frozen=True)
class Town:
    """What the rows lean on: the day, colleagues, codes, partners, offerings."""

    today: date
    at: datetime
    colleagues: tuple[UUID, ...]
    needs: tuple[str, ...]
    partners: tuple[Agreement, ...]
    services: dict[UUID, UUID]
    offerings: tuple[UUID, ...]

    @classmethod
    def of_today(cls) -> "Town":
        """The sample city as it lies in the database."""
        return _town()


@lru_cache(maxsize=1)
def _town() -> Town:
    at = now()
    partners = Agreement.objects.standing(local_day(at)).filter(is_victim_service=False)
    grants = RoleGrant.objects.filter(role="caseworker", ended_at=None)
    services = {
        one.organization_id: service
        for one in partners
        if (service := one.organization.services.values_list("pk", flat=True).first())
    }
    return Town(
        today=local_day(at),
        at=at,
        colleagues=tuple(grants.values_list("user_id", flat=True)),
        needs=tuple(one.code for one in vocabulary("needs")),
        partners=tuple(one for one in partners if one.organization_id in services),
        services=services,
        offerings=tuple(Offering.objects.values_list("pk", flat=True)),
    )


def name_of(number: int) -> str:
    """What somebody is called: some names are common, most are not. "" for one of twenty."""
    chance = random.Random(number)
    if number % 20 == 19:
        return ""
    return f"{_word(chance, FIRST)} {_word(chance, FAMILY)}"


def _word(chance: random.Random, common: tuple[str, ...]) -> str:
    if chance.random() < 0.4:
        return common[min(int(chance.expovariate(0.15)), len(common) - 1)]
    return "".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))).capitalize()


def phone_of(number: int) -> str:
    """Her phone; now and then two people share one."""
    return f"+1617{2_000_000 + number // 21 * 20 + number % 21 % 20}"


def code_of(number: int) -> str:
    """A code nobody else has, in no order."""
    left = number * 7_919_777 % len(ALPHABET) ** 6
    signs = ""
    for _place in range(6):
        left, rest = divmod(left, len(ALPHABET))
        signs += ALPHABET[rest]
    return f"{signs[:3]}-{signs[3:]}"


def written(town: Town, first: int, count: int) -> Iterator[Rows]:
    """The rows of some people, table by table, in the order in which they lean on each other."""
    keys = make_subject_keys(count, at=town.at)
    ring = KeyRing([])
    ring.hold(keys)
    lot = _Lot(town, ring)
    for number, subject in zip(range(first, first + count), keys, strict=True):
        lot.take(number, subject)
    return iter(lot.rows.items())


class _Lot:
    """Some people, and their rows by table."""

    def __init__(self, town: Town, ring: KeyRing) -> None:
        self.town, self.state = town, SimpleNamespace(ring=ring)
        tables: tuple[type[models.Model], ...] = (
            *(BlindIndex, ContactPoint, Client, Consent, Intake, Need, Note),
            *(Contact, Matter, Referral, Enrolment, AuditEvent),
        )
        self.rows: dict[type[models.Model], list[Row]] = {model: [] for model in tables}

    def add(self, model: type[models.Model], **values: Any) -> Row:
        """One row; a record gets the keys of the lot."""
        row = Row(uuid4(), values.get("subject_id"), self.state, values)
        self.rows[model].append(row)
        return row

    def take(self, number: int, subject: UUID) -> None:
        """One person with everything of hers."""
        chance = random.Random(f"person {number}")
        client = self._person(chance, number, subject)
        intakes = [self._intake(chance, client, place) for place in range(_how_many(chance, 1.5))]
        for place in range(VISITS):
            intake = intakes[place] if place < len(intakes) else None
            self._visit(chance, client, intake)
        for intake in intakes[: int(chance.random() < 0.4)]:
            self._matter(chance, client, intake)
        if chance.random() < 0.4:
            self._referral(chance, client, number)
        if chance.random() < 0.1 and self.town.offerings:
            self._enrolment(chance, client, number)
        self._looked_at(chance, client)

    def _person(self, chance: random.Random, number: int, subject: UUID) -> Row:
        called, language = name_of(number), chance.choice(LANGUAGES)
        year = str(chance.randrange(1935, 2008)) if chance.random() < 0.3 else ""
        came = self.town.today - timedelta(days=chance.randrange(1, DAYS))
        client = self.add(
            Client,
            subject_id=subject,
            code=code_of(number),
            called=called,
            spoken_language=language,
            written_language=language,
            birth_year=year,
            is_named=bool(called),
            contact_id=self._phone(number, subject, language, came).pk if number % 5 else None,
            added_on=came,
            last_served_on=came,
        )
        self._is_found(subject, "name", sounds(called, int(year) if year else None))
        self._agrees(client, number, "record", came)
        return client

    def _phone(self, number: int, subject: UUID, language: str, on: date) -> Row:
        self._is_found(subject, "phone", [phone_of(number)])
        return self.add(
            ContactPoint,
            subject_id=subject,
            kind="phone",
            address=phone_of(number),
            languages={"spoken": language, "written": language},
            stop_hash=_hash("stop", number),
            added_on=on,
            safety_rechecked_on=on,
        )

    def _is_found(self, subject: UUID, use: str, values: Iterable[str]) -> None:
        for bits in {_bits(use, value) for value in values if value}:
            self.add(BlindIndex, subject_id=subject, use=use, bits=bits)

    def _agrees(self, client: Row, number: int, purpose: str, on: date, **more: Any) -> Row:
        return self.add(
            Consent,
            subject_id=client.subject_id,
            client_id=client.pk,
            purpose=purpose,
            receipt_hash=_hash(purpose, number),
            given_on=on,
            **more,
        )

    def _intake(self, chance: random.Random, client: Row, place: int) -> Row:
        town = self.town
        status, taken, ago = _how_it_stands(chance)
        on = town.today - timedelta(days=ago)
        is_owed, is_over = status in ("submitted", "screened"), status in ("accepted", "declined")
        intake = self.add(
            Intake,
            subject_id=client.subject_id,
            client_id=client.pk,
            channel=chance.choice(("walk_in", "phone", "corner", "online")),
            status=status,
            is_urgent=chance.random() < 0.05,
            is_new=place == 0,
            taken_by_id=chance.choice(town.colleagues) if taken else None,
            begun_on=on,
            due_on=on + timedelta(days=chance.randrange(2, 8)) if is_owed else None,
            moved_on=on,
            closed_on=on if is_over else None,
            why="no_capacity" if status == "declined" else "",
        )
        for need in chance.sample(town.needs, 1 + (chance.random() < 0.3)):
            self._need(intake, need, on, is_met=status == "accepted" and chance.random() < 0.7)
        if chance.random() < 0.4:
            words = "She has a letter from the landlord and asks what it says. " * 2
            self.add(
                Note,
                subject_id=client.subject_id,
                intake_id=intake.pk,
                number=1,
                kind="note",
                text=words,
                on=on,
                by_id=chance.choice(town.colleagues),
            )
        return intake

    def _need(self, intake: Row, need: str, on: date, *, is_met: bool) -> None:
        self.add(
            Need,
            subject_id=intake.subject_id,
            intake_id=intake.pk,
            need=need,
            status="met" if is_met else "open",
            said_on=on,
            moved_on=on,
        )

    def _visit(self, chance: random.Random, client: Row, intake: Row | None) -> None:
        self.add(
            Contact,
            subject_id=client.subject_id,
            client_id=client.pk,
            intake_id=intake.pk if intake else None,
            channel=chance.choice(("walk_in", "phone")),
            language=client.values["spoken_language"],
            minutes=chance.randrange(5, 60),
            on=self.town.today - timedelta(days=chance.randrange(DAYS)),
            by_id=chance.choice(self.town.colleagues),
        )

    def _matter(self, chance: random.Random, client: Row, intake: Row) -> None:
        is_open, on = chance.random() < 0.03, intake.values["begun_on"]
        self.add(
            Matter,
            subject_id=client.subject_id,
            client_id=client.pk,
            intake_id=intake.pk,
            issue=chance.choice(self.town.needs),
            status="in_progress" if is_open else "closed",
            outcome="" if is_open else "advice",
            standing="We wrote to the landlord and wait for an answer.",
            taken_by_id=chance.choice(self.town.colleagues),
            opened_on=on,
            moved_on=on,
            closed_on=None if is_open else on,
        )

    def _referral(self, chance: random.Random, client: Row, number: int) -> None:
        town, partner = self.town, chance.choice(self.town.partners)
        is_open = chance.random() < 0.02
        on = town.today - timedelta(days=chance.randrange(10 if is_open else DAYS))
        told = {"fields": sorted(partner.fields), "recipient_id": partner.organization_id}
        until = town.today + timedelta(days=200)
        ended: dict[str, Any] = {"outcome": "served", "outcome_by": "person", "closed_on": on}
        self.add(
            Referral,
            subject_id=client.subject_id,
            client_id=client.pk,
            code=f"R{code_of(number)}",
            service_id=town.services[partner.organization_id],
            organization_id=partner.organization_id,
            need=chance.choice(town.needs),
            status=chance.choice(("sent", "accepted", "started")) if is_open else "completed",
            consent_id=self._agrees(client, number, "referral", on, ends_on=until, **told).pk,
            note="Mornings are best for her.",
            sent_by_id=chance.choice(town.colleagues),
            sent_at=datetime.combine(on, time(15), tzinfo=town.at.tzinfo),
            answer_by=on + timedelta(days=7),
            moved_on=on,
            token_hash=_hash("token", number),
            confirm_hash=_hash("confirm", number),
            **({} if is_open else ended),
        )

    def _enrolment(self, chance: random.Random, client: Row, number: int) -> None:
        on = self.town.today - timedelta(days=chance.randrange(90, DAYS))
        self.add(
            Enrolment,
            subject_id=client.subject_id,
            offering_id=chance.choice(self.town.offerings),
            client_id=client.pk,
            status="completed",
            number=1_000_000 + number,
            asked_on=on,
            enrolled_on=on,
            ended_on=on + timedelta(days=80),
        )

    def _looked_at(self, chance: random.Random, client: Row) -> None:
        """The audit of an office this large has millions of lines; here each person was looked at twice."""
        for _look in range(2):
            self.add(
                AuditEvent,
                at=self.town.at - timedelta(days=chance.randrange(1, DAYS)),
                actor_id=chance.choice(self.town.colleagues),
                action="vault.looked",
                record_type=Client._meta.label_lower,
                record_id=client.pk,
                purpose="service",
            )


def _how_many(chance: random.Random, mean: float) -> int:
    return min(VISITS, 1 + int(chance.expovariate(1 / (mean - 0.5))))


def _how_it_stands(chance: random.Random) -> tuple[str, bool, int]:
    """Its status, whether a colleague has it, and how many days ago it moved. One of a hundred waits for the office."""
    lot = chance.random()
    if lot < 0.01:
        return chance.choice(("submitted", "screened")), chance.random() < 0.6, chance.randrange(6)
    if lot < 0.015:
        return "waitlisted", True, chance.randrange(90)
    return ("accepted" if lot < 0.9 else "declined"), True, chance.randrange(7, DAYS)


def _hash(use: str, number: int) -> str:
    return hashlib.sha256(f"{use} {number}".encode()).hexdigest()


@lru_cache(maxsize=200_000)
def _bits(use: str, value: str) -> int:
    return bits_under(_key(use), value)


@lru_cache
def _key(use: str) -> bytes:
    return make_named_key(f"blind {use}")
