"""What each kind of record of complaints is called, and why each field is held."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xenia.work.records.inventory.worded import Words

CLOSED = _("the day the complaint was closed")
COMPLAINTS: dict[str, Words] = {
    "ombudsman.complaint": Words(
        _("Complaints"),
        _(
            "Somebody complained to the office. No name is needed, and nothing leads to another record."
        ),
        {"language": _("language"), "destination": _("where she was told to go")},
        CLOSED,
    ),
    "ombudsman.complaintstep": Words(
        _("Steps of complaints"),
        _("When a complaint moved on, and which colleague did it."),
    ),
    "ombudsman.clock": Words(
        _("Clocks of complaints"),
        _("Until when something is due for a complaint, and when it was done."),
    ),
    "ombudsman.complaintword": Words(
        _("What was written about a complaint"),
        _("What she wrote, what we answered, and our notes. Only this office opens them."),
        {"text": _("the words"), "english": _("the same in English")},
        CLOSED,
    ),
    "ombudsman.departmentword": Words(
        _("What a department read and replied"),
        _("What we asked a department, in words that name nobody, and what it replied."),
        {"text": _("the words")},
        CLOSED,
    ),
    "ombudsman.release": Words(
        _("What she lets a department know"),
        _("One thing about her that a department may know for a time, because she said so."),
        {"value": _("the one thing, such as a case number")},
        _("the day until which she allowed it"),
    ),
    "ombudsman.evidence": Words(
        _("Pictures that belong to a complaint"),
        _("Pictures and papers, drawn anew without anything a camera wrote beside them."),
        {"picture": _("the picture"), "caption": _("what it shows")},
        CLOSED,
    ),
    "ombudsman.finding": Words(
        _("What we found about a complaint"),
        _("Whether she was right, as a code, and which colleague found it."),
    ),
    "ombudsman.remedy": Words(
        _("What makes a complaint good"),
        _("What the department does for her, until when, and who saw that it is there."),
        {"text": _("what is done")},
        CLOSED,
    ),
    "ombudsman.recommendation": Words(
        _("Recommendations to departments"),
        _("What a department should change for everybody, and which colleague wrote it."),
    ),
    "ombudsman.servicerequest": Words(
        _("Requests passed on to the city"),
        _("What was not a complaint but a request, in our words, and what the city said of it."),
        {"description": _("what the city is asked to do"), "address": _("where")},
        _("the day it was passed on"),
    ),
}
# As the models say it, to be translated.
COMPLAINTS_WHY = (
    gettext_noop("where she was told to go"),
    gettext_noop("what she complained about, what we answered, and our notes"),
    gettext_noop("the same in English, for the colleague who works on it"),
    gettext_noop("what we asked the department, and what it replied"),
    gettext_noop("what she lets the department know, so that it finds her file"),
    gettext_noop("what shows what happened"),
    gettext_noop("what the picture shows"),
    gettext_noop("what makes it good for her"),
    gettext_noop("what the city is asked to do"),
    gettext_noop("where"),
)
