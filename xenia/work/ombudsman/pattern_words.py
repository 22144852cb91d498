"""What complaints are looked at by, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.control_chart import Rule
from xenia.ground.common.local_words import written_month
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.registers.population.groups import name_of
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.counts import (
    ALL,
    AREA,
    CHANNEL,
    DEPARTMENT,
    KIND,
    LANGUAGE,
    last_day_of_quarter,
)
from xenia.work.ombudsman.queries.rises import Rise

# Each way to look: the title of its table, the heading of its first column.
TITLES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    KIND: (gettext_lazy("What it is about"), gettext_lazy("About")),
    DEPARTMENT: (gettext_lazy("Complaints by department"), gettext_lazy("Department")),
    LANGUAGE: (gettext_lazy("Complaints by language"), gettext_lazy("Language")),
    AREA: (gettext_lazy("Complaints by part of the city"), gettext_lazy("Part of the city")),
    CHANNEL: (gettext_lazy("How complaints came to us"), gettext_lazy("How")),
}
CODED: Final[Mapping[str, Mapping[str, Promise]]] = {
    KIND: dict(Kind.choices),
    CHANNEL: dict(Channel.choices),
    "finding": dict(Finding.Outcome.choices),
    "closing": dict(Closing.choices),
}
WHY: Final[Mapping[Rule, Promise]] = {
    Rule.FAR: gettext_lazy("Far more than chance brings."),
    Rule.TWO_OF_THREE: gettext_lazy("High in two of three."),
    Rule.RUN: gettext_lazy("Eight in a row above the middle."),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What values are called; departments are looked up once."""

    reader: str
    departments: Mapping[str, str]

    @classmethod
    def of(cls, departments: Iterable[str], reader: str) -> "Names":
        """The names that are needed, with one query."""
        found = Organization.objects.in_bulk([UUID(one) for one in departments if one])
        return cls(reader, {str(pk): str(one.name) for pk, one in found.items()})

    def said(self, look: str, value: str) -> str:
        """A value in words."""
        if not value:
            return _("Not known")
        if look == DEPARTMENT:
            return self.departments.get(value, _("A department that is gone"))
        if look == LANGUAGE:
            return name_of(value, self.reader)
        if look == AREA:
            return office_facts().area_name(value, self.reader)
        return str(CODED[look].get(value, value))

    def series(self, look: str, value: str) -> str:
        """What a chart is about."""
        return _("Every complaint") if (look, value) == (KIND, ALL) else self.said(look, value)


def quarter_words(first: date, reader: str) -> str:
    """A quarter, such as "July 2026 to September 2026"."""
    said = {"first": written_month(first, reader)}
    return _("%(first)s to %(last)s") % (
        said | {"last": written_month(last_day_of_quarter(first), reader)}
    )


def when_words(rise: Rise, reader: str) -> str:
    """The month or the quarter that has more than usual."""
    return (
        quarter_words(rise.first, reader) if rise.is_quarter else written_month(rise.first, reader)
    )


def why_words(rules: Iterable[Rule]) -> str:
    """Why it is more than usual."""
    found = set(rules)
    return " ".join(str(words) for rule, words in WHY.items() if rule in found)
