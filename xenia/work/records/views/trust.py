"""What we hold, for everybody to read."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.work.records.trust_json import as_data
from xenia.work.records.trust_page import trust_page

FRESH_SECONDS = 60


@public
@require_safe
@cache_control(private=True, max_age=FRESH_SECONDS)
@conditional_page
def trust(request: HttpRequest) -> HttpResponse:
    """What we hold, for how long, who sees it, what we never ask, what an order would get."""
    page = trust_page(at=now(), reader=get_language() or "en")
    return render(request, "records/trust.html", {"page": page})


@public
@require_safe
@cache_control(private=True, max_age=FRESH_SECONDS)
@conditional_page
def inventory(request: HttpRequest) -> HttpResponse:
    """The same for machines."""
    page = trust_page(at=now(), reader=get_language() or "en")
    return JsonResponse(
        as_data(page), json_dumps_params={"ensure_ascii": False, "indent": 1, "default": str}
    )
