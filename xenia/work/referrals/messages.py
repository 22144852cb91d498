"""The messages of this room. None says who was sent where, nor for what."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import WORK_ADDRESSES, WorkAddress
from xenia.ground.reference.office import office_facts
from xenia.work.referrals.codes import partner_token, person_token
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.models.referral import OPEN

WAITS_FOR_YOU = "referrals.waits_for_you"
LINK_FOR_YOU = "referrals.link_for_you"
HOW_WENT_IT_THERE = "referrals.how_went_it_there"
NEWS = "referrals.news"
NOBODY_ANSWERED = "referrals.nobody_answered"
HOW_DID_IT_GO = "referrals.how_did_it_go"
EXAMPLE = "https://office.example/en/desk/inbox/"
EXAMPLES = {"code": "7K2-9PX", "day": "November 30, 2026"}
EXAMPLE_LINK = "https://office.example/en/referral/8kdR2pQ7vT4mXn5cJb1yLw6z9HfGsE3a/"


def work_address(referral: UUID) -> WorkAddress | None:
    """Where an organization without an account is written to; None when its agreement ended, or names no address."""
    owner = Referral.objects.filter(pk=referral).values("organization_id")
    standing = Agreement.objects.standing(local_day(now())).filter(organization_id__in=owner)
    email = standing.values_list("email", flat=True).first()
    return WorkAddress(email, office_facts().codes[0]) if email else None


def _page(name: str, language: str, *args: object) -> dict[str, str]:
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return {"link": f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"}


def _in_sight(referral: UUID) -> bool:
    return bool(Referral.objects.in_sight(local_day(now())).filter(pk=referral).exists())


def _inbox(record: UUID, language: str) -> Mapping[str, str] | None:
    """None when they see nothing of it any more, or it was taken back."""
    return _page("inbox:one", language, record) if _in_sight(record) else None


def _link(record: UUID, language: str) -> Mapping[str, str] | None:
    """Its code and the day, so that a reader who knows nobody's address can ask by phone whether it is ours."""
    shown = Referral.objects.in_sight(local_day(now())).filter(pk=record).first()
    if shown is None or shown.answer_by is None:
        return None
    facts = {"code": shown.code, "day": written_day(shown.answer_by, language)}
    return facts | _page("referral_link:answer", language, partner_token(record))


def _here_or_by_link(record: UUID, language: str) -> Mapping[str, str] | None:
    is_by_link = Referral.objects.filter(pk=record, way="link").exists()
    return (_link if is_by_link else _inbox)(record, language)


def _for_colleagues(record: UUID, language: str) -> Mapping[str, str] | None:
    if not Referral.objects.filter(pk=record).exists():
        return None
    return _page("referrals:one", language, record)


def _for_her(record: UUID, language: str) -> Mapping[str, str] | None:
    """Her own link; None when there is nothing to ask any more."""
    found = Referral.objects.filter(pk=record, status__in=OPEN).first()
    if found is None:
        return None
    return _page("my_referral:link", language, person_token(found.pk, found.follow_ups))


def _add(code: str, title: Any, subject: Any, facts: Any, **texts: Any) -> None:
    """One message with a link. Those to her are news she agreed to; all others are work."""
    is_hers = code == HOW_DID_IT_GO
    add_message(
        Template(
            code=code,
            title=title,
            purpose="service_updates" if is_hers else "work",
            subject=subject,
            texts=texts,
            examples=EXAMPLES | {"link": EXAMPLE_LINK if "sms" in texts else EXAMPLE},
            facts=facts,
        )
    )


def register_messages() -> None:
    """Tell the room of messages what is said, and how an organization without an account is reached."""
    WORK_ADDRESSES[Referral._meta.label_lower] = work_address
    _add(
        WAITS_FOR_YOU,
        _("Somebody at a partner organization has something to answer"),
        _("Something waits for your answer"),
        _inbox,
        email=_("Something waits for your answer. Open this page and sign in:\n%(link)s"),
    )
    _add(
        LINK_FOR_YOU,
        _("An organization without an account has something to answer"),
        _("Something waits for your answer"),
        _link,
        email=_(
            "Something waits for your answer until %(day)s. Open this page, read it, and answer there. The link is"
            " for your organization alone: do not pass it on.\n%(link)s\n\n"
            "Its code is %(code)s. Not sure that this is ours? Call the number in your agreement with us, and name the"
            " code."
        ),
    )
    _add(
        HOW_WENT_IT_THERE,
        _("An organization is asked how it went"),
        _("Please tell us how it stands"),
        _here_or_by_link,
        email=_("Please tell us how it stands with what we sent you. Open this page:\n%(link)s"),
    )
    _register_ours()


def _register_ours() -> None:
    _add(
        NEWS,
        _("Something happened to what a colleague sent"),
        _("There is news about what you sent"),
        _for_colleagues,
        email=_("There is news about what you sent. Open this page and sign in:\n%(link)s"),
    )
    _add(
        NOBODY_ANSWERED,
        _("An organization did not answer in time"),
        _("Something you sent needs a look"),
        _for_colleagues,
        email=_(
            "Nobody answered in time. Open this page, sign in, and choose what next:\n%(link)s"
        ),
    )
    _add(
        HOW_DID_IT_GO,
        _("Somebody is asked how it went"),
        _("How did it go?"),
        _for_her,
        email=_("You asked us for something. How did it go? Please tell us here:\n%(link)s"),
        sms=_("How did it go? Please tell us here: %(link)s"),
        call=_("Hello. You asked us for something. How did it go?"),
    )
