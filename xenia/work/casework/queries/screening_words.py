"""What a screening says, in the reader's words: for the page of the moment, and for what was kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from xenia.ground.eligibility import Citation, Finding, Judged, RuleSet, Tier, Truth, Who
from xenia.ground.vault.fields import is_shredded
from xenia.work.casework.models import Screening
from xenia.work.casework.queries.screenings import asks_status, rule_set_of

TIER_WORDS: Final[dict[str, str | Promise]] = {
    Tier.LIKELY: gettext_lazy("Likely"),
    Tier.UNLIKELY: gettext_lazy("Unlikely"),
    Tier.ASK: gettext_lazy("Ask a person"),
}
TRUTH_WORDS: Final[dict[str, str | Promise]] = {
    Truth.YES.value: pgettext_lazy("a condition", "Met"),
    Truth.NO.value: pgettext_lazy("a condition", "Not met"),
    Truth.UNKNOWN.value: pgettext_lazy("a condition", "Not known"),
}
# How they look.
LOOKS: Final = {"likely": "met", "yes": "met", "ask a person": "waiting", "unknown": "waiting"}
ASK_WHOM: Final[dict[str, str | Promise]] = {
    Who.ATTORNEY: gettext_lazy("Ask a lawyer."),
    Who.PERSON: gettext_lazy("Ask a person."),
}
STATUS_NOT_KEPT: Final = gettext_lazy(
    "What federal law asks about immigration is not kept; so the kept result says: ask a person."
)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One thing that is said: what about, how it stands, and why."""

    title: str
    word: str
    look: str
    reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What came out of one set of rules. referred: facts a person must look at; matters: questions that still would.

    guidelines: where the incomes it reckons with are written; sources: where the rest is, each once.
    """

    title: str
    summary: str
    tier: Line
    status: Line
    criteria: list[Line]
    referred: list[Line]
    open_facts: list[Line]
    notes: list[Line]
    guidelines: list[Citation]
    sources: list[Citation]
    matters: list[str]
    fee: str
    bring: list[str]


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A result that was kept, and what a colleague set in its place. why: what is not kept, where that changes it.

    may_be_set: another result would tell nothing of her status.
    """

    one: Screening
    title: str
    tier: Line
    criteria: list[Line]
    set_tier: Line | None
    why: str
    may_be_set: bool


def said(sentence: str) -> str:
    """A sentence of the rules in the reader's language."""
    return gettext(sentence) if sentence else ""


def shown(finding: Finding) -> Shown:
    """A finding as a page says it."""
    rules = finding.rule_set
    texts = {one.id: one.text for one in rules.questions}
    return Shown(
        title=said(rules.title),
        summary=said(rules.summary),
        tier=_tier(finding.tier),
        status=Line(said(rules.status.text), "", ""),
        criteria=[_criterion(one) for one in finding.criteria],
        referred=[
            Line(said(one.title), str(ASK_WHOM[one.who]), "waiting", said(one.reason))
            for one in finding.referred
        ],
        open_facts=[
            Line(said(one.title), str(ASK_WHOM[one.who]), "waiting") for one in finding.open_facts
        ],
        notes=[Line(said(one.text), "", "") for one in finding.notes],
        guidelines=list(dict.fromkeys(one.citation for one in finding.guidelines)),
        sources=list(dict.fromkeys(_cited(finding))),
        matters=[said(texts[one]) for one in finding.matters],
        fee=said(rules.leads.fee),
        bring=[said(one) for one in rules.leads.bring],
    )


def _cited(finding: Finding) -> Iterator[Citation]:
    yield from (one.citation for one in finding.criteria)
    yield from (one.citation for one in finding.referred)
    yield from (one.citation for one in finding.notes)
    yield finding.rule_set.status.citation


def shown_kept(screenings: Iterable[Screening]) -> list[Kept]:
    """Results that were kept, as the page of the case says them."""
    return [_kept(one) for one in screenings]


def _kept(one: Screening) -> Kept:
    rules, hides = rule_set_of(one.rule_set), asks_status(one.rule_set)
    return Kept(
        one=one,
        title=said(rules.title) if rules else one.rule_set,
        tier=_tier(one.tier),
        criteria=_kept_criteria(one, rules),
        set_tier=_tier(one.set_tier) if one.set_on else None,
        why=str(STATUS_NOT_KEPT) if hides and one.tier == Tier.ASK else "",
        may_be_set=not hides,
    )


def _kept_criteria(one: Screening, rules: RuleSet | None) -> list[Line]:
    """The rules may have changed since: what they no longer name is called by its code."""
    if is_shredded(one.criteria):
        return []
    titles = {each.id: said(each.title) for each in rules.criteria} if rules else {}
    return [_line(titles.get(code, code), truth) for code, truth in one.criteria.items()]


def _tier(tier: Any) -> Line:
    return Line("", str(TIER_WORDS.get(tier, tier)), LOOKS.get(tier, "draft"))


def _criterion(judged: Judged) -> Line:
    truth = judged.truth.value
    return Line(
        said(judged.criterion.title),
        str(TRUTH_WORDS[truth]),
        LOOKS.get(truth, "draft"),
        said(judged.reason),
    )


def _line(title: str, truth: str) -> Line:
    return Line(title, str(TRUTH_WORDS.get(truth, truth)), LOOKS.get(truth, "draft"))
