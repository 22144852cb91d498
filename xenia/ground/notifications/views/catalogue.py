"""The message catalogue as people will read it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.languages import Language, language, name_in
from xenia.ground.notifications.catalogue import CATALOGUE, Template
from xenia.ground.notifications.linter import faults_of
from xenia.ground.notifications.models.contact import Channel
from xenia.ground.notifications.purposes import PURPOSES
from xenia.ground.notifications.rendering import neutral_sender, written
from xenia.ground.notifications.sms_length import parts
from xenia.ground.reference.office import office_facts

EXAMPLE_LINK = "…/messages/stop/…"


@staff("notifications.read")
@require_GET
def catalogue(request: StaffRequest) -> HttpResponse:
    """Every message in one language."""
    known = office_facts().languages
    chosen = request.GET.get("language", get_language() or "en")
    shown = next((one for one in known if one.code == chosen), None)
    if shown is None:
        raise Http404
    reader = get_language() or "en"
    context = {
        "languages": [(one.code, name_in(one.code, reader)) for one in known],
        "shown": shown,
        "entries": [_entry(one, shown) for one in CATALOGUE.values()],
    }
    return render(request, "notifications/catalogue.html", context)


def _entry(template: Template, shown: Language) -> dict[str, Any]:
    purpose = PURPOSES[template.purpose]
    return {
        "title": template.title,
        "purpose": purpose.label,
        "texts": [_text(template, channel, shown) for channel in template.texts],
    }


def _text(template: Template, channel: str, shown: Language) -> dict[str, Any]:
    is_for_people = template.purpose != "work"
    may_end = channel == "email" and not PURPOSES[template.purpose].is_answer
    text = written(
        template,
        channel,
        shown.code,
        template.examples,
        sender=neutral_sender() if is_for_people else "",
        stop_link=f"{settings.SITE_ADDRESS}/{EXAMPLE_LINK}" if may_end else "",
    )
    return {
        "channel": Channel(channel).label,
        "subject": text.subject,
        "body": text.body,
        "parts": parts(text.body) if channel == "sms" else 0,
        "faults": faults_of(text, channel, shown.code),
        "direction": language(shown.code).direction,
    }
