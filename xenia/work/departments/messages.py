"""The messages of this room. None says which service."""

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message

STATEMENTS_DUE_SOON = "departments.statements_due_soon"
STATEMENTS_LATE = "departments.statements_late"


def register_messages() -> None:
    """Tell the room of messages what is said."""
    for code, title, text in (
        (
            STATEMENTS_DUE_SOON,
            _("Confirm soon who may use your services"),
            _(
                "A year is nearly over since your department said who may use its services. Sign in, read it, and"
                " confirm it."
            ),
        ),
        (
            STATEMENTS_LATE,
            _("Who may use your services is not confirmed"),
            _(
                "Residents read that your department has not confirmed who may use its services. Sign in, read it, and"
                " confirm it."
            ),
        ),
    ):
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
