"""The report's own words: titles of its parts, units, and the rules every reader should know."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xenia.insight.reports.measures import Unit

UNITS: Final[Mapping[Unit, Promise]] = {
    Unit.PEOPLE: pgettext_lazy("unit", "people"),
    Unit.EVENTS: pgettext_lazy("unit", "times"),
    Unit.ACTS: pgettext_lazy("unit", "times"),
    Unit.MATTERS: pgettext_lazy("unit", "matters"),
    Unit.PLACES: pgettext_lazy("unit", "places"),
    Unit.MINUTES: pgettext_lazy("unit", "minutes"),
    Unit.DAYS: pgettext_lazy("unit", "days"),
    Unit.AMOUNT: pgettext_lazy("unit", "in all"),
}

# Every part of the report: its title, and the clause it answers.
# Source: City of Boston, Ord. 2023 c. 10, annual report (B)(1) to (B)(4).
PARTS: Final[Mapping[str, tuple[Promise, str]]] = {
    "summary": (_("The year on one page"), ""),
    "letter": (_("A letter from the director"), ""),
    "population": (_("Who lives here"), "(B)(1)"),
    "needs": (_("What people need"), "(B)(2)"),
    "barriers": (_("What stands in the way"), "(B)(3)"),
    "programs": (_("What programs did"), "(B)(4)"),
    "capacity": (_("Places in programs"), "(B)(4)(a)"),
    "intakes": (_("Intakes and eligibility screenings"), "(B)(4)(b)"),
    "people": (_("People served"), "(B)(4)(c)"),
    "matters": (_("Matters and their outcomes"), "(B)(4)(d)"),
    "legal": (_("Legal help"), "(B)(4)(e)"),
    "office": (_("What else the office did"), ""),
    "reported": (_("Reported by others"), ""),
    "recommendations": (_("What we recommend"), "(B)(3)"),
    "comparison": (_("Compared with the year before"), ""),
    "methods": (_("How we counted"), ""),
    "certificate": (_("How people are protected"), ""),
}
BELOW: Final = frozenset({"capacity", "intakes", "people", "matters", "legal"})

STATES: Final[Mapping[str, Promise]] = {
    "draft": _("This is a draft. Its numbers can still change."),
    "signed": _("Two people signed this report. It is not posted yet."),
    "posted": _("Two people signed this report, and it is posted."),
}

METHODS: Final[tuple[tuple[Promise, Promise], ...]] = (
    (
        _("Rows of people do not add up"),
        _(
            "A person is counted once in each row, however often that person came, and once in the last line. "
            "Somebody who had two kinds of help stands in two rows and in the last line once. So the rows together "
            "are more than the last line. Never add them."
        ),
    ),
    (
        _("People without a name"),
        _(
            "Somebody who did not give a name may come back and be counted again. These contacts stand apart and are "
            "not part of the number of people."
        ),
    ),
    (
        _("A zero, and no data"),
        _(
            "0 means that we count this and it did not happen. “No data” means that nothing was written down about "
            "it in this year; it does not mean that it did not happen."
        ),
    ),
    (
        _("Numbers that are not shown"),
        _(
            "A hatched box stands for a number that could point to somebody, or that would let a reader work out "
            "another one. It may be a small number, a large one or a zero: the box is the same for all. Percents, "
            "charts and files are made from the shown numbers alone."
        ),
    ),
    (
        _("Late entries"),
        _(
            "What is written down late still counts in the year it happened, until that year is sealed. Sealing "
            "stores every number and then destroys the keys by which a person is counted once. After that only sums "
            "that do not count people can be corrected, and each correction is a new version that says what changed."
        ),
    ),
    (
        _("Reported by others"),
        _(
            "Partners and departments with their own systems tell us their own numbers. We cannot see whether two of "
            "them, or we and they, counted the same person. So their numbers stand apart and are never added to ours."
        ),
    ),
    (
        _("Estimates"),
        _(
            "Estimates of who lives here come from surveys. The margin says how far off they may be: in 90 of 100 "
            "samples the true number lies within it. Nobody in this office counts or asks who has which status."
        ),
    ),
)

NOT_SHOWN: Final = _("not shown")
NO_DATA: Final = _("no data")
EVERYBODY: Final = _("All, each person once")
ALL: Final = _("All together")
# The column of contacts without a name: its code in every file, its words, and what a reader should know.
UNNAMED: Final = "unnamed"
UNNAMED_WORDS: Final = _("Contacts without a name")
APART: Final = _("Contacts without a name stand apart and are not part of any number beside them.")

# Why the numbers of a table differ from others that look like them, by the table's first measure, and whose those are.
_SERVED_OR_SENT: Final = _(
    "Part (c) counts people who were given help. Part (e) also counts people who were only referred to legal help, so"
    " the two numbers differ."
)
DIFFERENCES: Final[Mapping[str, tuple[Promise, str]]] = {
    "people.served": (_SERVED_OR_SENT, "legal.people"),
    "legal.people": (_SERVED_OR_SENT, "people.served"),
    "legal.people_by_case_type": (
        _(
            "This table counts people with a legal matter that somebody worked on in the year. “%(other)s” also counts"
            " people who were only referred, so its total is larger."
        ),
        "legal.people",
    ),
    "legal.referred_sent": (
        _(
            "This table counts everybody who was referred. In “%(other)s”, whoever our office helped with the same thing"
            " stands with our office, and people whom a provider helped in a matter it holds here are counted too."
        ),
        "legal.people",
    ),
}
# One sentence where the numbers that are not shown are counted, at the beginning and at the end.
TWO_COUNTS: Final = _(
    "The first page counts each printed number of this year once. The certificate counts every cell that was measured,"
    " printed or not."
)
