"""What other rooms count by the day, before a month that is over loses its days."""

from collections.abc import Callable
from datetime import datetime

Work = Callable[[datetime], object]
BEFORE_CLOSING: dict[str, Work] = {}


def before_closing(name: str, work: Work) -> None:
    """Do it each time months are about to close, in the same transaction: nobody records meanwhile, and no day is lost."""
    BEFORE_CLOSING[name] = work
