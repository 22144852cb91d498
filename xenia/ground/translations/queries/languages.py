"""The languages the office's texts are said in."""

from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.common.languages import Language

SOURCE = "en"


def other_languages() -> list[Language]:
    """The office's languages but English, in which texts are first written."""
    return [one for one in HANDLERS.office_languages() if one.code != SOURCE]


def other_codes() -> list[str]:
    """Their tags."""
    return [one.code for one in other_languages()]
