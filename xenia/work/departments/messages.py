"""The messages of this room. None says which service, what somebody wrote, or what we answer."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import CONTACTS_OF
from xenia.ground.reference.office import office_facts
from xenia.work.departments.models import Refusal

STATEMENTS_DUE_SOON = "departments.statements_due_soon"
STATEMENTS_LATE = "departments.statements_late"
ASKED_ABOUT_A_REFUSAL = "departments.asked_about_a_refusal"
REPORT_MOVED = "departments.report_moved"
EXAMPLE = "https://office.example/en/equal-access/answer/"


def _moved(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where she types her code; None when there is nothing to read any more."""
    if not Refusal.objects.filter(pk=record).exists():
        return None
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return {"link": f"{settings.SITE_ADDRESS}{reverse('equal_access:answer')}"}


def _contact_of(refusal: UUID) -> list[UUID]:
    row = Refusal.objects.filter(pk=refusal).values_list("contact_id", flat=True).first()
    return [row] if row else []


def register_messages() -> None:
    """Tell the room of messages what is said, and how somebody who reported a refusal is reached."""
    CONTACTS_OF[Refusal._meta.label_lower] = _contact_of
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
        (
            ASKED_ABOUT_A_REFUSAL,
            _("The office asks about one of your services"),
            _("Somebody was refused, and the office asks what happened. Sign in and answer."),
        ),
    ):
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
    add_message(
        Template(
            code=REPORT_MOVED,
            title=_("There is something to read for you"),
            purpose="answers",
            subject=_("There is something to read for you"),
            texts={
                "email": _(
                    "There is something to read for you. Open this page and type the code you got from us:\n%(link)s"
                ),
                "sms": _("There is something to read. Open the page and type your code: %(link)s"),
                "call": _("Hello. You wanted a call from us. I have an answer for you."),
            },
            examples={"link": EXAMPLE},
            facts=_moved,
        )
    )
