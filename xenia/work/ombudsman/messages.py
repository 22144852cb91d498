"""The messages of this room. None says what somebody complained about, whom it is about, or what was found."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.links import address_of
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
EXAMPLE: Final = "https://office.example/en/ask/answer/"
EXAMPLE_AT_THE_DESK: Final = "https://office.example/en/desk/"

# What is said holds no word of this room, nor does a link: whoever else sees the screen learns nothing.
WAITS: "Final[tuple[_StrPromise, _StrPromise]]" = (
    _("Something waits for you"),
    _("Something waits for you. Open this page, sign in, and look at Today:\n%(link)s"),
)
LATE: "Final[tuple[_StrPromise, _StrPromise]]" = (
    _("Something is late"),
    _("Something is late. Open this page, sign in, and look at Today:\n%(link)s"),
)
GIVEN: "Final[tuple[_StrPromise, _StrPromise]]" = (
    _("Something new is with you"),
    _("A colleague handed something to you. Open this page, sign in, and go on:\n%(link)s"),
)
NEWS: "Final[tuple[_StrPromise, _StrPromise]]" = (
    _("There is news about what you sent"),
    _("There is news about what you sent. Open this page and sign in:\n%(link)s"),
)
ASKED: "Final[tuple[_StrPromise, _StrPromise]]" = (
    _("Something waits for your answer"),
    _("Something waits for your answer. Open this page and sign in:\n%(link)s"),
)

# To colleagues and to departments: what colleagues call it, and what it says.
AT_WORK: "Final[tuple[tuple[str, _StrPromise, tuple[_StrPromise, _StrPromise]], ...]]" = (
    (URGENT_CAME, _("An urgent complaint came"), WAITS),
    (REVIEW_WANTED, _("Somebody asks for a second look"), WAITS),
    (YOURS_NOW, _("A complaint is yours now"), GIVEN),
    (SHE_WROTE, _("There is a new message about a complaint of yours"), WAITS),
    (SHE_LET_KNOW, _("Somebody lets a department know something"), WAITS),
    (REMEDY_DUE, _("The day of a remedy is over"), LATE),
    (DEPARTMENT_REPLIED, _("A department replied"), NEWS),
    (DEPARTMENT_ASKED, _("The office asks your department"), ASKED),
    (RECOMMENDED, _("The office recommends something to your department"), ASKED),
    (RECOMMENDATION_ANSWERED, _("A department answered a recommendation"), NEWS),
    (CITY_DID_NOT_TAKE, _("The city did not take a request"), WAITS),
)


def answer_address(language: str) -> str:
    """Where somebody types her code, in her language where the office offers it."""
    return _page("complaint:answer", language)


def _page(name: str, language: str) -> str:
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return f"{settings.SITE_ADDRESS}{address_of(name)}"


def _moved(record: UUID, language: str) -> Mapping[str, str] | None:
    """None when there is nothing to read any more. Where anybody types a code: hers leads her on from there."""
    if not Complaint.objects.let_in().filter(pk=record).exists():
        return None
    return {"link": _page("enquiries:answer", language)}


def _today(_record: UUID, language: str) -> Mapping[str, str]:
    return {"link": _page("desk:today", language)}


def _contact_of(complaint: UUID) -> list[UUID]:
    row = Complaint.objects.filter(pk=complaint).values_list("contact_id", flat=True).first()
    return [row] if row else []


def add_work_message(
    code: str, title: "_StrPromise", said: "tuple[_StrPromise, _StrPromise]"
) -> None:
    """One message to colleagues or a department. said: its subject, and its text with a link to Today."""
    subject, text = said
    add_message(
        Template(
            code=code,
            title=title,
            purpose="work",
            subject=subject,
            texts={"email": text},
            examples={"link": EXAMPLE_AT_THE_DESK},
            facts=_today,
        )
    )


def register_messages() -> None:
    """Tell the room of messages what is said, and how somebody who complained is reached."""
    CONTACTS_OF[Complaint._meta.label_lower] = _contact_of
    for code, title, said in AT_WORK:
        add_work_message(code, title, said)
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
