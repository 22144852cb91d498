"""Which languages a law asks for in a place, and how sure that is: on the screen, on paper, as a spreadsheet."""

import csv
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import safe_cell
from xenia.ground.reference.models import LegalBasis
from xenia.ground.reference.office import office_facts
from xenia.registers.population.groups import name_of
from xenia.registers.population.models import Dataset
from xenia.registers.population.queries import (
    NoEstimates,
    OwedHere,
    areas_of,
    languages_owed,
    newest_dataset,
)
from xenia.registers.population.thresholds import Duty, Owed, Rule, Verdict
from xenia.registers.population.views.shown import (
    area_names,
    chosen_areas,
    chosen_dataset,
    dataset_facts,
    number_shown,
    percent,
    reader,
    share_shown,
    whole,
)

VERDICTS: Final[Mapping[Verdict, tuple[str | Promise, str]]] = {
    Verdict.YES: (gettext_lazy("Owed"), "met"),
    Verdict.CLOSE: (gettext_lazy("Too close to call"), "waiting"),
    Verdict.TOGETHER: (gettext_lazy("Counted together"), "waiting"),
    Verdict.NO: (gettext_lazy("Not owed"), "draft"),
}
DUTIES: Final[Mapping[Duty, str | Promise]] = {
    Duty.WRITTEN: gettext_lazy("Written translations"),
    Duty.NOTICE: gettext_lazy("A notice that spoken help is free"),
    Duty.NOTHING: "",
}
RULES: Final[Mapping[Rule, str | Promise]] = {
    Rule.SHARE: gettext_lazy("by the share"),
    Rule.COUNT: gettext_lazy("by the number"),
    Rule.NAMED: gettext_lazy("named in the law"),
}


@staff("population.read")
@require_safe
def owed(request: StaffRequest) -> HttpResponse:
    """Choose a law and a place; read which languages it asks for."""
    return render(request, "population/owed.html", _page(request))


@staff("population.read")
@require_safe
def owed_print(request: StaffRequest) -> HttpResponse:
    """The same on paper."""
    return render(request, "population/owed_print.html", _page(request))


@staff("population.read")
@require_safe
def owed_csv(request: StaffRequest) -> HttpResponse:
    """The same for a spreadsheet: numbers as numbers, with law, source and way of reckoning in every row."""
    page = _page(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="languages-owed.csv"'
    lines = csv.writer(response)
    lines.writerow(HEADINGS)
    found: OwedHere | None = page["found"]
    for one in found.owed if found else ():
        lines.writerow([safe_cell(str(cell)) for cell in _cells(one, found, page)])
    return response


HEADINGS: Final = (
    "language", "name", "verdict", "duty", "duty_is_sure", "chance", "estimate", "margin_of_error_90", "share_percent",
    "share_margin_points", "line_people", "decided_by", "counted_together", "law", "citation", "place", "source",
    "table", "years", "is_invented", "reckoned_on",
)  # fmt: skip


def _cells(one: Owed, found: OwedHere | None, page: Mapping[str, Any]) -> list[Any]:
    assert found
    dataset = found.counted.dataset
    figure, share = one.figure, one.share
    return [
        one.language, name_of(one.language, reader()), one.verdict, one.duty, one.is_duty_sure,
        "" if one.chance is None else f"{one.chance:.3f}",
        "" if figure is None else round(figure.value),
        "" if figure is None or figure.margin is None else round(figure.margin),
        "" if share is None else f"{share.value * 100:.2f}",
        "" if share is None or share.margin is None else f"{share.margin * 100:.2f}",
        "" if one.line is None else f"{one.line:.0f}",
        one.by, " ".join(one.members), found.basis.code, found.basis.citation, page["place"],
        dataset.source, dataset.table, dataset.years, dataset.is_invented, page["on"],
    ]  # fmt: skip


def _page(request: StaffRequest) -> dict[str, Any]:
    today = local_day(now())
    laws = [one for one in LegalBasis.objects.all() if one.has_a_line]
    basis = _chosen(request, laws)
    areas = chosen_areas(request)
    used = chosen_dataset(request) or newest_dataset(areas)
    found, missing = _found(basis, areas, used)
    return {
        "basis": basis,
        "laws": [(one, _when(one), one == basis) for one in laws],
        "is_ended": bool(basis and not basis.holds(today)),
        "files": Dataset.objects.current(),
        "chosen": used,
        "choices": _areas(used, [area.code for area in areas]),
        "place": area_names(areas),
        "found": found,
        "missing": missing,
        "rows": [_row(one) for one in found.owed] if found else [],
        "everybody": number_shown(found.counted.everybody) if found else None,
        "source": dataset_facts(found.counted.dataset) if found else None,
        "query": request.GET.urlencode(),
        "on": today.isoformat(),
        "day": written_day(today, reader()),
    }


def _chosen(request: StaffRequest, laws: list[LegalBasis]) -> LegalBasis | None:
    """The law named in the address; else the first that binds us and holds today."""
    named = next((one for one in laws if one.code == request.GET.get("law")), None)
    today = local_day(now())
    ours = next((one for one in laws if one.binds_us and one.holds(today)), None)
    return named or ours or next(iter(laws), None)


def _found(
    basis: LegalBasis | None, areas: list[Any], used: Dataset | None
) -> tuple[OwedHere | None, bool]:
    """What is owed, or that there are no numbers for it."""
    if basis is None:
        return None, False
    try:
        return languages_owed(basis=basis, areas=areas, dataset=used), False
    except NoEstimates:
        return None, True


def _when(basis: LegalBasis) -> str:
    if not basis.binds_us:
        return _("%(law)s, elsewhere") % {"law": basis.title}
    if not basis.holds(local_day(now())):
        return _("%(law)s, not in force today") % {"law": basis.title}
    return basis.title


def _areas(dataset: Dataset | None, chosen: list[str]) -> list[tuple[str, str, bool]]:
    office = office_facts()
    found = areas_of(dataset) if dataset else []
    return [(one.code, office.area_name(one.code, reader()), one.code in chosen) for one in found]


def _row(one: Owed) -> dict[str, Any]:
    words, tag = VERDICTS[one.verdict]
    return {
        "name": name_of(one.language, reader()),
        "code": one.language,
        "verdict": words,
        "tag": tag,
        "duty": DUTIES[one.duty],
        "is_duty_sure": one.is_duty_sure,
        "chance": _chance(one),
        "figure": number_shown(one.figure),
        "share": share_shown(one.share),
        "line": "" if one.line is None else whole(one.line),
        "by": RULES.get(one.by, ""),
        "leans": one.verdict == Verdict.CLOSE and one.leans_to_yes,
        "within": _within(one),
    }


def _chance(one: Owed) -> str:
    """How sure, in percent; at the ends of the curve only that it is more, or less."""
    if one.by == Rule.NAMED or one.chance is None:
        return ""
    if one.chance > 0.99:
        return _("over %(percent)s") % {"percent": percent(0.99, 0)}
    if one.chance < 0.01:
        return _("under %(percent)s") % {"percent": percent(0.01, 0)}
    return percent(one.chance, 0)


def _within(one: Owed) -> str:
    """The languages a number counts as one, by name."""
    return ", ".join(name_of(tag, reader()) for tag in one.members)
