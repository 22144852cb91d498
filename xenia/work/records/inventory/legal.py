"""What the records of legal matters are called, and why each field is held."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xenia.work.records.inventory.worded import Words

LEGAL: dict[str, Words] = {
    "casework.legalside": Words(
        _("Legal sides of matters"),
        _("What a legal case is, sealed for the one house that works on it: the office, or one provider."),
        {
            "case_type": _("type of case"),
            "venue": _("before whom it is"),
            "problem_code": _("a funder’s code of the problem"),
            "benefits": _("what it brought her"),
        },
        _("the day the matter was closed"),
    ),
    "casework.legalnote": Words(
        _("Sealed notes of legal matters"),
        _("Notes only the house that works on it opens. What stays behind when a matter is handed over is destroyed after 30 days."),
        {"text": _("the note")},
        _("the day the matter was closed"),
    ),
    "casework.activity": Words(
        _("Time on matters"), _("How many minutes a colleague worked on a matter, and on which day.")
    ),
    "casework.deadline": Words(
        _("Deadlines of matters"), _("By which day something must happen, and whether it did.")
    ),
    "casework.conflictcheck": Words(
        _("Looks for conflicts"),
        _("When somebody looked whether her house stands on the other side, and whether it does."),
    ),
    "casework.laterdecision": Words(
        _("Later decisions"), _("How something was decided after a matter was closed.")
    ),
    "casework.handover": Words(
        _("Matters handed over"),
        _("Which house gave a matter to which, on which day, and how many notes went along."),
    ),
    "casework.credential": Words(
        _("Credentials of representatives"),
        _("Which attorney or accredited representative may speak for people, and until when."),
        since=_("the day it began"),
    ),
}  # fmt: skip
LEGAL_WHY = (
    gettext_noop("what the case is, for whoever represents her and for the year's counts"),
    gettext_noop("before whom somebody speaks for her, to choose who may"),
    gettext_noop("the funder's code of the problem"),
    gettext_noop("what the case brought her"),
    gettext_noop("what whoever represents her wrote down"),
)
