"""What to say where the packages for reports are not installed."""

from typing import Final

HOW_TO_GET: Final = (
    "The packages for reports are not here yet. ./run installs them by itself once the office "
    "is open; a server installs them first with: ./run --full"
)
