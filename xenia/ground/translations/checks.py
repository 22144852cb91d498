"""Where Django would fall to English without a word, `xenia check` says so."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Remark
from django.db import DatabaseError

from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.common.languages import Language, all_languages, language
from xenia.ground.translations.catalogues import compiled_place, counted_codes
from xenia.ground.translations.flat_files import SHIPPED
from xenia.ground.translations.machines import MACHINES, MachineIsOff, machine_name, the_machine

AGAIN = "Run: xenia prepare --skip-checks"


@register(Tags.translation)
def shipped_languages_are_there(**_kwargs: Any) -> list[CheckMessage]:
    """Every interface language has its catalogue, and every catalogue that was compiled is still there.

    A language declared incomplete in `languages.csv` may lack the compiled one: its pages say so at the foot.
    """
    sources = Path(settings.LOCALE_SOURCES)
    lost = [code for code in SHIPPED if not (sources / f"{code}.po").is_file()]
    found: list[CheckMessage] = [
        Error(
            f"locale/{code}.po is missing: pages in this language would be in English.",
            hint="Run: xenia collect-messages",
            id="translations.E001",
        )
        for code in lost
    ]
    target = Path(settings.LOCALE_PATHS[0])
    return found + [_not_compiled(code) for code in counted_codes() if _is_silent(code, target)]


@register(Tags.translation)
def right_to_left_languages_run_right_to_left(**_kwargs: Any) -> list[CheckMessage]:
    """Django lays a page out from right to left only when the settings say so."""
    return [
        Error(
            f"{one.english_name} ({one.code}) is written from right to left, but not in LANGUAGES_BIDI.",
            id="translations.E003",
        )
        for one in all_languages()
        if one.direction == "rtl" and one.code not in settings.LANGUAGES_BIDI
    ]


@register(Tags.database)
def chosen_languages_are_there(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """A language the office has chosen may have no catalogue: its content is kept, its interface is English."""
    target = Path(settings.LOCALE_PATHS[0])
    return [
        Remark(
            f"The interface is not translated into {one.english_name} ({one.code}): "
            "its pages are in English and say so at the foot.",
            hint="Declare it incomplete in languages.csv, or add its catalogue to locale/.",
            id="translations.W001",
        )
        for one in _chosen(databases)
        if one.code != "en" and one.code not in SHIPPED and _is_silent(one.code, target)
    ]


def _chosen(databases: Sequence[str] | None) -> Sequence[Language]:
    if "default" not in (databases or []):
        return []
    try:
        return HANDLERS.office_languages()
    except DatabaseError:  # before the first migration
        return []


def _is_silent(code: str, target: Path) -> bool:
    return not language(code).is_incomplete and not compiled_place(code, target).is_file()


def _not_compiled(code: str) -> Error:
    return Error(
        f"The catalogue of {code} is not compiled: its pages would be in English.",
        hint=AGAIN,
        id="translations.E002",
    )


@register(Tags.translation)
def the_machine_is_there(**_kwargs: Any) -> list[CheckMessage]:
    """An engine the settings name can be found."""
    try:
        the_machine()
    except MachineIsOff:
        return []
    except ImportError:
        return [
            Error(
                f"TRANSLATION_MACHINE names {machine_name()!r}, which is not there.",
                hint=f"Write off, {', '.join(MACHINES)}, or the dotted path of an engine.",
                id="translations.E004",
            )
        ]
    return []
