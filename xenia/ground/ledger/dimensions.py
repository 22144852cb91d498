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
    # A dialect, in words of the office's own list; how a figure was counted.
    "dialect",
    "method",
    # A service of the directory.
    "service",
)
# Figures counted in different ways are never added together.
METHOD: Final = "method"
