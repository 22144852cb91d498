"""When something goes wrong: a page in the person's language, with a way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
    """A form came back without its proof: cookies are off, or the page is old."""
    return render(request, "config/form_expired.html", status=403)
