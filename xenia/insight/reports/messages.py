"""The messages of this room. None carries a figure, nor says of whom."""

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message

COUNTS_ASKED = "reports.counts_asked"
COUNTS_DUE_SOON = "reports.counts_due_soon"
COUNTS_LATE = "reports.counts_late"


def register_messages() -> None:
    """Tell the room of messages what is said."""
    for code, title, text in (
        (
            COUNTS_ASKED,
            _("The office asks for your counts"),
            _(
                "The office writes its yearly report and asks what your organization did. Sign in, read what is asked"
                " and by when, and send your counts."
            ),
        ),
        (
            COUNTS_DUE_SOON,
            _("Your counts for the yearly report are due soon"),
            _(
                "The office has not got your counts for its yearly report yet. Sign in and send them, or say that you"
                " have nothing to report."
            ),
        ),
        (
            COUNTS_LATE,
            _("Your counts for the yearly report are late"),
            _(
                "The day for your counts is over. Sign in and send them, or say that you have nothing to report. The"
                " report names who did not answer."
            ),
        ),
    ):
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
