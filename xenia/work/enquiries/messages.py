"""The messages of this room. None says what was asked, nor what was answered."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import CONTACTS_OF
from xenia.ground.reference.office import office_facts
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.models.enquiry import Status

ANSWER_READY = "enquiries.answer_ready"
FORWARDED_TO_YOU = "enquiries.forwarded_to_you"
HANDED_TO_YOU = "enquiries.handed_to_you"
EXAMPLE = "https://office.example/en/ask/answer/"
EXAMPLE_AT_THE_DESK = "https://office.example/en/desk/questions/"


def answer_address(language: str) -> str:
    """Where somebody types her code, in her language where the office offers it."""
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return f"{settings.SITE_ADDRESS}{reverse('enquiries:answer')}"


def _ready(record: UUID, language: str) -> Mapping[str, str] | None:
    """None when there is nothing to read any more."""
    readable = (Status.ANSWERED, Status.ASKED_BACK)
    if not Enquiry.objects.filter(pk=record, status__in=readable).exists():
        return None
    return {"link": answer_address(language)}


def _page_to_answer(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where another organization answers; None when it was taken back or answered."""
    return _page(record, "enquiries:forwarded_one", Status.FORWARDED, language)


def _page_to_go_on(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where a colleague goes on; None when nobody works on it any more."""
    return _page(record, "enquiries:enquiry", Status.TAKEN, language)


def _page(record: UUID, name: str, status: Status, language: str) -> Mapping[str, str] | None:
    if not Enquiry.objects.filter(pk=record, status=status).exists():
        return None
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return {"link": f"{settings.SITE_ADDRESS}{reverse(name, args=[record])}"}


def _contact_of(enquiry: UUID) -> list[UUID]:
    row = Enquiry.objects.filter(pk=enquiry).values_list("contact_id", flat=True).first()
    return [row] if row else []


def register_messages() -> None:
    """Tell the room of messages what is said, and how somebody who asked is reached."""
    CONTACTS_OF[Enquiry._meta.label_lower] = _contact_of
    add_message(
        Template(
            code=ANSWER_READY,
            title=_("You have an answer"),
            purpose="answers",
            subject=_("You have an answer"),
            texts={
                "email": _(
                    "You have an answer. Open this page and type the code you got from us:\n%(link)s"
                ),
                "sms": _("You have an answer. Open the page and type your code: %(link)s"),
                "call": _("Hello. You wanted a call from us. I have an answer for you."),
            },
            examples={"link": EXAMPLE},
            facts=_ready,
        )
    )
    add_message(
        Template(
            code=FORWARDED_TO_YOU,
            title=_("A question waits for you"),
            purpose="work",
            subject=_("A question waits for you"),
            texts={
                "email": _(
                    "We forwarded a question to you. Open this page, sign in, and answer it:\n%(link)s"
                )
            },
            examples={"link": EXAMPLE_AT_THE_DESK},
            facts=_page_to_answer,
        )
    )
    add_message(
        Template(
            code=HANDED_TO_YOU,
            title=_("You can go on with a question"),
            purpose="work",
            subject=_("You can go on with a question"),
            texts={
                "email": _(
                    "A question is with you now, or its answer came. Open this page, sign in, and go on:\n%(link)s"
                )
            },
            examples={"link": EXAMPLE_AT_THE_DESK},
            facts=_page_to_go_on,
        )
    )
