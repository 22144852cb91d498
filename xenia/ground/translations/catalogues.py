"""The interface's own words: catalogues compiled at set-up, and what is honest to say about them."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from xenia.ground.common.languages import language
from xenia.ground.translations.flat_files import is_draft, is_translated, read_catalogue

SUMMARY = "coverage.json"


def compile_catalogues(source: Path, target: Path) -> dict[str, dict[str, int]]:
    """Compile every `<language>.po` of a folder for Django, and count what is translated.

    Returns and keeps per language: total, translated, drafts. A text marked fuzzy is a draft and is shown.
    """
    coverage: dict[str, dict[str, int]] = {}
    for path in sorted(source.glob("*.po")):
        catalogue = read_catalogue(path)
        entries = [entry for entry in catalogue if not entry.obsolete]
        drafts = [entry for entry in entries if is_draft(entry)]
        coverage[path.stem] = {
            "total": len(entries),
            "translated": sum(is_translated(entry) for entry in entries),
            "drafts": len(drafts),
        }
        for entry in drafts:
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        compiled = compiled_place(path.stem, target)
        compiled.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(compiled))
    target.mkdir(parents=True, exist_ok=True)
    (target / SUMMARY).write_text(json.dumps(coverage, indent=1), encoding="utf-8")
    read_coverage.cache_clear()
    return coverage


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
