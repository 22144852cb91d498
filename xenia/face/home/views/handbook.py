"""The handbook: one printable page for each role, in plain words."""

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from xenia.face.home.caching import same_for_everybody
from xenia.ground.accounts.access import public
from xenia.ground.accounts.roles import Role

PAGES = Path(__file__).resolve().parent.parent / "handbook"
RESIDENT = "resident"


def role_name(role: str) -> str:
    """The role as the handbook's title says it."""
    return _("Finding help") if role == RESIDENT else str(Role(role).label)


@cache
def page_of(role: str, reader: str) -> tuple[str, SafeString] | None:
    """The page's language and text: the reader's where it is written, else English."""
    for tag in (reader, "en"):
        path = PAGES / tag / f"{role}.md"
        if path.is_file():
            # Our own pages, from this folder: nothing a person typed is in them.
            return tag, mark_safe(MarkdownIt().render(path.read_text(encoding="utf-8")))  # noqa: S308 # nosec
    return None


@public
@same_for_everybody
def handbook(request: HttpRequest, role: str) -> HttpResponse:
    """How this work is done, on one page."""
    if role != RESIDENT and role not in Role.values:
        raise Http404("no such role")
    reader = get_language() or "en"
    found = page_of(role, reader)
    if found is None:
        raise Http404("no page for this role yet")
    others = [
        (role_name(one), reverse("home:handbook", args=[one])) for one in (RESIDENT, *Role.values)
    ]
    return render(
        request,
        "home/handbook.html",
        {
            "title": role_name(role),
            "text": found[1],
            "text_language": found[0],
            "reader": reader,
            "others": others,
        },
    )
