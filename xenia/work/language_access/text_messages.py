"""What is said about translations in writing. None says of which language, nor whose text it is."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.reference.office import office_facts

TEXT_FOR_YOU: Final = "language_access.text_for_you"
TEXT_TO_READ: Final = "language_access.text_to_read"
TEXT_WANTED_SOON: Final = "language_access.text_wanted_soon"
TEXT_NOT_NEEDED: Final = "language_access.text_not_needed"
TEXT_HERE: Final = "language_access.text_here"
TEXT_TO_LOOK_AT: Final = "language_access.text_to_look_at"
EXAMPLE: Final = "https://office.example/en/desk/translations/requests/"


def _page(name: str, language: str) -> Mapping[str, str]:
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return {"link": f"{settings.SITE_ADDRESS}{reverse(name)}"}


def _mine(_record: UUID, language: str) -> Mapping[str, str]:
    return _page("texts:mine", language)


def _office(_record: UUID, language: str) -> Mapping[str, str]:
    return _page("texts:office", language)


def register_text_messages() -> None:
    """What translators, those who asked, and the office are told."""
    _tell_translators()
    add_message(
        Template(
            code=TEXT_HERE,
            title=_("A translation somebody asked for is there"),
            purpose="work",
            subject=_("A translation you asked for is there"),
            texts={"email": _("A translation you asked for is there. Sign in to read it.")},
        )
    )
    add_message(
        Template(
            code=TEXT_TO_LOOK_AT,
            title=_("A translation needs a look"),
            purpose="work",
            subject=_("A translation needs a look"),
            texts={
                "email": _("Nobody has a translation, or it is late. Sign in to look:\n%(link)s")
            },
            examples={"link": EXAMPLE},
            facts=_office,
        )
    )


def _tell_translators() -> None:
    said = {
        TEXT_FOR_YOU: (
            _("A translator is asked"),
            _("Can you translate a text?"),
            _("We have a text to translate. Sign in, look, and say yes or no:\n%(link)s"),
            _("Can you translate a text? Look, and say yes or no: %(link)s"),
        ),
        TEXT_TO_READ: (
            _("A translation waits for its second reader"),
            _("Can you read a translation?"),
            _("A translation waits for a second reader. Sign in to read it:\n%(link)s"),
            _("A translation waits for a second reader: %(link)s"),
        ),
        TEXT_WANTED_SOON: (
            _("A translator is reminded"),
            _("A translation is due soon"),
            _("A translation you have is due soon. Sign in to go on:\n%(link)s"),
            _("A translation you have is due soon: %(link)s"),
        ),
        TEXT_NOT_NEEDED: (
            _("A translation is not needed any more"),
            _("A translation is not needed any more"),
            _("A text you had for translation is not needed any more. Thank you.\n%(link)s"),
            _("A text you had for translation is not needed any more. Thank you. %(link)s"),
        ),
    }
    for code, (title, subject, email, sms) in said.items():
        add_message(
            Template(
                code=code,
                title=title,
                purpose="work",
                subject=subject,
                texts={"email": email, "sms": sms},
                examples={"link": EXAMPLE},
                facts=_mine,
            )
        )
