"""Agreeing how the office says its words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.translations.exchange.terms import Agreement
from xenia.ground.translations.models import GlossaryTerm


class TermTaken(ValueError):
    """The glossary has this term in this language already."""


@dataclass(slots=True)
class Taken:
    """What became of a glossary file's rows. refused: (row number, term, reason)."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


@transaction.atomic
def agree_on_term(
    *, said: Agreement, by: User | None, at: datetime, term: GlossaryTerm | None = None
) -> GlossaryTerm:
    """Add a term to the glossary, or change one. Raises TermTaken when another row has it."""
    kept = term or GlossaryTerm()
    for name in Agreement.__slots__:
        setattr(kept, name, getattr(said, name))
    kept.changed_by, kept.changed_at = by, at
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as refused:
        if not _others(kept):
            raise
        raise TermTaken(f"{said.term!r} is agreed in {said.language!r} already") from refused
    audit.record(by, "translations.term_agreed", kept, at=at, fields=[said.language or "all"])
    return kept


def _others(term: GlossaryTerm) -> bool:
    same = GlossaryTerm.objects.filter(term__iexact=term.term, language=term.language)
    return same.exclude(pk=term.pk).exists()


@transaction.atomic
def remove_term(*, term: GlossaryTerm, by: User | None, at: datetime) -> None:
    """Take a term out of the glossary."""
    audit.record(by, "translations.term_removed", term, at=at)
    term.delete()


@transaction.atomic
def bring_in_terms(
    *, rows: Sequence[tuple[int, Agreement | str]], by: User | None, at: datetime
) -> Taken:
    """Take the terms of a file in: new ones are added, others follow the file. A string says why a row is refused."""
    held = list(GlossaryTerm.objects.select_for_update())
    known = {(one.language, one.term.lower()): one for one in held}
    taken = Taken()
    for number, said in rows:
        if isinstance(said, str):
            taken.refused.append((number, "", said))
            continue
        found = known.get((said.language, said.term.lower()))
        if found and _as_agreed(found) == said:
            taken.unchanged += 1
            continue
        kept = agree_on_term(said=said, by=by, at=at, term=found)
        known[said.language, said.term.lower()] = kept
        taken.changed += bool(found)
        taken.added += not found
    return taken


def _as_agreed(term: GlossaryTerm) -> Agreement:
    return Agreement(**{name: getattr(term, name) for name in Agreement.__slots__})
