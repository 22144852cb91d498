"""How the rows of a small history read without their random ids: two histories are the same when these are."""

from collections import Counter
from typing import Any, Final
from uuid import UUID

from django.db import models

from tests.house.small_history import Life
from xenia.ground.common.transitions import StepTaken
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.fields import Closed
from xenia.ground.vault.models.record import SubjectRecord
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.registers.clients.models import Client, Consent
from xenia.work.casework.models import (
    Activity,
    ConflictCheck,
    Contact,
    Intake,
    LaterDecision,
    LegalSide,
    Matter,
    Need,
    Note,
)
from xenia.work.casework.models.intake import IntakeStep
from xenia.work.casework.models.matter import MatterStep
from xenia.work.casework.models.need import NeedStep
from xenia.work.programs.models import Attendance, Enrolment, Offering
from xenia.work.programs.models.enrolment import EnrolmentStep
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.referral import ReferralStep

BY_CHANCE: Final = frozenset(
    {"id", "subject_id", "code", "token_hash", "confirm_hash", "receipt_hash", "token"}
)
READ: Final[tuple[type[models.Model], ...]] = (
    Client, Consent, Intake, Note, Need, Contact, Matter, Referral, Offering, Enrolment, Attendance, LegalSide, ConflictCheck,
    Activity, LaterDecision,
)  # fmt: skip
STEPS: Final[tuple[type[StepTaken], ...]] = (
    IntakeStep, NeedStep, MatterStep, ReferralStep, EnrolmentStep,
)  # fmt: skip


def all_rows(lives: list[Life]) -> dict[str, Counter[str]]:
    """Every row of the history by its table, told without ids by chance."""
    names: dict[Any, str] = {}
    for number, life in enumerate(lives):
        for what in ("client", "intake", "referral", "issue", "legal_referral", "legal_issue"):
            if one := getattr(life, what):
                names[one.pk] = f"{what} {number}"
    for need in Need.objects.all():
        names[need.pk] = f"{names[need.intake_id]} {need.need}"
    for place in Enrolment.objects.all():
        names[place.pk] = f"place {names[place.client_id]}"
    for consent in Consent.objects.all():
        names[consent.pk] = f"consent {names[consent.client_id]} {consent.purpose}"
    found = {model._meta.label: _rows(model, names) for model in (*READ, *STEPS)}
    return found | {"ledger": _rows(Entry, names), "people counted": _people_counted()}


def _rows(model: type[models.Model], names: dict[Any, str]) -> Counter[str]:
    return Counter(_told(one, names) for one in model._default_manager.all())


def _told(one: models.Model, names: dict[Any, str]) -> str:
    said = []
    for each in one._meta.concrete_fields:
        if each.name in BY_CHANCE:
            continue
        value = getattr(one, each.attname)
        if isinstance(value, Closed) and isinstance(one, SubjectRecord):
            value = known_to_rules(one, each.name)
        said.append(f"{each.attname}={names.get(value, value) if _is_key(value) else value!r}")
    return " ".join(said)


def _is_key(value: Any) -> bool:
    return isinstance(value, UUID)


def _people_counted() -> Counter[str]:
    """How often each person is counted, by kind."""
    counted = Entry.objects.exclude(token=None).values_list("kind", "token")
    each = Counter(counted)
    return Counter(f"{kind} {times} times" for (kind, _token), times in each.items())
