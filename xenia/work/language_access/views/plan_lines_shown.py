"""The lines of a plan in the reader's words: a title, then what stands below it."""

from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.registers.population.groups import name_of
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    Goal,
    PlanBudget,
    PlanLanguage,
    PlanService,
    PlanVendor,
    Signage,
    StaffSkill,
    Training,
)
from xenia.work.language_access.queries.plans import has_a_way

Words = str | Promise


class Own(str):
    """Words the department wrote. They stand in English only."""

    __slots__ = ()
    lang = "en"


def _reader() -> str:
    return get_language() or "en"


def _day(when: date | None) -> str:
    return written_day(when, _reader()) if when else ""


def factor(line: FourFactor) -> Iterator[Words]:
    """The question, the answer, the number with its way of counting, the source."""
    yield line.get_factor_display()
    yield Own(line.answer)
    if line.figure is not None:
        said = {
            "number": f"{line.figure:,}",
            "method": line.get_method_display(),
            "day": _day(line.counted_on),
        }
        yield _("%(number)s (%(method)s, %(day)s)") % said
    yield _("Source: %(source)s") % {"source": line.source}
    if line.dataset:
        yield _("Estimates: %(name)s") % {"name": str(line.dataset)}


def language(line: PlanLanguage) -> Iterator[Words]:
    """The language, and why."""
    yield name_of(line.language, _reader())
    if line.basis:
        yield _("Asked for by %(law)s") % {"law": line.basis.title}
        yield line.get_certainty_display()
    if line.reason:
        yield Own(line.reason)


def service(line: PlanService) -> Iterator[Words]:
    """The service, and who helps there."""
    yield Own(line.name)
    ways = {
        _("Staff who speak the language"): line.by_staff,
        _("Interpreters on call"): line.on_call,
        _("A phone line"): line.by_phone_line,
        _("Signs on site"): line.has_signage,
    }
    yield ", ".join(words for words, is_there in ways.items() if is_there)
    if not has_a_way(line):
        yield _("Nobody helps in another language here yet.")
    yield Own(line.how)


def skill(line: StaffSkill) -> Iterator[Words]:
    """The language, who speaks it, who passed which test."""
    yield name_of(line.language, _reader())
    yield _("%(speak)s speak it, %(tested)s passed a test.") % {
        "speak": line.speak,
        "tested": line.tested,
    }
    yield Own(line.test)
    yield _("Counted by the department on %(day)s") % {"day": _day(line.counted_on)}


def sign(line: Signage) -> Iterator[Words]:
    """The place, and whether a sign hangs there."""
    yield Own(line.where)
    yield _("A sign hangs here.") if line.has_sign else _("No sign yet.")


def vendor(line: PlanVendor) -> Iterator[Words]:
    """The company, what it does, until when."""
    yield Own(line.name)
    yield line.get_gives_display()
    if line.until_on:
        yield _("Until %(day)s") % {"day": _day(line.until_on)}


def budget(line: PlanBudget) -> Iterator[Words]:
    """The year and the money."""
    yield str(line.year)
    yield f"${line.amount_cents / 100:,.2f}"
    yield _("Written down by the department on %(day)s") % {"day": _day(local_day(line.changed_at))}


def training(line: Training) -> Iterator[Words]:
    """The topic, the day, how many."""
    yield Own(line.topic)
    came = ngettext("%(count)s person", "%(count)s people", line.people) % {"count": line.people}
    yield f"{_day(line.held_on)}, {came}"
    yield _("Counted by the department")


def goal(line: Goal) -> Iterator[Words]:
    """The goal, its day, where it stands."""
    yield Own(line.what)
    yield _("By %(day)s") % {"day": _day(line.by_on)}
    yield line.get_state_display()
