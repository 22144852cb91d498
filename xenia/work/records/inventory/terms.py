"""How long each kind of record is kept: by a rule two people approved, else as its model declares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.terms import RecordClass, record_classes, rules_in_force
from xenia.work.records.inventory.kinds import RecordKind


class Standing(models.TextChoices):
    """What a term is worth today."""

    APPROVED = "approved"
    # A default, and nothing under people's keys is erased before two people approved a rule.
    NOT_APPROVED = "not_approved"
    # A default that the daily work keeps.
    KEPT = "kept"
    # A default that nothing carries out yet.
    MEANT = "meant"
    # As long as it is needed.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """A kind's term. days: None while the record is needed. source: the legal schedule, where a rule is approved."""

    days: int | None
    since: str
    standing: Standing
    source: str = ""


def terms_of(kinds: Iterable[RecordKind], on: date) -> dict[str, Term]:
    """The term of each kind on a day."""
    rules, classes = rules_in_force(on), record_classes()
    return {
        kind.label: _term(kind, rules.get(kind.label), classes.get(kind.label)) for kind in kinds
    }


def _term(kind: RecordKind, rule: RetentionRule | None, found: RecordClass | None) -> Term:
    if rule is not None:
        return Term(rule.keep_days, rule.since, Standing.APPROVED, rule.source)
    if kind.keep is None:
        return Term(None, "", Standing.NONE)
    if kind.has_key or (found and found.goes_by_itself):
        standing = Standing.NOT_APPROVED
    else:
        standing = Standing.KEPT if found and found.removed_by else Standing.MEANT
    return Term(kind.keep.days, kind.since, standing)
