"""The page for people who write software."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from xenia.ground.accounts.access import public

PAGE = Path(__file__).resolve().parent / "pages" / "en" / "developers.md"


@cache
def _text() -> SafeString:
    text: str = MarkdownIt("commonmark").render(PAGE.read_text(encoding="utf-8"))
    # Our own page, from this folder: nothing a person typed is in it.
    marked: SafeString = mark_safe(text)  # noqa: S308 # nosec
    return marked


@public
def developers(request: HttpRequest) -> HttpResponse:
    """What other software can read here, with examples; in English, as its readers' tools are."""
    return render(request, "api/developers.html", {"text": _text()})
