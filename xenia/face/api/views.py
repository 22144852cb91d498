"""The page for people who write software."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from xenia.ground.accounts.access import public
from xenia.ground.common.ids import lasting_id
from xenia.ground.reference.office import office_facts

PAGE = Path(__file__).resolve().parent / "pages" / "en" / "developers.md"


@cache
def _text() -> SafeString:
    text: str = MarkdownIt("commonmark").render(PAGE.read_text(encoding="utf-8"))
    # Our own page, from this folder: nothing a person typed is in it.
    marked: SafeString = mark_safe(text)  # noqa: S308 # nosec
    return marked


@public
def developers(request: HttpRequest) -> HttpResponse:
    """What other software can read here, with examples of this very office; in English, as its readers' tools are."""
    zips = sorted(office_facts().zips)
    said = {
        "https://YOUR-OFFICE": f"{request.scheme}://{request.get_host()}",
        "YOUR-ZIP": zips[0] if zips else "YOUR-ZIP",
        "A-TERM": str(lasting_id("taxonomy", "xenia", "learn-english")),
    }
    text = _text()
    for hole, words in said.items():
        text = SafeString(text.replace(hole, escape(words)))
    return render(request, "api/developers.html", {"text": text})
