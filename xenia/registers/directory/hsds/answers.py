"""How every address of the API answers: pages, lines, problems, and the headers other software needs."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from typing import Any, Final

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from xenia.registers.directory.hsds.asking import BadParameter, Listed
from xenia.registers.directory.hsds.finding import Found
from xenia.registers.directory.hsds.reading import last_change
from xenia.registers.directory.hsds.tables import VERSION
from xenia.registers.directory.hsds.writing import Writer, batches_of, page_of
from xenia.registers.directory.models import OrganizationRecord, PlaceRecord, ServiceRecord

View = Callable[..., HttpResponseBase]
FRESH_SECONDS: Final = 60
JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
PROBLEM: Final = "application/problem+json"
# A day: how long a browser may remember what it may ask from elsewhere.
REMEMBER_SECONDS: Final = 86_400
_TITLES: Final = {
    308: "This became part of another record",
    400: "A parameter is not as expected",
    404: "There is nothing here",
    405: "This address does not take that",
    413: "The body is too long",
    415: "The body is of a kind we cannot read",
}


def answers(*methods: str) -> Callable[[View], View]:
    """An address for other software: anybody may ask, from anywhere, and is told in JSON what is wrong."""
    allowed = ("GET", "HEAD", "OPTIONS", *methods)

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = _answered(view, request, allowed, *args, **kwargs)
            return _for_anybody(response, request, allowed)

        # Nothing is changed here and no cookie is read, so there is no form to be forged.
        answered.csrf_exempt = True  # type: ignore[attr-defined]
        return answered

    return decorate


def _answered(
    view: View, request: HttpRequest, allowed: tuple[str, ...], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in allowed:
        return problem(405, f"Expected one of {', '.join(allowed)}.")
    try:
        return view(request, *args, **kwargs)
    except BadParameter as wrong:
        return problem(wrong.status, wrong.sentence, wrong.name)
    except Http404 as missing:
        return problem(404, str(missing))


def _for_anybody(
    response: HttpResponseBase, request: HttpRequest, allowed: tuple[str, ...]
) -> HttpResponseBase:
    """Pages of other sites may read it. By HEAD, only the headers go."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    if request.method == "OPTIONS" or response.status_code == 405:
        response["Allow"] = ", ".join(allowed)
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = ", ".join(allowed)
        response["Access-Control-Allow-Headers"] = "Content-Type, If-Modified-Since, If-None-Match"
        response["Access-Control-Max-Age"] = str(REMEMBER_SECONDS)
    return response


def problem(
    status: int, sentence: str, parameter: str = "", *, merged_into: str = ""
) -> HttpResponse:
    """What went wrong, in a sentence, as RFC 9457 has it."""
    said = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": sentence}
    said |= {"parameter": parameter} if parameter else {}
    said |= {"merged_into": merged_into} if merged_into else {}
    response = HttpResponse(json.dumps(said), content_type=PROBLEM, status=status)
    patch_cache_control(response, no_store=True)
    return response


def merged(kept: str, address: str) -> HttpResponse:
    """A record became part of another: programs are led there, and who stops here reads which one it is.

    The kept record says its own id, so nobody takes it for the one she asked for. A merge can be undone: nothing is
    remembered for good.
    """
    said = problem(308, "It was merged with another record. Ask for that one.", merged_into=kept)
    response = HttpResponsePermanentRedirect(
        address, preserve_request=True, content=said.content, content_type=PROBLEM
    )
    patch_cache_control(response, no_store=True)
    response["Link"] = f'<{address}>; rel="successor-version"'
    return response


def one(
    request: HttpRequest, text: str, *, modified_at: datetime | None = None
) -> HttpResponseBase:
    """One record, or a document, as JSON text."""
    return _kept(request, HttpResponse(text, content_type=JSON), _tag(text), modified_at)


def many(request: HttpRequest, ask: Listed, found: Found, writer: Writer) -> HttpResponseBase:
    """A page of what was found, or all of it, a line each."""
    if ask.is_stream:
        return _lines(request, found, writer)
    total = found.count()
    size = ask.per_page
    if getattr(ask, "minimal", False) and "per_page" not in ask.model_fields_set:
        size = max(total, 1)
    rows = page_of(found, writer, (ask.page - 1) * size, size)
    pages = -(-total // size)
    envelope = {
        "total_items": total,
        "total_pages": pages,
        "page_number": ask.page,
        "size": len(rows),
        "first_page": ask.page == 1,
        "last_page": ask.page >= pages,
        "empty": not rows,
    }
    text = f'{json.dumps(envelope)[:-1]}, "contents": [{",".join(rows)}]}}'
    changed = last_change() if _is_dated(found) else None
    return _kept(request, HttpResponse(text, content_type=JSON), _tag(text), changed)


def _lines(request: HttpRequest, found: Found, writer: Writer) -> HttpResponseBase:
    """All that was found. The tag says what it would be made from, so that nothing is read to say "unchanged"."""
    lines = _in_lines(found, writer)
    if not _is_dated(found):
        text = "".join(lines)
        return _kept(request, HttpResponse(text, content_type=LINES), _tag(text), None)
    changed = last_change()
    state = f"{request.get_full_path()} {found.count()} {changed} {found.ranked} {VERSION}"
    response = StreamingHttpResponse(
        iter(()) if request.method == "HEAD" else lines, content_type=LINES
    )
    return _kept(request, response, f"W/{_tag(state)}", changed)


def _is_dated(found: Found) -> bool:
    """Whether these records know when they last changed; terms and their taxonomies do not, and are few."""
    return found.records.model in (ServiceRecord, PlaceRecord, OrganizationRecord)


def _in_lines(found: Found, writer: Writer) -> Iterator[str]:
    for batch in batches_of(found, writer):
        yield "".join(f"{text}\n" for text in batch)


def _tag(text: str) -> str:
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def _kept(
    request: HttpRequest, response: HttpResponseBase, tag: str, changed: datetime | None
) -> HttpResponseBase:
    """Others may keep an answer for a minute and then ask whether it is still true; by POST nothing is kept."""
    if request.method == "POST":
        patch_cache_control(response, no_store=True)
        return response
    response["ETag"] = tag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    moment = int(changed.timestamp()) if changed else None
    answer: HttpResponseBase = (
        get_conditional_response(request, tag, moment, response) or response  # type: ignore[arg-type]
    )
    return _headers_only(answer) if request.method == "HEAD" else answer


def _headers_only(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
