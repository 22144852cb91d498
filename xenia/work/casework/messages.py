"""The messages of this room. None says who she is, what she needs, or what we say."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import CONTACTS_OF
from xenia.ground.reference.office import office_facts
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import OPEN

REQUEST_MOVED = "casework.request_moved"
HANDED_TO_YOU = "casework.handed_to_you"
EXAMPLE = "https://office.example/en/ask-for-help/answer/"
EXAMPLE_AT_THE_DESK = "https://office.example/en/desk/cases/"


def _in(language: str) -> str:
    codes = office_facts().codes
    return language if language in codes else codes[0]


def _moved(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where she types her code; None when there is nothing to read any more."""
    if not Intake.objects.filter(pk=record, code_hash__isnull=False).exists():
        return None
    with translation.override(_in(language)):
        return {"link": f"{settings.SITE_ADDRESS}{reverse('casework:help_answer')}"}


def _page_to_go_on(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where a colleague goes on; None when it has ended."""
    if not Intake.objects.filter(pk=record, status__in=OPEN).exists():
        return None
    with translation.override(_in(language)):
        address = reverse("casework:intake", args=[record])
        return {"link": f"{settings.SITE_ADDRESS}{address}"}


def _contact_of(intake: UUID) -> list[UUID]:
    row = Intake.objects.filter(pk=intake).values_list("contact_id", flat=True).first()
    return [row] if row else []


def register_messages() -> None:
    """Tell the room of messages what is said, and how somebody who asked online is reached."""
    CONTACTS_OF[Intake._meta.label_lower] = _contact_of
    add_message(
        Template(
            code=REQUEST_MOVED,
            title=_("There is something to read for you"),
            purpose="answers",
            subject=_("There is something to read for you"),
            texts={
                "email": _(
                    "You asked us. Open this page and type the code you got from us:\n%(link)s"
                ),
                "sms": _("You asked us. Open the page and type your code: %(link)s"),
                "call": _("Hello. You wanted a call from us. I have an answer for you."),
            },
            examples={"link": EXAMPLE},
            facts=_moved,
        )
    )
    add_message(
        Template(
            code=HANDED_TO_YOU,
            title=_("Something new is with you"),
            purpose="work",
            subject=_("Something new is with you"),
            texts={
                "email": _(
                    "A colleague handed something to you. Open this page, sign in, and go on:\n%(link)s"
                )
            },
            examples={"link": EXAMPLE_AT_THE_DESK},
            facts=_page_to_go_on,
        )
    )
