"""What stands in the report beside its own measured numbers, as whoever keeps it hands it over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xenia.insight.reports.document.model import Document, Number, Paragraph
from xenia.insight.reports.figures import Shown


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate of who lives here. margin: half of its 90 % interval; 0 where it was counted out, None where nobody knows it."""

    code: str
    title: str
    value: Number
    margin: Number | None = None


@dataclass(frozen=True, slots=True)
class Estimates:
    """One published table of estimates. first: what the rows are, such as "Language". years: "2020–2024".

    is_list: whether its rows stand beside each other, the largest first; not so a whole and its parts.
    """

    code: str
    title: str
    first: str
    unit: str
    rows: tuple[Estimate, ...]
    source: str
    years: str
    total: Estimate | None = None
    is_list: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """An estimate somebody published as a range, such as of people without status. It is never ours, and never measured here."""

    code: str
    title: str
    low: Number
    high: Number
    citation: str
    method: str
    years: str
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended. owner: who acts, "" where nobody does yet. status: in words."""

    text: Paragraph
    owner: str
    status: str
    made_on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Barrier:
    """A barrier, and what is recommended against it: nothing, where nobody has recommended anything."""

    code: str
    title: str
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A number somebody else reported. part: a code of the call; row: a service or case type in words, "" for all together.

    value: None where it is protected, as our own are.
    """

    organization: str
    part: str
    part_title: str
    row: str
    value: int | None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A total an earlier report published. measure: a code, or words where no measure of today counts the same."""

    year: int
    measure: str
    value: int
    citation: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The version before, as it was printed, and what may be shown of it."""

    document: Document
    shown: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that stands beside the measured numbers.

    barriers: in the order of the office's list. silent: who was asked for counts and has not answered. before: what may
    be shown of the year before. expressions: {measure code: the query it is reckoned with}. certificate: one over all
    tables, as data. changed: what this version corrects, in a sentence.
    replaces: the posted version before.
    """

    estimates: tuple[Estimates, ...] = ()
    published: tuple[Published, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    reported: tuple[Reported, ...] = ()
    silent: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    before: Mapping[str, Shown] = field(default_factory=dict)
    expressions: Mapping[str, str] = field(default_factory=dict)
    certificate: Mapping[str, object] = field(default_factory=dict)
    changed: str = ""
    replaces: Replaced | None = None
