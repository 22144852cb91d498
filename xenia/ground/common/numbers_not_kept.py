"""Numbers of papers that are never kept: Social Security and tax numbers, and alien numbers."""

import re
from typing import Final

from django.utils.translation import gettext

# Social Security and tax numbers are written with 3, 2 and 4 figures, or 9 after their name; A-numbers with 8 or 9 after an A.
_NUMBERS: Final = re.compile(
    r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"
    r"|(?:(?<=ssn)|(?<=itin))[\s:#]*\d{9}(?!\d)"
    r"|\ba[-#\s]{0,2}\d{3}[- ]?\d{3}[- ]?\d{2,3}(?!\d)",
    re.IGNORECASE,
)


def without_numbers(text: str) -> str:
    """A text with each such number struck out; the same text where there is none."""
    if not _NUMBERS.search(text):
        return text
    left_out = gettext("[number left out]")
    return " ".join(_NUMBERS.sub(f" {left_out} ", text).split())
