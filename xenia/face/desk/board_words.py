"""What the rows of the board's tables are called."""

from django.utils.translation import gettext as _

from xenia.insight.reports.measures.words import CATEGORY_WORDS
from xenia.work.casework.models.need import Unmet

REASONS = dict(Unmet.choices)


def row_words(table: str, code: str) -> str:
    """A category of needs or a reason, in the reader's words."""
    words = CATEGORY_WORDS if table == "category" else REASONS
    return str(words[code]) if code in words else _("Not said")
