"""When something goes wrong: a page in the person's language, with a way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xenia.ground.accounts.kept_form import came_from_here, can_be_kept, kept_form


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing under this address."""
    return render(request, "config/404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not open this."""
    return render(request, "config/403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here; the page needs neither database nor session."""
    return render(request, "config/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its proof: cookies are off, or the page is old. Nothing typed is lost."""
    # Only a form of our own comes again with a fresh proof: a page elsewhere could fill one in for a colleague, and
    # "Send it now" would be her own click on somebody else's words.
    if came_from_here(request) and can_be_kept(request):
        return kept_form(request, status=403)
    return render(request, "config/form_expired.html", status=403)
