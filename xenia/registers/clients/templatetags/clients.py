"""Days, languages and what was erased, in the reader's words."""

from collections.abc import Iterable
from datetime import date, datetime

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_time
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import clock, written_day
from xenia.ground.design.rows import TaskRow, rows_below, tag
from xenia.ground.reference.countries import countries
from xenia.ground.reference.office import office_facts
from xenia.ground.vault.purposes import PURPOSES
from xenia.registers.clients.sections import Row

register = Library()


def _reader() -> str:
    return get_language() or "en"


@register.simple_tag
def section_rows(lines: Iterable[Row]) -> SafeString:
    """The lines of a part that an upper room shows on her page."""
    return rows_below(
        TaskRow(row.title, row.url, row.when, note=tag(row.state, "") if row.state else "")
        for row in lines
    )


@register.filter
def day(when: date | datetime | None) -> str:
    """A day in full; nothing when there is none."""
    if isinstance(when, datetime):
        when = local_time(when).date()
    return written_day(when, _reader()) if when else ""


@register.filter
def moment(when: datetime) -> str:
    """A day and a time in the city."""
    here = local_time(when)
    return _("%(day)s, %(time)s") % {
        "day": written_day(here.date(), _reader()),
        "time": clock(here.time(), _reader()),
    }


@register.filter
def tongue(code: str) -> str:
    """A language's name."""
    code = str(code)
    return name_in(code, _reader()) if code and is_known(code) else code


@register.filter
def area(code: str) -> str:
    """An area's name."""
    return office_facts().area_name(str(code), _reader()) if code else ""


@register.filter
def country(code: str) -> str:
    """A country's name."""
    return countries(_reader()).get(str(code).upper(), str(code))


@register.filter
def why(purpose: str) -> str:
    """For what a record was opened."""
    return str(PURPOSES.get(purpose, ""))
