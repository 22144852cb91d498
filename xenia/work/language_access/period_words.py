"""Periods in the reader's words."""

from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_month
from xenia.work.language_access.queries.periods import Period, Span


def period_words(period: Period, reader: str, *, whole: bool = False) -> str:
    """A period, such as "July 2026 to September 2026". whole: also the months that have not begun."""
    end = period.last if whole else period.until
    first, last = written_month(period.first, reader), written_month(end, reader)
    if whole and period.span == Span.YEAR:
        return str(period.year)
    if first == last:
        return first
    words = _("%(first)s to %(last)s") % {"first": first, "last": last}
    if whole and period.span == Span.FISCAL:
        return f"{period.year}: {words}"
    return words
