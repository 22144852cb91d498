"""What a person asks of the directory, and what she is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from xenia.registers.directory.search.expand import Match


class Relaxed(StrEnum):
    """What we did because nothing matched the question as it stood."""

    NO = ""
    SPELLING = "spelling"  # other spellings of unknown words were tried
    SOME_WORDS = "some_words"  # not every word matches
    RELATED = "related"  # nothing for the term itself; this is near it
    HELPERS = "helpers"  # the words were not understood; these know the city


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A question: words, filters, and what to show.

    language: the reader's, such as "ht". languages: spoken at the service, any of them. open_at: a local moment
    at which it is open. now: the local moment for which to count what is open.
    lives_in: code of the area where the person lives; what serves only other areas is left out and counted as
    `elsewhere`, and shown with any_area.
    point: latitude and longitude to measure from. only_my_words: no terms, no relaxing. prefer_language: services
    that speak the reader's language come a little earlier. page: from 1.
    """

    words: str = ""
    language: str = "en"
    languages: frozenset[str] = frozenset()
    cost_free: bool = False
    evening: bool = False
    weekend: bool = False
    open_at: datetime | None = None
    now: datetime | None = None
    remote: bool = False
    accessible: bool = False
    interpreter: bool = False
    no_status: bool = False
    no_id: bool = False
    area: str = ""
    lives_in: str = ""
    any_area: bool = False
    point: tuple[float, float] | None = None
    within_miles: float | None = None
    need: str = ""
    term: str = ""
    only_my_words: bool = False
    prefer_language: bool = False
    sort: Literal["best", "nearest"] = "best"
    page: int = 1
    page_size: int = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a service is shown.

    kind: "term" (value a code), "mentions" (its text speaks of the term), "language" (value a code),
    "words" (value what was typed), or the name of an applied filter. label: in the reader's language
    where the taxonomy has it, else empty: the page says it.
    """

    kind: str
    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found. miles: to its nearest place, None without a point or a place."""

    id: UUID
    score: float
    miles: float | None
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer.

    total: all that is shown, page by page. near: how many of them are not about the terms themselves but near them;
    as a rule they come last. counts: how many would be left with one more filter ("evening", "open_at", "lang:ht",
    "area:…", "term:…"); within languages, area and term as if another were chosen. without: for each applied
    filter, how many there would be without it. elsewhere: how many fit the question but serve only areas in which the
    person does not live; they are not in `total`, except with any_area.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    near: int = 0
    elsewhere: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    looked_for: tuple[str, ...] = ()
    relaxed: Relaxed = Relaxed.NO
