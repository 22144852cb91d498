"""The office's own settings, its areas, its calendar, and the laws it works by."""

from .areas import Area, AreaZip
from .calendar import CalendarVersion, Closure
from .law import LegalBasis
from .office import Office, OfficeLanguage

__all__ = [
    "Area",
    "AreaZip",
    "CalendarVersion",
    "Closure",
    "LegalBasis",
    "Office",
    "OfficeLanguage",
]
