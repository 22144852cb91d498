"""What the trust page says, in the reader's words: read from the schema, the rules and the table of roles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import joined
from xenia.work.records.inventory.kinds import RecordKind, Sort, Tier, kinds_held
from xenia.work.records.inventory.open_year import Counted, counted_kinds
from xenia.work.records.inventory.terms import Standing, Term, terms_of
from xenia.work.records.inventory.who_sees import role_names, roles_that_see, roles_with
from xenia.work.records.inventory.words import FOREIGN, never_in_words, words_for
from xenia.work.records.queries.counts import YearOfRequests, years_of_requests

YEAR_DAYS = 365
SORT_WORDS = {
    Sort.SEALED: gettext_lazy("sealed notes"),
    Sort.OWN_KEY: gettext_lazy("sealed words"),
    Sort.READABLE: gettext_lazy("words"),
    Sort.NUMBER: gettext_lazy("random numbers"),
    Sort.DAY: gettext_lazy("days and times"),
    Sort.YES_NO: gettext_lazy("yes or no"),
    Sort.COUNT: gettext_lazy("counts"),
    Sort.CODE: gettext_lazy("states and short codes"),
    Sort.KEY: gettext_lazy("keys"),
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """A personal field: what it is, and why it is held."""

    code: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One kind of record, in words."""

    label: str
    name: str
    what: str
    fields: tuple[ShownField, ...]
    beside: str
    term: str
    standing: str
    seen_by: str
    while_open: str
    after_term: str


@dataclass(frozen=True, slots=True)
class ShownTier:
    """Kinds of record that are kept alike."""

    tier: Tier
    title: str
    lead: str
    kinds: tuple[ShownKind, ...]

    @property
    def is_folded(self) -> bool:
        """What is not about residents, or names nobody, opens when somebody asks for it."""
        return self.tier not in (Tier.SEALED, Tier.PERSONAL)


@dataclass(frozen=True, slots=True)
class TrustPage:
    """Everything the page says."""

    made_at: datetime
    never: tuple[str, ...]
    tiers: tuple[ShownTier, ...]
    opens_sealed: str
    counted: tuple[Counted, ...]
    years: tuple[YearOfRequests, ...]
    foreign: tuple[str, ...]
    data_backup_days: int
    keys_backup_days: int


def trust_page(*, at: datetime, reader: str) -> TrustPage:
    """The page as it is true at this moment."""
    kinds = kinds_held()
    terms = terms_of(kinds, local_day(at))
    shown = {kind.label: _shown(kind, terms[kind.label], reader) for kind in kinds}
    return TrustPage(
        made_at=at,
        never=tuple(str(words) for words in never_in_words()),
        tiers=tuple(
            ShownTier(tier, *_tier_words(tier), tuple(shown[kind.label] for kind in some))
            for tier in Tier
            if (some := [kind for kind in kinds if kind.tier == tier])
        ),
        opens_sealed=_in_a_row(role_names(roles_with(["vault.open_office"])), reader),
        counted=tuple(counted_kinds()),
        years=tuple(years_of_requests(local_day(at))),
        foreign=tuple(str(words) for words in FOREIGN.values()),
        data_backup_days=settings.DATA_BACKUP_DAYS,
        keys_backup_days=settings.KEYS_BACKUP_DAYS,
    )


def _tier_words(tier: Tier) -> tuple[str, str]:
    return {
        Tier.SEALED: (
            _("Sealed notes"),
            _(
                "Written in confidence. They need the person’s own key and a second key: the office’s, or the one of"
                " the organization that wrote them. Every opening is noted, with its reason."
            ),
        ),
        Tier.PERSONAL: (
            _("Names, phones, words"),
            _("Each person has a key of her own. Without it, nobody can read these fields."),
        ),
        Tier.READABLE: (
            _("People who work with us"),
            _(
                "Work names and work e-mails are not sealed. They are about colleagues, not about residents."
            ),
        ),
        Tier.RANDOM: (
            _("Random numbers, days and states"),
            _("They say that something happened, to a number that is nobody’s name."),
        ),
        Tier.COUNTS: (
            _("Counts"),
            _(
                "What happened, without a name. This is what stays, and what our reports are made from."
            ),
        ),
    }[tier]


def _shown(kind: RecordKind, term: Term, reader: str) -> ShownKind:
    words = words_for(kind.label, kind.name)
    return ShownKind(
        label=kind.label,
        name=str(words.name),
        what=str(words.what),
        fields=tuple(
            ShownField(field.code, str(words.fields.get(field.code, field.code)), _(field.why))
            for field in kind.personal
        ),
        beside=_in_a_row([SORT_WORDS[sort] for sort in kind.plain_sorts], reader),
        term=term_in_words(term.days, str(words.since)),
        standing=_standing_words(term),
        seen_by=_in_a_row(role_names(roles_that_see(kind.label)), reader),
        while_open=_while_open(kind),
        after_term=_after_term(kind),
    )


def _in_a_row(items: Any, reader: str) -> str:
    return joined([str(item) for item in items], reader) if items else ""


def term_in_words(days: int | None, since: str) -> str:
    """How long, counted from when."""
    if days is None:
        return _("As long as it is needed.")
    if days % YEAR_DAYS == 0:
        years = days // YEAR_DAYS
        length = ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    else:
        length = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if not since:
        return length
    return _("%(length)s, counted from %(since)s.") % {"length": length, "since": since}


def _standing_words(term: Term) -> str:
    """What the term is worth today."""
    if term.standing == Standing.APPROVED:
        return _("Approved by two people. Source: %(source)s") % {"source": term.source}
    if term.standing == Standing.NOT_APPROVED:
        return _("Our default, not yet approved by two people. Until then nothing of it is erased.")
    if term.standing == Standing.KEPT:
        return _("Our default. The daily work takes it away.")
    if term.standing == Standing.MEANT:
        return _("Our default. Nothing takes it away by itself yet.")
    return ""


def _while_open(kind: RecordKind) -> str:
    """What a valid order gets while her key is there."""
    if kind.tier == Tier.SEALED:
        return _(
            "Notes the office sealed, opened. Notes a partner organization sealed are not ours to open."
        )
    if kind.has_key:
        return _("These fields, opened.")
    if kind.tier == Tier.READABLE:
        return _("These fields: they are not sealed.")
    if kind.tier == Tier.COUNTS:
        return _("Counts. In an open year, also which counts belong to one random number.")
    return _("Random numbers, days and states.")


def _after_term(kind: RecordKind) -> str:
    """What is left once her key is destroyed."""
    if kind.goes_whole:
        return _("Nothing. The row is gone.")
    if kind.has_key:
        return _(
            "A random number, days and states. None of these fields opens, for us or for anybody."
        )
    if kind.tier == Tier.READABLE:
        return _("It does not depend on a resident’s key.")
    if kind.tier == Tier.COUNTS:
        return _("Counts without a name. A sealed year cannot be led back to any number.")
    return _("Random numbers that lead to nobody.")
