"""The interface's own words: catalogues compiled at set-up, and what is honest to say about them."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from xenia.ground.common.languages import language
from xenia.ground.translations.flat_files import is_draft, is_translated, read_catalogue

SUMMARY = "coverage.json"
AREAS = "areas.json"


def compile_catalogues(source: Path, target: Path) -> dict[str, dict[str, int]]:
    """Compile every `<language>.po` of a folder for Django, and count what is translated.

    Returns and keeps per language: total, translated, drafts. A text marked fuzzy is a draft and is shown.
    """
    coverage: dict[str, dict[str, int]] = {}
    areas: dict[str, dict[str, dict[str, int]]] = {}
    for path in sorted(source.glob("*.po")):
        catalogue = read_catalogue(path)
        entries = [entry for entry in catalogue if not entry.obsolete]
        drafts = [entry for entry in entries if is_draft(entry)]
        coverage[path.stem] = {
            "total": len(entries),
            "translated": sum(is_translated(entry) for entry in entries),
            "drafts": len(drafts),
        }
        areas[path.stem] = _by_area(entries)
        for entry in drafts:
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        compiled = compiled_place(path.stem, target)
        compiled.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(compiled))
    target.mkdir(parents=True, exist_ok=True)
    (target / SUMMARY).write_text(json.dumps(coverage, indent=1), encoding="utf-8")
    (target / AREAS).write_text(json.dumps(areas, indent=1), encoding="utf-8")
    read_coverage.cache_clear()
    read_areas.cache_clear()
    return coverage


def _by_area(entries: Iterable[polib.POEntry]) -> dict[str, dict[str, int]]:
    """How many texts of each area are missing, drafts, reviewed; an area is a room, by its folder's name."""
    counted: dict[str, Counter[str]] = {}
    for entry in entries:
        area = _area_of(min((place for place, _line in entry.occurrences), default=""))
        state = "draft" if is_draft(entry) else "reviewed" if is_translated(entry) else "missing"
        counted.setdefault(area, Counter())[state] += 1
    return {area: dict(counts) for area, counts in counted.items()}


def _area_of(place: str) -> str:
    """The room a text stands in: xenia/face/home/cards.py is home; what we borrow goes by its package."""
    house, *inside = place.split("/")
    if house != "xenia" or len(inside) < 2:
        return house or "borrowed"
    return inside[0] if inside[0] == "config" else inside[1]


def compiled_place(code: str, target: Path) -> Path:
    """Where Django looks for a compiled catalogue: pt-br in pt_BR, zh-hans in zh_Hans."""
    return target / to_locale(code) / "LC_MESSAGES" / "django.mo"


def counted_codes() -> list[str]:
    """The languages that were compiled for this data folder; none before it is prepared."""
    return sorted(_counted())


@cache
def read_coverage() -> dict[str, dict[str, int]]:
    """How much of the interface each language has, as counted when it was compiled.

    A language whose compiled catalogue is gone has nothing: Django would show English and say nothing.
    """
    target = Path(settings.LOCALE_PATHS[0])
    return {
        code: counts
        for code, counts in _counted().items()
        if compiled_place(code, target).is_file()
    }


@cache
def read_areas() -> dict[str, dict[str, dict[str, int]]]:
    """How far each area of the interface is said: {language: {area: {state: texts}}}, counted when compiled."""
    path = Path(settings.LOCALE_PATHS[0]) / AREAS
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _counted() -> dict[str, dict[str, int]]:
    path = Path(settings.LOCALE_PATHS[0]) / SUMMARY
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def drafts_note(reader: str) -> str:
    """The line at a page's foot when nobody has reviewed the wording yet; empty for English."""
    if reader == "en":
        return ""
    counted = read_coverage().get(reader)
    if not counted or counted["translated"] < counted["total"]:
        return _("Not every word here is in %(language)s yet. What is missing is in English.") % {
            "language": language(reader).own_name
        }
    if counted["drafts"]:
        return _(
            "This translation is a draft. A person who reads the language has not checked it yet."
        )
    return ""
