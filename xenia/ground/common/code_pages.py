"""The pages where somebody types a code she holds. Whichever of them she opens, her code leads her to the right one.

A room enters its page in `apps.ready()`: the page takes a form with a field `code`.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# The name of each page, and whether a typed code opens something there.
CODE_PAGES: dict[str, Callable[[str], bool]] = {}


def right_page(request: HttpRequest) -> HttpResponse | None:
    """Send the same form to the page its code opens; None when it opens none.

    The browser posts it once more, so the code stands in no address.
    """
    typed = request.POST.get("code", "")
    for name, opens in CODE_PAGES.items():
        if opens(typed):
            return redirect(name, preserve_request=True)
    return None
