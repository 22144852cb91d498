"""The first of the four questions, answered from the newest estimates: how many people, in which languages, how sure."""

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import joined
from xenia.registers.population.groups import name_of
from xenia.registers.population.margins import Figure
from xenia.registers.population.models import Dataset
from xenia.registers.population.queries import Counted, LanguageCount, counted, newest_dataset
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan_line import FourFactor

# How many languages are named; the rest is in the estimates.
NAMED: Final = 6


def answer_from_estimates() -> dict[str, Any] | None:
    """What a department may write down as it is, or change; None without estimates."""
    dataset = newest_dataset()
    found = counted(dataset=dataset) if dataset else None
    if dataset is None or found is None or found.limited is None:
        return None
    return {
        "factor": FourFactor.Factor.NUMBER,
        "answer": _words(found, found.limited),
        "figure": round(found.limited.value),
        "method": CountMethod.ESTIMATE,
        "counted_on": _published(dataset),
        "dataset": dataset.pk,
        "source": f"{dataset}. {dataset.citation}"[:300],
    }


def _published(dataset: Dataset) -> Any:
    """The day the source names; else the day the file came into use here."""
    return dataset.published_on or local_day(dataset.brought_in_at or dataset.entered_at)


def _words(found: Counted, limited: Figure) -> str:
    reader = get_language() or "en"
    largest = [_one(one, reader) for one in found.languages[:NAMED] if one.limited]
    said = {"number": _number(limited), "languages": joined(largest, reader)}
    return _("In the whole city %(number)s people have limited English: %(languages)s.") % said


def _one(count: LanguageCount, reader: str) -> str:
    said = {"language": name_of(count.language, reader), "number": _number(count.limited)}
    return _("%(language)s %(number)s") % said


def _number(figure: Figure | None) -> str:
    """A number with how far it may be off."""
    if figure is None:
        return ""
    if figure.margin is None:
        return f"{figure.value:,.0f}"
    return f"{figure.value:,.0f} (±{figure.margin:,.0f})"
