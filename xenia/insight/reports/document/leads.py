"""The answer of a table in a sentence or two, from shown numbers alone."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.insight.reports.document.model import Figure, Mark, Row, Table
from xenia.insight.reports.document.numbers import number
from xenia.insight.reports.document.words import UNNAMED
from xenia.insight.reports.measures.rows import UNSAID

# By the first measure of a table. a, b, c, ...: the columns of its last line, in their order.
SENTENCES: Final[Mapping[str, Promise]] = {
    "needs.said": gettext_lazy(
        "People told us of %(a)s needs. Of %(d)s needs that ended, %(b)s were met."
    ),
    "needs.unmet_reasons": gettext_lazy("%(a)s needs stayed unmet."),
    "barriers.heard": gettext_lazy(
        "People told us %(a)s times of something that stood in the way."
    ),
    "intakes.received": gettext_lazy("People asked us for help %(a)s times."),
    "screenings.eligibility": gettext_lazy("People looked up what they may get %(z)s times."),
    "people.served": gettext_lazy("%(a)s people were given help, each counted once."),
    "people.served_by_language": gettext_lazy("The same %(a)s people, by the language they speak."),
    "people.new": gettext_lazy("%(a)s people came to the office for the first time."),
    "matters.came": gettext_lazy(
        "%(e)s matters were open in the year: %(a)s from the year before and %(b)s new ones. %(c)s were closed, and %(d)s"
        " go on."
    ),
    "matters.outcomes": gettext_lazy("%(a)s matters were closed."),
    "matters.decided_later": gettext_lazy("%(z)s matters were decided after they were closed."),
    "legal.people": gettext_lazy("%(z)s people were given legal help, or were referred to it."),
    "legal.people_by_case_type": gettext_lazy(
        "%(c)s people had legal help. A person with two kinds of cases is counted once in the last line."
    ),
    "legal.referred_sent": gettext_lazy(
        "We referred %(a)s people to other legal providers. They took on %(b)s, and helped %(c)s."
    ),
    "legal_matters.outcomes": gettext_lazy("%(z)s legal matters were closed."),
    "legal_matters.benefits": gettext_lazy(
        "Legal matters that were closed in the year brought something %(z)s times."
    ),
    "complaints.filed": gettext_lazy("%(a)s complaints came in."),
    "complaints.filed_in": gettext_lazy(
        "The same %(a)s complaints, by the language they were told in."
    ),
    "complaints.in_time": gettext_lazy("%(a)s of %(c)s steps were done in time."),
    "interpreters.requested": gettext_lazy("Somebody asked us %(a)s times for an interpreter."),
    "interpreters.ended": gettext_lazy("%(a)s requests for an interpreter ended."),
    "contacts.visits": gettext_lazy("People came or called %(a)s times."),
    "referrals.sent": gettext_lazy("We sent people to other organizations %(a)s times."),
    "referrals.answered": gettext_lazy("Organizations answered %(a)s referrals."),
    "referrals.closed": gettext_lazy("%(a)s referrals ended."),
    "directory.unmet": gettext_lazy("%(a)s searches found nothing in our directory."),
    "enquiries.received": gettext_lazy("%(a)s questions came in."),
}
# Whose sentence says it all: what comes first in them tells nothing.
SAID_WHOLE: Final = frozenset({"complaints.in_time", "matters.came"})
# Of so many rows the largest is named.
FEWEST: Final = 3
NAMES: Final = "abcdef"
LAST: Final = "z"


def lead(made: Table, measure: str, column: int, language: str) -> str:
    """The answer of a table whose first measure this is. column: the one it is about."""
    last = next((row.figures for row in made.rows if row.kind == "total"), ())
    first = _whole(made, measure, last, column, language)
    if measure in SAID_WHOLE or measure.startswith("interpreters.meetings"):
        return first
    return " ".join(filter(None, [first, most(made, column, language)]))


def _whole(made: Table, measure: str, last: tuple[Figure, ...], column: int, language: str) -> str:
    """What the last line says; nothing where one of its numbers is not shown."""
    counted = [figure for at, figure in enumerate(last) if made.columns[at].code != UNNAMED]
    words = {
        name: number(figure.value, language)
        for name, figure in zip(NAMES, counted, strict=False)
        if figure.value is not None
    }
    if counted and counted[-1].value is not None:
        words[LAST] = number(counted[-1].value, language)
    if measure in SENTENCES:
        try:
            return str(SENTENCES[measure]) % words
        except KeyError:
            return ""
    if not last or last[column].value is None or len(counted) > 1:
        return ""
    return _("%(number)s in all.") % {"number": number(last[column].value or 0, language)}


def most(made: Table, column: int, language: str) -> str:
    """The row with most; of those shown where one is not, for a hidden number may be the largest.

    Nothing of fewer rows than three, which everybody reads at once, nor where two rows have most.
    """
    parts = [row for row in made.rows if row.kind != "total"]
    there = [
        (value, row.title)
        for row in parts
        if (value := row.figures[column].value) is not None and row.code != UNSAID
    ]
    if len(there) < FEWEST:
        return ""
    value, title = max(there, key=lambda pair: pair[0])
    if not value or sum(each == value for each, _title in there) > 1:
        return ""
    facts = {"name": title, "number": number(value, language)}
    if any(_is_hidden(row, column) for row in parts):
        return _("Of the numbers shown, the largest is %(number)s: “%(name)s”.") % facts
    return _("The largest number is %(number)s: “%(name)s”.") % facts


def _is_hidden(row: Row, column: int) -> bool:
    return row.figures[column].mark is Mark.PROTECTED
