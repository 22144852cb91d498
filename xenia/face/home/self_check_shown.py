"""What came out of a screening, in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.face.home.self_check import Asked
from xenia.ground.common.local_words import written_day
from xenia.ground.eligibility import (
    Citation,
    Fee,
    Finding,
    Leads,
    Tier,
    Truth,
    Who,
    fees,
    proposed_fees,
)
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.ground.translations.vital import VitalText, vital

SAYS: Final[dict[Tier, Promise]] = {
    Tier.LIKELY: gettext_lazy("You can probably get this"),
    Tier.ASK: gettext_lazy("Ask a person: we cannot say yet"),
    Tier.UNLIKELY: gettext_lazy("Probably not"),
}
LAWYER: Final = gettext_lazy("A lawyer should look at this first")
KINDS: Final = {Tier.LIKELY: "done", Tier.ASK: "info", Tier.UNLIKELY: "info"}
ICONS: Final = {Truth.YES: "check", Truth.NO: "close", Truth.UNKNOWN: "question"}
WAYS: Final[dict[str, Promise]] = {
    "paper": gettext_lazy("sent on paper"),
    "online": gettext_lazy("sent online"),
    "reduced": gettext_lazy("reduced"),
    "waived": gettext_lazy("waived"),
}
LAWYERS: Final = "legal-help.consultation"


@dataclass(frozen=True, slots=True)
class Source:
    """A law or a page; since when it holds, or when somebody read it; and how far it was checked, where it was not."""

    title: str
    url: str
    known: str
    checked: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: how it stands, why, and where that is written."""

    icon: str
    mark: str
    text: VitalText = field(repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody goes from here: a term of the directory."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a form costs, and where that stands."""

    text: str
    note: VitalText
    source: Source


@dataclass(frozen=True, slots=True)
class Shown:
    """One result for a page. said: what came out; open: what could still change it."""

    title: VitalText
    summary: VitalText
    said: str = field(repr=False)
    kind: str = field(repr=False)
    asks_lawyer: bool = field(repr=False)
    is_likely: bool = field(repr=False)
    reasons: tuple[Reason, ...] = field(repr=False)
    notes: tuple[Reason, ...] = field(repr=False)
    open: tuple[VitalText, ...] = field(repr=False)
    status: VitalText = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    bring: tuple[VitalText, ...]
    fee: VitalText
    costs: tuple[Cost, ...]
    proposed: tuple[Cost, ...]
    ways: tuple[Way, ...]
    version: int


def shown_of(finding: Finding, asked: Asked, reader: str) -> Shown:
    """A finding in the reader's words. Reasons come before what is open, the facts that need a person first."""
    rules = finding.rule_set
    asks_lawyer = any(one.who is Who.ATTORNEY for one in finding.referred)
    leads = rules.leads if finding.shows_way else Leads((), (), "", ())
    matters = asked.questions(finding.matters)
    return Shown(
        title=vital(rules.title, reader),
        summary=vital(rules.summary, reader),
        said=str(LAWYER if asks_lawyer else SAYS[finding.tier]),
        kind=KINDS[finding.tier],
        asks_lawyer=asks_lawyer,
        is_likely=finding.tier is Tier.LIKELY,
        reasons=tuple(_reasons(finding, reader)),
        notes=tuple(Reason("info", "", vital(one.text, reader)) for one in finding.notes),
        open=tuple(vital(one.text, reader) for one in matters),
        status=vital(rules.status.text, reader),
        sources=_sources(finding, reader),
        bring=tuple(vital(one, reader) for one in leads.bring),
        fee=vital(leads.fee, reader),
        costs=tuple(_cost(fee, reader) for form in leads.forms for fee in fees(form, finding.on)),
        proposed=tuple(_cost(fee, reader) for form in leads.forms for fee in proposed_fees(form)),
        ways=_ways(leads, reader, lawyer_first=asks_lawyer or not finding.shows_way),
        version=rules.version,
    )


def _reasons(finding: Finding, reader: str) -> Iterable[Reason]:
    for fact in finding.referred:
        yield Reason("alert", str(SAYS[Tier.ASK]), vital(fact.reason, reader))
    marks = {Truth.YES: _("Yes"), Truth.NO: _("No"), Truth.UNKNOWN: _("Not known yet")}
    for one in finding.criteria:
        yield Reason(ICONS[one.truth], marks[one.truth], vital(one.reason, reader))


def _sources(finding: Finding, reader: str) -> tuple[Source, ...]:
    """Everything that was said stands somewhere; each place once."""
    said = [one.citation for one in finding.referred]
    said += [one.citation for one in finding.criteria]
    said += [one.citation for one in finding.notes]
    said.append(finding.rule_set.status.citation)
    return tuple(dict.fromkeys(_source(one, reader) for one in said))


def _source(citation: Citation, reader: str) -> Source:
    if citation.effective:
        known = _("in force since %s") % written_day(citation.effective, reader)
    elif citation.read_on:
        known = _("read on %s") % written_day(citation.read_on, reader)
    else:
        known = ""
    return Source(citation.title, citation.url, known, citation.checked)


def _cost(fee: Fee, reader: str) -> Cost:
    said = {"form": fee.form, "way": WAYS[fee.way], "dollars": fee.dollars}
    return Cost(
        text=_("Form %(form)s, %(way)s: $%(dollars)s") % said,
        note=vital(fee.note, reader),
        source=_source(fee.citation, reader),
    )


def _ways(leads: Leads, reader: str, *, lawyer_first: bool) -> tuple[Way, ...]:
    codes = dict.fromkeys((*([LAWYERS] if lawyer_first else []), *leads.terms))
    taxonomy = load_taxonomy()
    return tuple(Way(code, taxonomy.label(code, reader)) for code in codes if code in taxonomy)
