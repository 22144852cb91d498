"""What a file of rules holds once it is read: questions, criteria, facts that need a person, and where it leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .citations import Citation
from .expressions import Claim
from .questions import Question, Value
from .truth import Truth


class Tier(StrEnum):
    """What a screening says. It is no decision: the program or the law decides."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    ASK = "ask a person"


class Who(StrEnum):
    """Whom to ask."""

    ATTORNEY = "attorney"
    PERSON = "person"


class StatusMatters(StrEnum):
    """Whether immigration status changes what a program gives."""

    NO = "no"
    SOMETIMES = "sometimes"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class NoWhere:
    """What is said in place of the usual no where something is true."""

    when: Claim
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition, with what is said when it is met, when it is not, and when that is not known.

    is_gate: asked before all others; nothing else counts while it is not met.
    status_derived: the reason shows something about immigration status, and is left out of whatever is kept.
    Several may share an id, each with its days: the law before and after a change.
    """

    id: str
    title: str
    when: Claim
    yes: str
    no: str
    unknown: str
    citation: Citation
    status_derived: bool = False
    is_gate: bool = False
    no_where: tuple[NoWhere, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether it counts on a day; both ends do."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)

    def reason(self, found: Truth) -> str:
        """The sentence for how true it is."""
        return {Truth.YES: self.yes, Truth.NO: self.no}.get(found, self.unknown)


@dataclass(frozen=True, slots=True)
class AlwaysAsk:
    """A fact no file of rules can weigh: where it is true, a person must look, whatever else is true."""

    id: str
    title: str
    when: Claim
    reason: str
    who: Who
    citation: Citation
    status_derived: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing where it is true. It changes no result. tier: the result it goes with; None: any."""

    id: str
    when: Claim
    tier: Tier | None
    text: str
    citation: Citation
    status_derived: bool = False


@dataclass(frozen=True, slots=True)
class Leads:
    """Where somebody goes from here. terms: of the directory's taxonomy; forms: whose fees are in the table."""

    terms: tuple[str, ...]
    bring: tuple[str, ...]
    fee: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Whether status matters, in a sentence, and why."""

    matters: StatusMatters
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Review:
    """Who read the rules against the law. is_sample: only for the invented city; no real office may use it."""

    by: str
    on: date
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Example:
    """What the author says must come out: answers, the result, and how true some criteria are."""

    name: str
    on: date
    place: str
    answers: Mapping[str, Value]
    tier: Tier
    criteria: Mapping[str, Truth]
    referred: tuple[str, ...]


@dataclass(frozen=True)
class RuleSet:
    """One program or service. place: where it is asked, such as `US-MA-lindenport`; region: where it holds."""

    id: str
    version: int = field(repr=False)
    title: str = field(repr=False)
    summary: str = field(repr=False)
    region: str = field(repr=False)
    place: str = field(repr=False)
    proposed: bool = field(repr=False)
    valid_from: date = field(repr=False)
    valid_to: date | None = field(repr=False)
    status: StatusLine = field(repr=False)
    leads: Leads = field(repr=False)
    review: Review | None = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    criteria: tuple[Criterion, ...] = field(repr=False)
    always_ask: tuple[AlwaysAsk, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    examples: tuple[Example, ...] = field(repr=False)

    def is_valid(self, on: date) -> bool:
        """Whether its days hold a day; both ends do."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def holds_in(self, place: str) -> bool:
        """Whether it is about a place: `US` holds in `US-MA`, `US-MA` in `US-MA-lindenport`."""
        return place == self.region or place.startswith(f"{self.region}-")

    def asks_about_status(self) -> bool:
        """Whether one of its questions is the one about status."""
        return any(question.status for question in self.questions)

    @property
    def gate(self) -> str:
        """The question to be asked before all others of this set; "" where there is none."""
        return next(
            (name for one in self.criteria if one.is_gate for name in one.when.questions()), ""
        )

    def claims(self) -> Iterator[Claim]:
        """Every condition, of criteria, facts and notes."""
        yield from (one.when for one in self.criteria)
        yield from (other.when for one in self.criteria for other in one.no_where)
        yield from (one.when for one in self.always_ask)
        yield from (one.when for one in self.notes)

    def sentences(self) -> Iterator["Sentence"]:
        """Every sentence people may read, with what it is, for translators."""
        yield self._said("title", self.title)
        yield self._said("summary", self.summary)
        yield self._said("whether status matters", self.status.text)
        for text in (*self.leads.bring, self.leads.fee):
            yield self._said("what to bring, or what it costs", text)
        for question in self.questions:
            yield self._said("question", question.text)
            yield self._said("why we ask", question.why)
            for choice in question.choices:
                yield self._said("an answer", choice.text)
        for one in self.criteria:
            others = (other.text for other in one.no_where)
            for text in filter(None, (one.title, one.yes, one.no, one.unknown, *others)):
                yield self._said(f"criterion {one.id}", text)
        for fact in self.always_ask:
            yield self._said(f"fact {fact.id}", fact.title)
            yield self._said(f"fact {fact.id}", fact.reason)
        for note in self.notes:
            yield self._said("note", note.text)

    def _said(self, what: str, text: str) -> "Sentence":
        return Sentence(text, f"vital; screening rules {self.id}: {what}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for translators. Words of a screening are vital: they are shown translated only when reviewed."""

    text: str
    note: str
    is_vital: bool = True
