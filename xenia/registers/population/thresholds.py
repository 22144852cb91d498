"""Which languages are owed, and how sure that is. Pure: no Django in it, numbers in, verdicts out.

A law asks for a language when enough people in the area speak it and limited English: a share of the people the
department serves, a count, whichever is less or more, or languages it names. The estimates have margins of error, so
the answer is yes, no, or too close to call. Yes and no mean that the whole 90 % interval lies on one side of the
threshold (19 of 20 on that side, one-sided).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xenia.registers.population.margins import Figure, chance_of_reaching, proportion


class Rule(StrEnum):
    """How a law draws its line. The same words as `reference.LegalBasis.Rule`; a test compares them."""

    NONE = "none"
    SHARE = "share"
    COUNT = "count"
    LESSER = "lesser"
    GREATER = "greater"
    NAMED = "named"


class Verdict(StrEnum):
    """Whether a language is owed."""

    YES = "yes"
    CLOSE = "close"
    TOGETHER = "together"  # several languages counted as one: each must be counted apart first
    NO = "no"


class NoLine(ValueError):
    """A law that asks for something, but not from a number of people on."""


class Duty(StrEnum):
    """What is owed: written translations, or a notice that spoken help is free."""

    WRITTEN = "written"
    NOTICE = "notice"
    NOTHING = "nothing"


# The one-sided chance at which the 90 % interval leaves the threshold on one side.
SURE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Threshold:
    """A law's line. share: 0.05 for 5 %. notice_below: with fewer people than this, a notice of oral help is enough.

    named: the languages a law names, as their tags.
    """

    rule: Rule
    share: float | None = None
    count: float | None = None
    notice_below: float | None = None
    named: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        needs_share = self.rule in (Rule.SHARE, Rule.LESSER, Rule.GREATER)
        needs_count = self.rule in (Rule.COUNT, Rule.LESSER, Rule.GREATER)
        if needs_share and not (self.share is not None and 0 < self.share < 1):
            raise ValueError(f"share {self.share!r}: expected more than 0 and less than 1")
        if needs_count and not (self.count is not None and self.count > 0):
            raise ValueError(f"count {self.count!r}: expected more than 0")


@dataclass(frozen=True, slots=True)
class Speakers:
    """People of one language, or of several counted together, who speak English less than very well.

    members: the languages a group holds. is_together: they are different languages to a law, so that no one of them
    can be said to be owed by the group's number alone. (Chinese is several spoken languages, and one when written.)
    """

    language: str
    figure: Figure
    members: tuple[str, ...] = ()
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """One language under one law.

    chance: how likely the line is reached; None where nothing tells. line: in people, None where the law has none.
    by: which part of the rule decides, SHARE or COUNT; else the rule. share: of all people, with its margin.
    is_duty_sure: whether written or notice is sure too, where the law knows both.
    """

    language: str
    verdict: Verdict
    duty: Duty
    by: Rule
    figure: Figure | None
    share: Figure | None = None
    line: float | None = None
    chance: float | None = None
    is_duty_sure: bool = True
    members: tuple[str, ...] = ()

    @property
    def leans_to_yes(self) -> bool:
        """Whether the estimate by itself, without its margin, reaches the line."""
        return bool(self.figure and self.line is not None and self.figure.value >= self.line)


_RANK: Final = {Verdict.YES: 0, Verdict.TOGETHER: 1, Verdict.CLOSE: 2, Verdict.NO: 3}


def languages_owed(
    *, threshold: Threshold, speakers: Iterable[Speakers], people: Figure | None
) -> list[Owed]:
    """Every language under one law, those owed first, then by number of people.

    people: all people served, aged 5 or more; needed where the law has a share. Raises ValueError without it, and
    NoLine for a law without a number or names.
    """
    if threshold.rule == Rule.NONE:
        raise NoLine("this law draws no line: expected a share, a count or named languages")
    if threshold.rule == Rule.NAMED:
        found = _named(threshold, list(speakers), people)
    else:
        found = [_judged(threshold, one, people) for one in speakers]
    return sorted(found, key=_order)


def _order(owed: Owed) -> tuple[int, float, str]:
    return (_RANK[owed.verdict], -(owed.figure.value if owed.figure else 0), owed.language)


def _named(threshold: Threshold, speakers: list[Speakers], people: Figure | None) -> list[Owed]:
    """A law that names languages asks for these, however many people; the estimates stand beside them."""
    named = [_in_the_law(tag, speakers, people) for tag in sorted(threshold.named)]
    others = [
        Owed(
            language=one.language,
            verdict=Verdict.NO,
            duty=Duty.NOTHING,
            by=Rule.NAMED,
            figure=one.figure,
            share=_share(one.figure, people),
            chance=0.0,
            members=one.members,
        )
        for one in speakers
        if not ({one.language, *one.members} & threshold.named)
    ]
    return named + others


def _in_the_law(tag: str, speakers: list[Speakers], people: Figure | None) -> Owed:
    counted = next((one for one in speakers if one.language == tag), None)
    counted = counted or next((one for one in speakers if tag in one.members), None)
    return Owed(
        language=tag,
        verdict=Verdict.YES,
        duty=Duty.WRITTEN,
        by=Rule.NAMED,
        figure=counted.figure if counted else None,
        share=_share(counted.figure, people) if counted else None,
        chance=1.0,
        members=counted.members if counted else (),
    )


def _judged(threshold: Threshold, one: Speakers, people: Figure | None) -> Owed:
    by, line, chance = _reached(threshold, one.figure, people)
    verdict = _verdict(chance)
    if one.is_together and verdict != Verdict.NO:
        verdict = Verdict.TOGETHER
    duty, is_sure = _duty(threshold, one.figure, verdict)
    return Owed(
        language=one.language,
        verdict=verdict,
        duty=duty,
        by=by,
        figure=one.figure,
        share=_share(one.figure, people),
        line=line,
        chance=chance,
        is_duty_sure=is_sure,
        members=one.members,
    )


def _share(figure: Figure, people: Figure | None) -> Figure | None:
    return proportion(figure, people) if people and people.value > 0 else None


def _reached(
    threshold: Threshold, figure: Figure, people: Figure | None
) -> tuple[Rule, float, float | None]:
    """Which part of the rule decides, where its line lies in people, and the chance that it is reached.

    Both parts of a rule hang on the same estimate and rise and fall with it. So "whichever is less" is as likely as the
    likelier part, "whichever is more" as the less likely one.
    """
    choose = max if threshold.rule == Rule.GREATER else min
    parts = _parts(threshold, figure, people)
    by, line, chance = choose(parts, key=lambda part: part[1])
    chances = [part[2] for part in parts if part[2] is not None]
    if chances:
        chance = min(chances) if threshold.rule == Rule.GREATER else max(chances)
    return by, line, chance


def _parts(
    threshold: Threshold, figure: Figure, people: Figure | None
) -> list[tuple[Rule, float, float | None]]:
    parts: list[tuple[Rule, float, float | None]] = []
    if threshold.rule != Rule.COUNT and threshold.share is not None:
        if people is None or people.value <= 0:
            raise ValueError(
                "this rule has a share: expected all people of the area, such as 80,000"
            )
        chance = chance_of_reaching(proportion(figure, people), threshold.share)
        parts.append((Rule.SHARE, threshold.share * people.value, chance))
    if threshold.rule != Rule.SHARE and threshold.count is not None:
        parts.append((Rule.COUNT, threshold.count, chance_of_reaching(figure, threshold.count)))
    return parts


def _verdict(chance: float | None) -> Verdict:
    if chance is None:
        return Verdict.CLOSE
    if chance >= SURE:
        return Verdict.YES
    return Verdict.NO if chance <= 1 - SURE else Verdict.CLOSE


def _duty(threshold: Threshold, figure: Figure, verdict: Verdict) -> tuple[Duty, bool]:
    """Written translations, or a notice where so few people are meant; and whether that is sure."""
    if verdict == Verdict.NO:
        return Duty.NOTHING, True
    if threshold.notice_below is None:
        return Duty.WRITTEN, True
    chance = chance_of_reaching(figure, threshold.notice_below)
    is_sure = chance is not None and not 1 - SURE < chance < SURE
    return (Duty.NOTICE if figure.value < threshold.notice_below else Duty.WRITTEN), is_sure
