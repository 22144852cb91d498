"""Estimates that others published, from a spreadsheet: one row each."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy, gettext_noop

from xenia.ground.accounts.models import User
from xenia.ground.imports.cells import Ways, day, plain, text
from xenia.ground.imports.plug import Column, Done, Outcome, Sheet, Step, Values
from xenia.ground.imports.reading import Cell
from xenia.ground.imports.sentences import Refused, Sentence
from xenia.registers.population.groups import folded
from xenia.registers.population.models import PublishedEstimate
from xenia.registers.population.operations import (
    Published,
    add_published,
    take_published_back,
)
from xenia.registers.population.reading import MOST

Key = tuple[str, str, date, str]
Status = PublishedEstimate.Status


def number(cell: Cell, _ways: Ways) -> int:
    """A whole number of people, also as 1,200."""
    said = "".join(plain(cell).split()).replace(",", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 10 and int(said) <= MOST):
        raise Refused(gettext_noop("This is no whole number of people."))
    return int(said)


def code(cell: Cell, _ways: Ways) -> str:
    """A short code of small letters and dashes, from whatever words stand there."""
    return folded(plain(cell)).replace(" ", "-")[:60]


def _key(row: Values) -> Key:
    return row["code"], row["place"], row["as_of"], row["publisher"]


def find(keys: Collection[Key], _at: datetime) -> Mapping[Key, PublishedEstimate]:
    """What stands already of these."""
    rows = PublishedEstimate.objects.filter(
        status=Status.CURRENT, code__in={one for one, *_rest in keys}
    )
    return {(one.code, one.place, one.as_of, one.publisher): one for one in rows}


def plan(row: Values, found: PublishedEstimate | None, by: User) -> Step:
    """A new one is entered; one that stands is as it was, and is corrected on its own page."""
    published = Published(**row)
    ends = [one for one in (published.low, published.central, published.high) if one is not None]
    if ends != sorted(ends):
        raise Refused(
            gettext_noop("These numbers are not in order: at least, best guess, at most.")
        )
    if found is None:
        return Step(Outcome.ADDED, lambda at: _added(published, by, at))
    note = Sentence(gettext_noop("This estimate stands already. Correct it on its own page."))
    return Step(Outcome.UNCHANGED, note=note)


def _added(published: Published, by: User, at: datetime) -> Done:
    made = add_published(published=published, by=by, at=at)
    return Done({"estimate": str(made.pk), "version": str(made.state_version)})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """It is taken back, unless somebody corrected it since."""
    made = PublishedEstimate.objects.select_for_update().get(pk=trace["estimate"])
    if made.status != Status.CURRENT or str(made.state_version) != trace["version"]:
        raise Refused(gettext_noop("Somebody changed this estimate since."))
    take_published_back(estimate=made, version=made.state_version, by=by, at=at)


def _text(field: str, label: Any, example: str, *words: str) -> Column:
    kept = PublishedEstimate._meta.get_field(field)
    assert isinstance(kept, models.Field)
    most, required = kept.max_length or 1000, field != "url"
    return Column(field, label, text(most), is_required=required, example=example, words=words)


PUBLISHED: Final = Sheet(
    code="published-estimates",
    title=gettext_lazy("Estimates that others published"),
    explanation=gettext_lazy("Each row is one estimate with its range, its method and its source."),
    permission="population.bring_in",
    columns=(
        _text("what", gettext_lazy("Of what"), "People born in another country", "what", "subject"),
        Column(
            "code",
            gettext_lazy("Short code"),
            code,
            is_required=True,
            example="foreign-born",
            words=("code", "id"),
        ),
        _text("place", gettext_lazy("Place"), "The city", "place", "area", "geography"),
        Column(
            "as_of",
            gettext_lazy("As of"),
            day,
            is_required=True,
            example="2024-07-01",
            words=("as of", "date", "year", "day"),
        ),
        Column(
            "low",
            gettext_lazy("At least"),
            number,
            is_required=True,
            example="10000",
            words=("low", "lower", "minimum", "from"),
        ),
        Column(
            "high",
            gettext_lazy("At most"),
            number,
            is_required=True,
            example="14000",
            words=("high", "upper", "maximum", "to"),
        ),
        Column(
            "central",
            gettext_lazy("Their best guess"),
            number,
            example="12000",
            words=("central", "estimate", "best guess"),
        ),
        _text("method", gettext_lazy("How they know"), "A residual of two surveys", "method"),
        _text("publisher", gettext_lazy("Who published it"), "A university", "publisher", "source"),
        _text("citation", gettext_lazy("How to cite it"), "Report of 2024, page 12", "citation"),
        _text("url", gettext_lazy("Address of the source"), "https://example.org", "url", "link"),
    ),
    key=_key,
    find=find,
    plan=plan,
    undo=undo,
)
