"""Numbers with their margins, as pages write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts
from xenia.registers.population.margins import Figure, Reliability, reliability, variation
from xenia.registers.population.models import Dataset

RELIABILITY: Final[Mapping[Reliability, str | Promise]] = {
    Reliability.EXACT: gettext_lazy("Counted, no margin"),
    Reliability.HIGH: gettext_lazy("Good"),
    Reliability.MEDIUM: gettext_lazy("Use with care"),
    Reliability.LOW: gettext_lazy("Weak"),
    Reliability.UNKNOWN: gettext_lazy("No margin given"),
}
TAGS: Final[Mapping[Reliability, str]] = {
    Reliability.EXACT: "met",
    Reliability.HIGH: "met",
    Reliability.MEDIUM: "waiting",
    Reliability.LOW: "late",
    Reliability.UNKNOWN: "draft",
}


@dataclass(frozen=True, slots=True)
class NumberShown:
    """One estimate in words: the number, its margin, from–to, how good."""

    number: str
    margin: str
    span: str
    variation: str
    reliability: str
    tag: str


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def whole(number: float) -> str:
    """A number of people: 1,234."""
    return f"{round(number):,}"


def percent(share: float, digits: int = 1) -> str:
    """A share: 12.3%."""
    return f"{share * 100:.{digits}f}%"


def number_shown(figure: Figure | None) -> NumberShown | None:
    """An estimate as a row of a table shows it; None where the file has none."""
    if figure is None:
        return None
    band, spread = reliability(figure), variation(figure)
    span = ""
    if figure.margin and figure.low is not None and figure.high is not None:
        facts = {"low": whole(figure.low), "high": whole(figure.high)}
        span = _("%(low)s to %(high)s") % facts
    return NumberShown(
        number=whole(figure.value),
        margin=f"±{whole(figure.margin)}" if figure.margin else "",
        span=span,
        variation="" if spread is None else percent(spread, 0),
        reliability=str(RELIABILITY[band]),
        tag=TAGS[band],
    )


def share_shown(share: Figure | None) -> str:
    """A share with its margin in points: 12.3% (±0.8)."""
    if share is None:
        return ""
    margin = "" if share.margin is None else f" (±{share.margin * 100:.1f})"
    return percent(share.value) + margin


def dataset_facts(dataset: Dataset) -> dict[str, Any]:
    """Where numbers come from, for the line under every table."""
    return {
        "dataset": dataset,
        "published": written_day(dataset.published_on, reader()) if dataset.published_on else "",
        "geography": dataset.get_geography_display(),
    }


def area_names(areas: tuple[Area, ...] | list[Area]) -> str:
    """What a page calls the place: the areas by name, or the city as a whole."""
    office = office_facts()
    if not areas:
        return office.jurisdiction_name or _("The city as a whole")
    return ", ".join(office.area_name(area.code, reader()) for area in areas)


def chosen_areas(request: HttpRequest) -> list[Area]:
    """The areas named in the address, in the office's order; those nobody knows are left out."""
    codes = request.GET.getlist("area")
    return list(Area.objects.filter(code__in=codes)) if codes else []


def chosen_dataset(request: HttpRequest) -> Dataset | None:
    """The file named in the address, when it is in use."""
    current = Dataset.objects.current()
    return next((one for one in current if str(one.pk) == request.GET.get("file")), None)
