"""Open311 GeoReport v2 under `/open311/v2/`: what other software reads of complaints, and files.

Source: Open311, GeoReport v2, https://wiki.open311.org/GeoReport_v2 (frozen; read on November 23, 2026).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import city_zone, local_day, now
from xenia.ground.common.gate import LIMITS, Limits, may_try
from xenia.ground.notifications.addresses import NotAnAddress
from xenia.ground.reference.office import office_facts
from xenia.work.ombudsman.forms.open311 import FARTHEST, report_in
from xenia.work.ombudsman.messages import answer_address
from xenia.work.ombudsman.models import AppKey
from xenia.work.ombudsman.open311 import wire
from xenia.work.ombudsman.open311.wire import BAD_REQUEST, KEY_REFUSED, NOT_FOUND, Problem
from xenia.work.ombudsman.open311.writing import TYPES, XML, written
from xenia.work.ombudsman.operations.apps import key_of
from xenia.work.ombudsman.operations.filed_by_apps import file_by_app
from xenia.work.ombudsman.queries import open311 as queries

# What comes from one app in an hour; more waits until a colleague lets it in.
BY_ONE_APP: Final = "ombudsman.open311"
LIMITS[BY_ONE_APP] = Limits(from_one_place=60)
FRESH_SECONDS: Final = 300
SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
# When what is served here last changed.
CHANGED: Final = "2026-11-23T00:00:00-05:00"
REQUESTS: Final = "service_requests"
Said = tuple[str, Any]


def _speaks(*methods: str) -> Callable[[Callable[..., Said]], Callable[..., HttpResponse]]:
    """An address for other software, in XML and JSON; what is wrong is told by the specification's numbers.

    In the office's first language: the specification knows no languages.
    """

    def decorate(view: Callable[..., Said]) -> Callable[..., HttpResponse]:
        @public
        @csrf_exempt
        @wraps(view)
        def spoken(request: HttpRequest, *, written_as: str, **said: Any) -> HttpResponse:
            with translation.override(office_facts().codes[0]):
                return _answered(request, view, methods, written_as, said)

        return spoken

    return decorate


def _answered(
    request: HttpRequest,
    view: Callable[..., Said],
    methods: tuple[str, ...],
    written_as: str,
    said: dict[str, Any],
) -> HttpResponse:
    try:
        root, answer, status = *_asked(request, view, methods, written_as, said), 200
    except Problem as problem:
        root, answer, status = "errors", [problem.row()], problem.code
    except SuspiciousOperation:
        told = Problem(BAD_REQUEST, "the form could not be read")
        root, answer, status = "errors", [told.row()], told.code
    written_as = written_as if written_as in TYPES else XML
    response = HttpResponse(
        written(root, answer, written_as), content_type=TYPES[written_as], status=status
    )
    if status == 405:
        response["Allow"] = ", ".join(methods)
    response["Access-Control-Allow-Origin"] = "*"
    is_fresh = request.method != "POST" and status == 200 and not said.get("token")
    if is_fresh:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    else:
        patch_cache_control(response, no_store=True)
    return response


def _asked(
    request: HttpRequest,
    view: Callable[..., Said],
    methods: tuple[str, ...],
    written_as: str,
    said: dict[str, Any],
) -> Said:
    if written_as not in TYPES:
        raise Problem(NOT_FOUND, "expected .xml or .json at the end of the address")
    if request.method not in methods:
        raise Problem(405, f"expected {' or '.join(methods)}")
    named = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id")
    if named and named != jurisdiction():
        raise Problem(NOT_FOUND, "jurisdiction_id was not found")
    return view(request, **said)


def jurisdiction() -> str:
    """What this office is called as a jurisdiction: its host name. It serves no other, so nobody must say it."""
    return urlsplit(settings.SITE_ADDRESS).hostname or ""


@_speaks("GET", "HEAD")
def discovery(request: HttpRequest) -> Said:
    """Where the service is, and who gives keys. Source: https://wiki.open311.org/Service_Discovery."""
    office = office_facts()
    reached = office.email or office.phone or settings.SITE_ADDRESS
    return "discovery", {
        "changeset": CHANGED,
        "contact": _("Ask the office: %(reached)s") % {"reached": reached},
        "key_service": _("The office gives keys to apps: %(reached)s") % {"reached": reached},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{settings.SITE_ADDRESS}/open311/v2",
                "changeset": CHANGED,
                "type": "test" if office.is_sample else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


@_speaks("GET", "HEAD")
def services(request: HttpRequest) -> Said:
    """GET Service List: what somebody can complain about."""
    return "services", queries.services()


@_speaks("GET", "HEAD")
def service(request: HttpRequest, *, code: str) -> Said:
    """GET Service Definition: what a complaint may say beside its words."""
    if code not in queries.OFFERED:
        raise Problem(NOT_FOUND, "service_code was not found")
    rows = wire.attribute_rows(queries.attributes())
    return "service_definition", {"service_code": code, "attributes": rows}


@_speaks("GET", "HEAD", "POST")
def requests(request: HttpRequest) -> Said:
    """GET Service Requests, and POST Service Request."""
    if request.method == "POST":
        return REQUESTS, [_filed(request)]
    typed = request.GET
    if numbers := wire.many_in(typed.getlist("service_request_id")):
        found = queries.requests_of(numbers)
    else:
        on_a_page = _number(typed.get("page_size"), wire.MOST_AT_ONCE)
        page = _number(typed.get("page"), wire.MOST_AT_ONCE, default=1)
        found = queries.requests(_what_is_asked(request), page=page, on_a_page=on_a_page)
    return REQUESTS, [wire.request_row(one, city_zone()) for one in found]


def _what_is_asked(request: HttpRequest) -> queries.Asked:
    typed = request.GET
    first, last = wire.days_asked(
        typed.get("start_date", ""),
        typed.get("end_date", ""),
        today=local_day(now()),
        zone=city_zone(),
    )
    states = set(wire.many_in(typed.getlist("status")))
    if states - {wire.OPEN, wire.CLOSED}:
        raise Problem(BAD_REQUEST, "status is neither open nor closed")
    is_open = wire.OPEN in states if len(states) == 1 else None
    return queries.Asked(first, last, wire.many_in(typed.getlist("service_code")), is_open)


def _number(typed: str | None, most: int, *, default: int | None = None) -> int:
    """Pages are an extension: `page` and `page_size`, as Boston and Chicago have them."""
    if not typed:
        return default or most
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= most):
        raise Problem(BAD_REQUEST, f"page and page_size are numbers from 1 to {most}")
    return int(typed)


