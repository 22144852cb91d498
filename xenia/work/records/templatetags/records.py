"""Days, colleagues and what was opened, in the reader's words."""

from datetime import date, datetime
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import clock, written_day

register = Library()


def _reader() -> str:
    return get_language() or "en"


@register.filter
def day(when: date | datetime | None) -> str:
    """A day in full; nothing when there is none."""
    if isinstance(when, datetime):
        when = local_time(when).date()
    return written_day(when, _reader()) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """A day and a time in the city."""
    if when is None:
        return ""
    here = local_time(when)
    return _("%(day)s, %(time)s") % {
        "day": written_day(here.date(), _reader()),
        "time": clock(here.time(), _reader()),
    }


@register.filter
def named(person: UUID | None, names: dict[UUID, str]) -> str:
    """A colleague's name; "" when she is gone."""
    return names.get(person, "") if person else ""


@register.filter
def opened(value: object) -> str:
    """What a sealed field says; that it was erased, where it was; a dash where nothing was written."""
    return str(value) or "—"
