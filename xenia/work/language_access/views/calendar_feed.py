"""What a calendar program reads by the secret link."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.dates import city_zone, local_day, now
from xenia.ground.common.gate import may_try
from xenia.ground.reference.office import office_facts
from xenia.work.language_access.calendars import calendar_text
from xenia.work.language_access.models import CalendarFeed
from xenia.work.language_access.queries.feeds import entries_of, feed_behind, first_day
from xenia.work.language_access.views.by_link import LINK


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """When somebody is expected; unchanged since the last time, it is not sent again."""
    found = feed_behind(token)
    if found is None:
        is_calm = may_try(LINK, address_of_the_day(request))
        return _guarded(HttpResponse(status=404 if is_calm else 429, content_type="text/plain"))
    text = _text(found).encode()
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="interpreting.ics"'
    answer["ETag"] = etag
    return _guarded(get_conditional_response(request, etag=etag, response=answer) or answer)


def _text(found: CalendarFeed) -> str:
    today, codes = local_day(now()), office_facts().codes
    own = found.interpreter.user.language if found.interpreter and found.interpreter.user else ""
    with translation.override(own if own in codes else codes[0]):
        title = _("Interpreting")
    return calendar_text(
        entries_of(found, on=today),
        zone=city_zone(),
        title=title,
        first_year=first_day(today).year,
    )


def _guarded(answer: HttpResponse) -> HttpResponse:
    """In no index, and in nobody's store but the reader's own, which asks each time."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
