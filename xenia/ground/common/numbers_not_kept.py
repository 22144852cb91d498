"""Numbers of papers that are never kept: Social Security and tax numbers, alien numbers, receipt numbers."""

import re
from typing import Final

from django.utils.translation import gettext

# Social Security and tax numbers are written with 3, 2 and 4 figures, or 9 after their name; A-numbers with 8 or 9 after an A;
# receipt numbers of applications with 3 letters and 10 figures.
_NUMBERS: Final = re.compile(
    r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"
    r"|(?:(?<=ssn)|(?<=itin))[\s:#]*\d{9}(?!\d)"
    r"|\ba[-#\s]{0,2}\d{3}[- ]?\d{3}[- ]?\d{2,3}(?!\d)"
    r"|\b[a-z]{3}[-#*]?\d{2}[- ]?\d{3}[- ]?\d{5}(?!\d)"
    r"|\b[a-z]{3} \d{2}[- ]\d{3}[- ]\d{5}(?!\d)",
    re.IGNORECASE,
)


def has_a_number(text: str) -> bool:
    """Whether a text holds such a number."""
    return _NUMBERS.search(text) is not None


def without_numbers(text: str) -> str:
    """A text with each such number struck out; the same text where there is none."""
    if not has_a_number(text):
        return text
    left_out = gettext("[number left out]")
    return " ".join(_NUMBERS.sub(f" {left_out} ", text).split())
