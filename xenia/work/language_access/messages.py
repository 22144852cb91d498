"""The messages of this room. None says who interprets which language, nor for whom."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.common import local_words
from xenia.ground.common.dates import local_time
from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import WORK_ADDRESSES, WorkAddress
from xenia.ground.reference.office import office_facts
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.tokens import booking_token, token_for

CREDENTIAL_ENDS = "language_access.credential_ends"
CREDENTIALS_TO_LOOK_AT = "language_access.credentials_to_look_at"
OFFER = "language_access.offer"
NOT_NEEDED = "language_access.not_needed"
NEWS_FOR_HER = "language_access.news_for_her"
NOT_EXPECTED = "language_access.not_expected"
NEWS_FOR_YOU = "language_access.news_for_you"
REQUEST_TO_LOOK_AT = "language_access.request_to_look_at"
EXAMPLE = "https://office.example/en/desk/interpreting/"
EXAMPLE_WHEN = "Thursday, March 5, 10:00 AM"


def work_address(interpreter: UUID) -> WorkAddress | None:
    """Where an interpreter is written to about her work, else texted; None when she gave neither, or left."""
    found = Interpreter.objects.here().select_related("user").filter(pk=interpreter).first()
    if found is None or not (found.email or found.phone):
        return None
    language = found.user.language if found.user else office_facts().codes[0]
    return WorkAddress(str(found.email), language, phone=str(found.phone))


def _page(name: str, language: str, *args: object) -> str:
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"


def _offer(record: UUID, language: str) -> Mapping[str, str] | None:
    """Her own link; None when it was answered, or settled otherwise."""
    if not Offer.objects.open().filter(pk=record).exists():
        return None
    return {"link": _page("links:offer", language, token_for(record))}


def _booking(record: UUID, language: str) -> Mapping[str, str] | None:
    """When she is expected, or was; where she sees it."""
    found = Booking.objects.filter(pk=record).first()
    if found is None:
        return None
    return {
        "when": _moment(found.start_at, language),
        "link": _page("links:coming", language, booking_token(record)),
    }


def _moment(at: datetime, language: str) -> str:
    local = local_time(at)
    day, clock = (
        local_words.written_day(local.date(), language),
        local_words.clock(local.time(), language),
    )
    return f"{day}, {clock}"


def _request(record: UUID, language: str) -> Mapping[str, str] | None:
    """For when it was asked, so that one of many is known again; where its page is."""
    found = InterpreterRequest.objects.filter(pk=record).only("preferred_at").first()
    if found is None:
        return None
    return {
        "when": _moment(found.preferred_at, language),
        "link": _page("interpreting:request", language, record),
    }


def _in_queue(record: UUID, language: str) -> Mapping[str, str] | None:
    if not InterpreterRequest.objects.filter(pk=record).exists():
        return None
    return {"link": _page("interpreting:look_for", language, record)}


def register_messages() -> None:
    """Tell the room of messages what is said, and how an interpreter is reached."""
    WORK_ADDRESSES[Interpreter._meta.label_lower] = work_address
    add_message(
        Template(
            code=CREDENTIAL_ENDS,
            title=_("Something in your file with us ends soon"),
            purpose="work",
            subject=_("Something in your file with us ends soon"),
            texts={
                "email": _(
                    "A paper in your file with us ends soon. Send us the new one before it does, or call us."
                )
            },
        )
    )
    add_message(
        Template(
            code=CREDENTIALS_TO_LOOK_AT,
            title=_("A credential on the roster ends within a week"),
            purpose="work",
            subject=_("The roster needs a look"),
            texts={"email": _("A credential on the roster ends within a week. Sign in to look.")},
        )
    )
    _add_offers()
    _add_news()


def _add_offers() -> None:
    add_message(
        Template(
            code=OFFER,
            title=_("An interpreter is asked"),
            purpose="work",
            subject=_("Can you come?"),
            texts={
                "email": _(
                    "We have work for you. Open this page, look, and say yes or no:\n%(link)s"
                ),
                "sms": _("Can you come? Look, and say yes or no: %(link)s"),
            },
            examples={"link": EXAMPLE},
            facts=_offer,
        )
    )
    add_message(
        Template(
            code=NOT_NEEDED,
            title=_("What an interpreter was asked is settled"),
            purpose="work",
            subject=_("What we asked you is settled"),
            texts={
                "email": _(
                    "What we asked you is settled. You need not answer any more. Thank you."
                ),
                "sms": _("What we asked you is settled. You need not answer any more. Thank you."),
            },
        )
    )


def _add_news() -> None:
    add_message(
        Template(
            code=NEWS_FOR_HER,
            title=_("An interpreter’s week has something new"),
            purpose="work",
            subject=_("Your week with us"),
            texts={
                "email": _(
                    "You are expected: %(when)s. Look here for all of it. If you cannot come, tell us there or call us:\n%(link)s"
                ),
                "sms": _("You are expected: %(when)s. If you cannot come, tell us: %(link)s"),
            },
            examples={"when": EXAMPLE_WHEN, "link": EXAMPLE},
            facts=_booking,
        )
    )
    add_message(
        Template(
            code=NOT_EXPECTED,
            title=_("An interpreter is not expected any more"),
            purpose="work",
            subject=_("Your week with us"),
            texts={
                "email": _(
                    "You need not come any more: %(when)s. Look at your week here:\n%(link)s"
                ),
                "sms": _("You need not come any more: %(when)s. Your week: %(link)s"),
            },
            examples={"when": EXAMPLE_WHEN, "link": EXAMPLE},
            facts=_booking,
        )
    )
    add_message(
        Template(
            code=NEWS_FOR_YOU,
            title=_("Something happened to a request for an interpreter"),
            purpose="work",
            subject=_("There is news about what you asked us for"),
            texts={
                "email": _(
                    "There is news about what you asked us for: %(when)s. Open this page and sign in:\n%(link)s"
                )
            },
            examples={"when": EXAMPLE_WHEN, "link": EXAMPLE},
            facts=_request,
        )
    )
    add_message(
        Template(
            code=REQUEST_TO_LOOK_AT,
            title=_("Nobody was found for a request"),
            purpose="work",
            subject=_("A request needs a look"),
            texts={"email": _("Nobody was found for a request. Sign in to look:\n%(link)s")},
            examples={"link": EXAMPLE},
            facts=_in_queue,
        )
    )
