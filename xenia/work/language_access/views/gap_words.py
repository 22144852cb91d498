"""What the roster lacks, in the reader's words."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import clock
from xenia.work.language_access.models.request import Cause, Mode
from xenia.work.language_access.queries.gaps import DayGap, LanguageGap


def gaps_shown(found: Iterable[LanguageGap], reader: str) -> list[dict[str, Any]]:
    """One row for each language."""
    return [
        {
            "gap": one,
            "name": name_in(one.language, reader),
            "days": [day_words(day, reader) for day in one.days],
        }
        for one in found
    ]


def day_words(day: DayGap, reader: str) -> str:
    """The hours without anybody; nothing where somebody is always there."""
    if day.is_whole:
        return _("all day")
    return ", ".join(
        f"{clock(time(start), reader)}–{clock(time(end), reader)}" for start, end in day.spans
    )


def causes_shown(found: Iterable[Mapping[str, Any]], reader: str) -> list[dict[str, Any]]:
    """Why nobody was found, by language and mode."""
    return [
        {
            "name": name_in(one["language"], reader),
            "mode": Mode(one["mode"]).label,
            "cause": Cause(one["cause"]).label,
            "times": one["times"],
        }
        for one in found
    ]
