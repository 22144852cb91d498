"""The clock of the pages, set to a day of the tests."""

from datetime import datetime
from typing import Any

PAGES = ("assignment", "by_link", "calendar_feed", "calendars", "my_hours", "my_week")


def set_clock(monkeypatch: Any, at: datetime) -> None:
    """From now on the interpreter's pages think it is this moment."""
    for name in PAGES:
        monkeypatch.setattr(f"xenia.work.language_access.views.{name}.now", lambda: at)
