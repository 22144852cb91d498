"""What is said about plans and reports. None says of which department."""

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message

PLAN_TO_READ = "language_access.plan_to_read"
PLAN_SENT_BACK = "language_access.plan_sent_back"
PLAN_TO_SIGN = "language_access.plan_to_sign"
PLAN_IN_FORCE = "language_access.plan_in_force"
PLAN_ENDS = "language_access.plan_ends"
PLANS_LATE = "language_access.plans_late"
REPORT_DUE_SOON = "language_access.report_due_soon"


def register_plan_messages() -> None:
    """What coordinators and the office are told about plans. None says of which department."""
    said = {
        PLAN_TO_READ: (
            _("A language access plan waits to be read"),
            _("A department asks you to read its language access plan. Sign in to read it."),
        ),
        PLAN_SENT_BACK: (
            _("Your language access plan came back"),
            _("The language access office asks for a change in your plan. Sign in to read it."),
        ),
        PLAN_TO_SIGN: (
            _("Your language access plan waits for your signature"),
            _("The language access office has read your plan. Sign in to sign it."),
        ),
        PLAN_IN_FORCE: (
            _("Your language access plan is in force"),
            _("Your language access plan is in force. Everybody can read it from today on."),
        ),
        PLAN_ENDS: (
            _("Your language access plan ends soon"),
            _("Your language access plan ends soon. Sign in and start the next one from it."),
        ),
        PLANS_LATE: (
            _("A language access plan has ended"),
            _("A language access plan ended and no new one is in force. Sign in to see which."),
        ),
        REPORT_DUE_SOON: (
            _("Your yearly report on language access is due"),
            _("Your yearly report on language access is due on February 1. Sign in to send it."),
        ),
    }
    for code, (title, text) in said.items():
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
