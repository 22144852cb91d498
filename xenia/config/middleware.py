"""One log line per request: the view's name, never the path, the address or the person."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("xenia.requests")
SLOW_MS = 500.0


def request_log(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Note errors and slow answers; the rest only when somebody turns the level to DEBUG."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        milliseconds = (time.perf_counter() - began) * 1000
        match = request.resolver_match
        # While Xenia starts, the health page waits for everything else: that is no news.
        is_slow = milliseconds > SLOW_MS and (match is None or match.view_name != "health")
        worth_it = response.status_code >= 500 or is_slow
        log.log(
            logging.WARNING if worth_it else logging.DEBUG,
            "request",
            extra={
                "view": match.view_name if match else "",
                "method": request.method,
                "status": response.status_code,
                "ms": round(milliseconds, 1),
            },
        )
        return response

    return middleware
