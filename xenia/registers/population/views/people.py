"""Who lives here by published tables: where people were born, how old they are, what they learned and earn."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.registers.population.models import Characteristic
from xenia.registers.population.queries import Characteristics, characteristics, topics_in_use
from xenia.registers.population.topics import words_of
from xenia.registers.population.views.shown import (
    area_names,
    dataset_facts,
    number_shown,
    reader,
)

Topic = Characteristic.Topic
Who = Characteristic.Who


@staff("population.read")
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Every topic, each from the newest file in use that has it."""
    found = [characteristics(topic) for topic in topics_in_use()]
    context = {
        "topics": [_shown(one) for one in found if one],
        "place": area_names([]),
        "may_bring_in": request.user.may("population.bring_in"),
    }
    return render(request, "population/people.html", context)


def _shown(found: Characteristics) -> dict[str, Any]:
    rows = [_row(one.topic, one.who, one.label, one.depth, one.figure) for one in found.rows]
    return {
        "title": str(Topic(found.topic).label),
        "code": found.topic,
        "rows": rows,
        "source": dataset_facts(found.dataset),
    }


def topics_of(rows: Iterable[Characteristic]) -> list[dict[str, Any]]:
    """The numbers of one file by topic, to be looked at before they are in use."""
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for one in rows:
        depth = one.code.count("/") + 1 if one.code else 0
        row = _row(one.topic, one.who, one.label, depth, one.figure)
        by_topic.setdefault(one.topic, []).append(row)
    return [
        {"title": str(topic.label), "code": topic.value, "rows": by_topic[topic]}
        for topic in Topic
        if topic in by_topic
    ]


def _row(topic: str, who: str, label: str, depth: int, figure: Any) -> dict[str, Any]:
    words, language = words_of(label, topic, reader())
    shown = number_shown(figure)
    if shown and topic == Topic.MEDIAN_AGE:
        margin = f"±{figure.margin:.1f}" if figure.margin else ""
        shown = replace(shown, number=f"{figure.value:.1f}", margin=margin)
    return {
        "words": words,
        "language": language,
        "who": str(Who(who).label),
        "is_wide": depth <= 1,
        "number": shown,
    }
