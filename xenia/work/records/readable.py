"""What was opened of a person, as a page to read and a file for machines."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.common.languages import language as language_named
from xenia.work.records.bundle import Bundle, Opened, as_json
from xenia.work.records.in_words import beside, lines_of
from xenia.work.records.inventory.words import words_for
from xenia.work.records.queries.looks import ShownLook, who_acted

# Inside a zip every file has a day; this one says nothing.
NO_DAY = (1980, 1, 1, 0, 0, 0)
ACTS = "accounts.auditevent"


def as_zip(
    bundles: list[Bundle],
    *,
    template: str,
    name: str,
    language: str,
    at: datetime,
    looks: Iterable[ShownLook] = (),
    **more: Any,
) -> bytes:
    """`<name>.html` in a language, and `<name>.json`."""
    with override(language):
        page = render_to_string(
            template,
            {
                "language": language_named(language),
                "people": [_person(bundle, language) for bundle in bundles],
                "looks": list(looks),
                "at": at,
                **more,
            },
        )
    return _zipped({f"{name}.html": page.encode(), f"{name}.json": as_json(bundles)})


def _person(bundle: Bundle, language: str) -> dict[str, Any]:
    """The rows under the name of their kind, personal fields by name, the rest as it is."""
    owners = {one for row in bundle.rows for one in row.organizations}
    names = HANDLERS.organization_names(owners, language) if owners else {}
    found: dict[str, list[dict[str, Any]]] = {}
    acted = _actors(bundle, language)
    for place, row in enumerate(bundle.rows):
        shown = _row(row, language) | {
            "owners": [names.get(one, str(one)) for one in row.organizations],
            "who": acted.get(place, ""),
        }
        found.setdefault(row.kind, []).append(shown)
    return {
        "known_as": bundle.known_as,
        "kinds": [
            {"name": str(words_for(label).name), "rows": rows} for label, rows in found.items()
        ],
    }


def _actors(bundle: Bundle, language: str) -> dict[int, str]:
    """Who did what to her records, by role: {place of the row: words}."""
    acts = [(place, row.held) for place, row in enumerate(bundle.rows) if row.kind == ACTS]
    words = who_acted([(held["actor_id"], held["at"]) for _place, held in acts], reader=language)
    return {place: who for (place, _held), who in zip(acts, words, strict=True)}


def _row(row: Opened, language: str) -> dict[str, Any]:
    """said: personal fields in words. by_sort: the rest in words; beside: the rest as the tables have it."""
    words = words_for(row.kind).fields
    return {
        "said": [
            (str(words[name]), lines_of(row.held[name], language))
            for name in words
            if name in row.held
        ],
        "by_sort": beside(row.kind, row.held, language),
        "beside": [(name, value) for name, value in row.held.items() if name not in words],
        "erased": [str(words.get(name, name)) for name in row.erased],
        "sealed": [str(words.get(name, name)) for name in row.sealed_to],
    }


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