def _filed(request: HttpRequest) -> wire.Row:
    key = _app_of(request)
    report = report_in(request.POST.dict())
    is_too_many = not may_try(BY_ONE_APP, str(key.pk))
    try:
        _complaint, token, code = file_by_app(report=report, key=key, held=is_too_many, at=now())
    except NotAnAddress:
        raise Problem(BAD_REQUEST, "email is not an e-mail address") from None
    is_placed = any(request.POST.get(name) for name in FARTHEST)
    notice = " ".join([_notice(code), *([_("Where you are was not kept.")] if is_placed else [])])
    return {"token": token, "service_notice": notice, "account_id": None}


def _app_of(request: HttpRequest) -> AppKey:
    typed = request.POST.get("api_key") or request.GET.get("api_key") or ""
    if not typed:
        raise Problem(KEY_REFUSED, "api_key was not provided")
    key = key_of(typed)
    if key is None:
        raise Problem(KEY_REFUSED, "api_key is not known, or was ended")
    return key


def _notice(code: str) -> str:
    """She reads our answer with her code; the app shows it to her, this once."""
    return _("Keep this code: %(code)s. With it you read our answer: %(address)s") % {
        "code": code,
        "address": answer_address(translation.get_language() or "en"),
    }


@_speaks("GET", "HEAD")
def request(request: HttpRequest, *, number: str) -> Said:
    """GET Service Request: how one stands."""
    found = queries.requests_of([number])
    if not found:
        raise Problem(NOT_FOUND, "service_request_id was not found")
    return REQUESTS, [wire.request_row(found[0], city_zone())]


@_speaks("GET", "HEAD")
def number_of(request: HttpRequest, *, token: str) -> Said:
    """GET service_request_id from a token. While it waits to be let in, the number is empty: ask again."""
    complaint = queries.with_token(token)
    if complaint is None:
        raise Problem(NOT_FOUND, "token was not found")
    number = queries.number_shown(complaint)
    return REQUESTS, [{"service_request_id": number, "token": token}]
