"""Filling in a sheet: opened, given more lines, sent, wrong, crossed by somebody else, kept."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.forms.sheet import Plan, Sheet, Values
from xenia.registers.directory.operations import ChangedMeanwhile
from xenia.registers.directory.operations.history import shown
from xenia.registers.directory.queries.details import DETAILS, write_rows
from xenia.registers.directory.queries.wording import field_name, value_in_words
from xenia.registers.directory.views.lists import reader_of

Save = Callable[[Sheet], HttpResponse]


def fill_in(
    request: StaffRequest,
    plan: Plan,
    *,
    template: str,
    now: Callable[[], Values],
    save: Save,
    kind: str,
    context: dict[str, Any],
    asked: Values | None = None,
) -> HttpResponse:
    """Answer one page of a sheet. now: what stands at this moment. save: keeps a valid sheet and leads on.

    asked: what this person asked to change before and nobody decided yet; the sheet opens with it.

    A sheet that is wrong, or that crosses what somebody else saved, comes back with everything that was typed.
    """

    def page(sheet: Sheet, status: int = 200, **more: Any) -> HttpResponse:
        said = {"sheet": sheet, "form": sheet.form, "part": sheet.part(), **_tiles(request, sheet)}
        return render(request, template, context | said | more, status=status)

    if request.method != "POST":
        return page(Sheet.of(plan, now(), asked))
    sheet = Sheet.sent(plan, request.POST)
    wants_more = request.POST.get("more", "")
    if wants_more in plan.rows:
        return page(sheet.with_more(wants_more), at_part=wants_more)
    if not sheet.is_valid():
        return page(sheet, problems=list(sheet.problems()))
    try:
        return save(sheet)
    except ChangedMeanwhile as meanwhile:
        current = now()
        crossings = _crossings(kind, meanwhile.fields, sheet, current, reader_of(request))
        return page(sheet.over(current), status=409, crossings=crossings)


def _crossings(
    kind: str, fields: list[str], sheet: Sheet, current: Values, reader: str
) -> list[dict[str, str]]:
    typed = sheet.touched()
    return [
        {
            "field": field_name(name, reader),
            "now": _in_words(kind, name, current.get(name), reader),
            "typed": _in_words(kind, name, typed.get(name), reader),
        }
        for name in fields
    ]


def _in_words(kind: str, name: str, value: Any, reader: str) -> str:
    if name in DETAILS:
        return value_in_words(kind, name, write_rows(_whole(name, value)) if value else "", reader)
    if name == "terms":
        return value_in_words(kind, name, ",".join(sorted(value or ())), reader)
    return value_in_words(kind, name, shown(value), reader)


def _whole(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    blank = {"type": "voice", "details": "", "name": "", "title": "", "email": ""}
    return [blank | row for row in rows]


def _tiles(request: StaffRequest, sheet: Sheet) -> dict[str, Any]:
    """The kinds of help as boxes to tick, under their tiles."""
    if "terms" not in sheet.form.fields:
        return {}
    chosen = set(sheet.form["terms"].value() or ())
    taxonomy, reader = load_taxonomy(), reader_of(request)
    tiles = []
    for tile in taxonomy.tiles():
        boxes = [
            {"code": code, "label": taxonomy.label(code, reader), "is_chosen": code in chosen}
            for code in taxonomy.branch(tile.code)
        ]
        tiles.append(
            {
                "label": tile.label(reader),
                "boxes": boxes,
                "chosen": sum(box["is_chosen"] is True for box in boxes),
            }
        )
    return {"tiles": tiles}
