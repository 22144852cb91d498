"""Calendars as files (RFC 5545), going out and coming in. Pure: moments in, text out; bytes in, busy times out."""

from .busy import BusyTimes, busy_times
from .parts import NotACalendar, TooBig, TooManyTimes
from .writing import Entry, calendar_text

__all__ = [
    "BusyTimes",
    "Entry",
    "NotACalendar",
    "TooBig",
    "TooManyTimes",
    "busy_times",
    "calendar_text",
]
