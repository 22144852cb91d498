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
from xenia.work.casework.models import Credential, Deadline, Intake, Matter
from xenia.work.casework.models.intake import OPEN

REQUEST_MOVED = "casework.request_moved"
HANDED_TO_YOU = "casework.handed_to_you"
MATTER_WITH_YOU = "casework.matter_with_you"
MATTER_HANDED_OVER = "casework.matter_handed_over"
MATTER_RESTS = "casework.matter_rests"
DEADLINE_COMES = "casework.deadline_comes"
CREDENTIAL_ENDS = "casework.credential_ends"
EXAMPLE_LEGAL = "https://office.example/en/desk/matters/"
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


def _page(name: str, language: str, *args: object) -> dict[str, str]:
    with translation.override(_in(language)):
        return {"link": f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"}


def _matter(record: UUID, language: str) -> Mapping[str, str] | None:
    """Where she goes on with a matter; None when it has ended."""
    found = Matter.objects.under_way().filter(pk=record).first()
    if found is None:
        return None
    return _page("legal:matter" if found.is_legal else "casework:matter", language, record)


def _of_deadline(record: UUID, language: str) -> Mapping[str, str] | None:
    """The page of its matter; None when it was ticked meanwhile."""
    found = Deadline.objects.waiting().filter(pk=record).first()
    return _matter(found.matter_id, language) if found else None


def _credential(record: UUID, language: str) -> Mapping[str, str] | None:
    """Her list of matters; None when it was ended meanwhile."""
    if not Credential.objects.filter(pk=record, ended_on=None).exists():
        return None
    return _page("legal:every", language)


def _contact_of(intake: UUID) -> list[UUID]:
    row = Intake.objects.filter(pk=intake).values_list("contact_id", flat=True).first()
    return [row] if row else []


WORK_MESSAGES = (
    (
        MATTER_WITH_YOU,
        _("A matter is with you"),
        _("A colleague gave you a matter. Open this page, sign in, and go on:\n%(link)s"),
        _matter,
    ),
    (
        MATTER_HANDED_OVER,
        _("A matter was handed over to you"),
        _(
            "Another house handed a matter over to yours. Look for conflicts first, and say who has it:\n%(link)s"
        ),
        _matter,
    ),
    (
        MATTER_RESTS,
        _("A matter has not moved for 90 days"),
        _("Nobody did anything with a matter of yours for 90 days. Look at it:\n%(link)s"),
        _matter,
    ),
    (
        DEADLINE_COMES,
        _("A deadline comes near"),
        _("Something must happen soon in a matter of yours. Look when, and tick it:\n%(link)s"),
        _of_deadline,
    ),
    (
        CREDENTIAL_ENDS,
        _("Your credential ends soon"),
        _(
            "The credential with which you speak for people ends soon. Show the new one in time, or hand your matters on:\n%(link)s"
        ),
        _credential,
    ),
)


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
    for code, title, text, facts in WORK_MESSAGES:
        add_message(
            Template(
                code=code,
                title=title,
                purpose="work",
                subject=title,
                texts={"email": text},
                examples={"link": EXAMPLE_LEGAL},
                facts=facts,
            )
        )
