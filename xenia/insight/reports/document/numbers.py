"""How numbers, days and moments are written in a language: with Western digits everywhere, as the house does."""

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal

from xenia.ground.common.cldr import locale_of
from xenia.ground.common.dates import local_time
from xenia.ground.common.languages import babel_tag
from xenia.ground.common.local_words import written_day
from xenia.insight.reports.document.model import Figure, Mark, Number


def number(value: Number, language: str) -> str:
    """1,047, or 1.047 in Brazil."""
    places = "#,##0.##" if isinstance(value, Decimal) else "#,##0"
    locale = locale_of(babel_tag(language) or "en")
    return str(format_decimal(value, format=places, locale=locale, numbering_system="latn"))


def margin(figure: Figure, language: str) -> str:
    """± 690; "" where there is none."""
    return "" if not figure.margin else f"± {number(figure.margin, language)}"


def sign(figure: Figure, language: str) -> str:
    """A number, or the sign that stands for its mark; a protected number is drawn, not written."""
    if figure.value is not None:
        return number(figure.value, language)
    return "" if figure.mark is Mark.PROTECTED else "–"


def day(at: date | datetime, language: str) -> str:
    """A day in the city."""
    on = local_time(at).date() if isinstance(at, datetime) else at
    return written_day(on, language)
