"""The parts of a report that colleagues write words for, and what to write there."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# In the order of the report; their titles are the document's.
HINTS: "Final[dict[str, _StrPromise]]" = {
    "summary": _("What the office did this year, and what comes next. Plain words, one page."),
    "letter": _("From the director to the Council."),
    "population": _("What changed among people from other countries, and how sure that is."),
    "needs": _("What was asked for most, and what nobody could offer."),
    "barriers": _("Which barriers were met, and what should be done about them."),
    "programs": _("What was planned, what was given, and why they differ."),
    "legal": _("Which help was given, and where people had to be sent on."),
    "office": _("Complaints, interpreters, questions and requests for records."),
    "recommendations": _("What the Mayor, the Council and departments should do, and by when."),
}
