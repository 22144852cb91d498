"""Days, languages and rows in the reader's words, for the directory's staff pages."""

from datetime import date, datetime

from django.template import Context, Library
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import clock, written_day
from xenia.registers.directory.models import Service
from xenia.registers.directory.queries import wording
from xenia.registers.directory.queries.details import Row
from xenia.registers.directory.ways_on import WayOn, ways_on_for

register = Library()


def _reader() -> str:
    return get_language() or "en"


@register.simple_tag(takes_context=True)
def may_somewhere(context: Context, permission: str) -> bool:
    """Whether the person who reads the page may do this in the office, or for an organisation of hers."""
    user = context["request"].user
    return isinstance(user, User) and user.may_somewhere(permission)


@register.simple_tag(takes_context=True)
def ways_on(context: Context, service: Service) -> list[WayOn]:
    """What the person who reads the page can do next with a service in other rooms."""
    user = context["request"].user
    return ways_on_for(service, user) if isinstance(user, User) else []


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
def language_name(code: str) -> str:
    """A language's name for the reader."""
    return wording.language_name(code, _reader())


@register.filter
def row_words(row: Row, name: str) -> str:
    """A phone, a line of hours, a language … as people read it."""
    return wording.row_in_words(name, row, _reader())


@register.filter
def field_name(name: str) -> str:
    """What a field of the directory is called."""
    return wording.field_name(name, _reader())


@register.filter
def yes_no_unknown(value: bool | None) -> str:
    """A fact that may not be known yet."""
    if value is None:
        return _("We do not know yet")
    return _("Yes") if value else _("No")
