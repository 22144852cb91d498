"""How many people speak what, and how many of them limit English, each number with its margin."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.reference.office import office_facts
from xenia.registers.population.groups import is_together, name_of
from xenia.registers.population.models import Dataset
from xenia.registers.population.queries import Counted, areas_of, counted, newest_dataset
from xenia.registers.population.views.shown import (
    area_names,
    chosen_areas,
    chosen_dataset,
    dataset_facts,
    number_shown,
    reader,
    share_shown,
)


@staff("population.read")
@require_safe
def estimates(request: StaffRequest) -> HttpResponse:
    """Estimates by language in the city or in some areas, from the newest file or one that is chosen."""
    areas = chosen_areas(request)
    dataset = chosen_dataset(request) or newest_dataset(areas) or newest_dataset()
    found = counted(dataset=dataset, areas=areas) if dataset else None
    context: dict[str, Any] = {
        "files": Dataset.objects.current(),
        "chosen": dataset,
        "choices": _choices(dataset, [area.code for area in areas]) if dataset else [],
        "place": area_names(areas),
        "may_bring_in": request.user.may("population.bring_in"),
    }
    if found:
        context |= table_of(found)
    return render(request, "population/estimates.html", context)


def _choices(dataset: Dataset, chosen: list[str]) -> list[tuple[str, str, bool]]:
    office = office_facts()
    return [
        (area.code, office.area_name(area.code, reader()), area.code in chosen)
        for area in areas_of(dataset)
    ]


def table_of(found: Counted) -> dict[str, Any]:
    """The rows of a table of languages, the sums, and where they come from."""
    rows = [
        {
            "name": name_of(one.language, reader()),
            "is_together": is_together(one.language),
            "limited": number_shown(one.limited),
            "speakers": number_shown(one.speakers),
        }
        for one in found.languages
    ]
    return {
        "rows": rows,
        "everybody": number_shown(found.everybody),
        "limited": number_shown(found.limited),
        "share": share_shown(found.limited_share),
        "source": dataset_facts(found.dataset),
    }
