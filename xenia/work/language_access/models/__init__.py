"""What is kept of interpreters and translators."""

from xenia.work.language_access.models.apart import Conflict, DoNotSend
from xenia.work.language_access.models.credential import Credential
from xenia.work.language_access.models.hours import HoursException, WeeklyHours
from xenia.work.language_access.models.interpreter import Interpreter, ServedArea
from xenia.work.language_access.models.pair import LanguagePair

__all__ = [
    "Conflict",
    "Credential",
    "DoNotSend",
    "HoursException",
    "Interpreter",
    "LanguagePair",
    "ServedArea",
    "WeeklyHours",
]
