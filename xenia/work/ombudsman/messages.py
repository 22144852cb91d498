"""The messages of this room. None says what somebody complained about, whom it is about, or what was found."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import CONTACTS_OF
from xenia.ground.reference.office import office_facts
from xenia.work.ombudsman.models import Complaint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

COMPLAINT_MOVED: Final = "ombudsman.moved"
URGENT_CAME: Final = "ombudsman.urgent_came"
REVIEW_WANTED: Final = "ombudsman.review_wanted"
YOURS_NOW: Final = "ombudsman.yours_now"
SHE_WROTE: Final = "ombudsman.she_wrote"
SHE_LET_KNOW: Final = "ombudsman.she_let_know"
REMEDY_DUE: Final = "ombudsman.remedy_due"
DEPARTMENT_REPLIED: Final = "ombudsman.department_replied"
DEPARTMENT_ASKED: Final = "ombudsman.department_asked"
RECOMMENDED: Final = "ombudsman.recommended"
RECOMMENDATION_ANSWERED: Final = "ombudsman.recommendation_answered"
CITY_DID_NOT_TAKE: Final = "ombudsman.city_did_not_take"
EXAMPLE: Final = "https://office.example/en/complaint/answer/"

# To colleagues and to departments: what happened, and what to do.
AT_WORK: "Final[tuple[tuple[str, _StrPromise, _StrPromise], ...]]" = (
    (
        URGENT_CAME,
        _("An urgent complaint came"),
        _("A complaint came that must not wait. Sign in and open the complaints."),
    ),
    (
        REVIEW_WANTED,
        _("Somebody asks for a second look"),
        _("Somebody asks that another colleague looks at a complaint again. Sign in and say who."),
    ),
    (
        YOURS_NOW,
        _("A complaint is yours now"),
        _("A colleague gave you a complaint. Sign in and open the complaints."),
    ),
    (
        SHE_WROTE,
        _("There is a new message about a complaint of yours"),
        _("Somebody wrote to you about a complaint. Sign in and read it."),
    ),
    (
        SHE_LET_KNOW,
        _("Somebody lets a department know something"),
        _("Somebody lets the department of a complaint know something. Sign in and open it."),
    ),
    (
        REMEDY_DUE,
        _("The day of a remedy is over"),
        _("What a department promised should be there by now. Sign in, look, and say so."),
    ),
    (
        DEPARTMENT_REPLIED,
        _("A department replied"),
        _("A department replied to you about a complaint. Sign in and read it."),
    ),
    (
        DEPARTMENT_ASKED,
        _("The office asks your department"),
        _("The office asks your department about a complaint. Sign in and answer."),
    ),
    (
        RECOMMENDED,
        _("The office recommends something to your department"),
        _(
            "The office recommends that your department changes something. Sign in, read it, and say what you will do."
        ),
    ),
    (
        RECOMMENDATION_ANSWERED,
        _("A department answered a recommendation"),
        _("A department said what it does about a recommendation. Sign in and read it."),
    ),
    (
        CITY_DID_NOT_TAKE,
        _("The city did not take a request"),
        _(
            "The city’s server did not take a request you passed on. Sign in and look at what was passed on."
        ),
    ),
)


def answer_address(language: str) -> str:
    """Where somebody types her code, in her language where the office offers it."""
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return f"{settings.SITE_ADDRESS}{reverse('complaint:answer')}"


def _moved(record: UUID, language: str) -> Mapping[str, str] | None:
    """None when there is nothing to read any more."""
    if not Complaint.objects.let_in().filter(pk=record).exists():
        return None
    return {"link": answer_address(language)}


def _contact_of(complaint: UUID) -> list[UUID]:
    row = Complaint.objects.filter(pk=complaint).values_list("contact_id", flat=True).first()
    return [row] if row else []


def register_messages() -> None:
    """Tell the room of messages what is said, and how somebody who complained is reached."""
    CONTACTS_OF[Complaint._meta.label_lower] = _contact_of
    for code, title, text in AT_WORK:
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
    add_message(
        Template(
            code=COMPLAINT_MOVED,
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
