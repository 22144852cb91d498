"""A person about whom every table that can knows something, with a word of her own in each sealed or secret field."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from tests.people.models import Person
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.privacy import declaration
from xenia.ground.keys.models import BlindIndex, SubjectKey, Tombstone
from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.ledger.operations import record, record_legal
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.vault.blind import index
from xenia.ground.vault.fields import SealedBytes, SealedField, SealedJson
from xenia.ground.vault.merging import merge_subjects
from xenia.ground.vault.models import SubjectMerge, record_models
from xenia.ground.vault.subjects import new_subject
from xenia.work.records.inventory.kinds import own_models
from xenia.work.records.inventory.links import links_of

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
# What a generic value would break, by the table's own rules.
FITTING: dict[str, dict[str, Any]] = {
    "language_access.credential": {"from_language": "ht", "to_language": "en"},
    "language_access.languagepair": {"from_language": "ht", "to_language": "en", "video": True},
    "language_access.weeklyhours": {"to_minute": 60},
    "language_access.interpreterrequest": {
        "language": "ht",
        "latest_at": MOMENT + timedelta(hours=1),
        "length_minutes": 60,
    },
    "language_access.offer": {"answer_by": MOMENT + timedelta(hours=1)},
    "language_access.booking": {"end_at": MOMENT + timedelta(hours=1)},
    "directory.service": {"status": "active"},
    "casework.intake": {"status": "submitted", "due_on": DAY},
    "casework.intakestep": {"after": "submitted"},
    "casework.matterstep": {"after": "open"},
    "casework.activity": {"minutes": 30},
    "casework.laterdecision": {"outcome": "favorable"},
    "casework.legalside": {"compartment": "office"},
    "casework.legalnote": {"compartment": "office", "left_on": None},
    "casework.credential": {"kind": "attorney"},
    "casework.needstep": {"after": "open"},
    "ombudsman.complaint": {"level": "confidential"},
    "ombudsman.complaintstep": {"after": "received"},
    "programs.enrolmentstep": {"after": "enrolled"},
    "programs.offeringstep": {"after": "open"},
    "referrals.referralstep": {"after": "sent"},
    "programs.session": {"ends_at": MOMENT + timedelta(hours=1)},
    "vault.brokenglass": {"ends_at": MOMENT + timedelta(hours=1)},
    "vault.leaving": {"leaves_on": DAY + timedelta(days=20)},
    "vault.retentionrule": {"keep_days": 30},
}
# Made by the operation they belong to.
MADE_OTHERWISE: tuple[type[models.Model], ...] = (
    SubjectKey,
    BlindIndex,
    Tombstone,
    SubjectMerge,
    Entry,
    Alias,
    AuditEvent,
    OutboxMessage,
)
VISIT, HELP = "casework.invented_visit", "casework.invented_legal_help"
_numbers = count(1)


@dataclass
class FullPerson:
    """Her ids, her rows, and the words nobody else has. partner_words: sealed by another organisation.

    secrets: what acts for whoever holds it.
    """

    subject: UUID
    absorbed: UUID
    rows: dict[type[models.Model], models.Model] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    partner_words: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)
    tokens: set[UUID] = field(default_factory=set)


def a_full_person(*, by: User, partner: UUID) -> FullPerson:
    """Somebody invented, known twice, with a row in every table that can hold one."""
    person = FullPerson(new_subject(), new_subject())
    _count(person)
    merge_subjects(kept=person.subject, absorbed=person.absorbed, by=by, at=MOMENT)
    _count(person)
    for model in record_models():
        _row(person, model)
    _of_a_partner(person, partner)
    _messages(person)
    index(person.subject, use="phone", values=["+16175550101"])
    for beside in own_models():
        if links_of(beside) and beside not in MADE_OTHERWISE:
            _row(person, beside)
    audit.record(by, "people.read", person.rows[Person], at=MOMENT)
    return person


def _count(person: FullPerson) -> None:
    for subject in (person.subject, person.absorbed):
        for day in (DAY, DAY.replace(year=2025)):
            visit = record(kind=VISIT, on=day, subject=subject, language="ht")
            person.tokens |= _token(visit)
        legal = record_legal(kind=HELP, on=DAY, subject=subject, case_type="naturalization")
        for entry in legal:
            person.tokens |= _token(entry)


def _token(entry: Entry) -> set[UUID]:
    return {entry.token} if entry.token else set()


def _of_a_partner(person: FullPerson, partner: UUID) -> None:
    """A note that only another organisation opens."""
    word = _word("partner")
    person.partner_words.add(word)
    Person(
        subject_id=person.absorbed, compartment=str(partner), note=word, name=_said(person, "other")
    ).save(force_insert=True)


def _messages(person: FullPerson) -> None:
    """One message goes to a way of reaching her, another is about a record of hers."""
    contact = person.rows[ContactPoint]
    about: list[dict[str, UUID]] = [{"recipient_id": contact.pk}, {"record_id": contact.pk}]
    for named in about:
        OutboxMessage.objects.create(template="tests.nothing", queued_on=DAY, **named)


def _row(person: FullPerson, model: type[models.Model]) -> models.Model:
    """Her row of a table, made once."""
    if model not in person.rows:
        values = _values(person, model) | FITTING.get(model._meta.label_lower, {})
        row = model(**values)
        row.save(force_insert=True)
        person.rows[model] = row
    return person.rows[model]


def _values(person: FullPerson, model: type[models.Model]) -> dict[str, Any]:
    links = {link.field for link in links_of(model)}
    return {
        one.name: _value(person, one, is_link=one.name in links)
        for one in model._meta.concrete_fields
        if not one.primary_key and _is_needed(one, links)
    }


def _is_needed(one: "models.Field[Any, Any]", links: set[str]) -> bool:
    if isinstance(one, SealedField) or one.name in links or one.attname in links:
        return True
    if isinstance(one, models.ForeignKey) and not one.blank:
        # A form could not leave it out, even where the table could.
        return True
    return not (one.has_default() or one.blank or one.null)


def _value(person: FullPerson, one: "models.Field[Any, Any]", *, is_link: bool) -> Any:
    if one.name == "subject_id" or (is_link and isinstance(one, models.UUIDField)):
        # A message names the contact, not the person.
        return person.subject
    if one.name in declaration(one.model).secrets:
        person.secrets.add(word := _word(one.name))
        return word
    if isinstance(one, SealedField):
        return _sealed(person, one)
    if isinstance(one, models.ForeignKey):
        # The first of a series points nowhere.
        return None if one.related_model is one.model else _row(person, one.related_model)
    return _plain(one)


def _sealed(person: FullPerson, one: "SealedField[Any]") -> Any:
    if isinstance(one, SealedBytes):
        return _word(one.name).encode()
    # How she is reached without harm has parts of its own.
    part = "note" if one.name == "safety" else "said"
    word = _said(person, one.name)
    return {part: word} if isinstance(one, SealedJson) else word


# Pages say these in words: any other word would be no language.
TAGS = {"language": "ht", "from_language": "ht", "to_language": "en"}


def _said(person: FullPerson, name: str) -> str:
    word = _word(name)
    person.words.add(word)
    return word


def _word(name: str) -> str:
    return f"zq{name}{next(_numbers)}qz"


def _plain(one: "models.Field[Any, Any]") -> Any:
    if one.choices:
        return next(code for code, _label in one.flatchoices)
    if one.name in TAGS and isinstance(one, models.CharField):
        return TAGS[one.name]
    kinds: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.UUIDField, uuid4()),
        (models.DateTimeField, MOMENT),
        (models.DateField, DAY),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.JSONField, {}),
    )
    for kind, value in kinds:
        if isinstance(one, kind):
            return value
    return uuid4().hex[: one.max_length or 32]
