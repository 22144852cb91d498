"""The office's own settings, its areas, and its calendar."""

from .areas import Area, AreaZip
from .calendar import CalendarVersion, Closure
from .office import Office, OfficeLanguage

__all__ = ["Area", "AreaZip", "CalendarVersion", "Closure", "Office", "OfficeLanguage"]
