"""The dimensions an entry may carry. Another one is added by a decision record."""

from typing import Final

DIMENSIONS: Final = (
    "program",
    "service_type",
    "provider",
    "department",
    "fund",
    "language",
    "area",
    "origin",
    "case_type",
    "need",
    "reason",
    "outcome",
    "mode",
    "is_new",
)
