"""`/design/`: every token and every part of a page, in every state."""

from __future__ import annotations

import re

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.design import charts, colours, icons, samples
from xenia.ground.design.shell import PathStep


class SampleForm(forms.Form):
    """A form to look at: one field of each kind."""

    language = forms.ChoiceField(
        label="Language the person speaks",
        choices=[("", ""), ("ht", "Kreyòl ayisyen"), ("ar", "العربية"), ("zh-hans", "简体中文")],
        error_messages={"required": "Choose the language, so we can find an interpreter."},
    )
    phone = forms.CharField(
        label="Phone",
        help_text="10 digits. We text only if you say it is safe.",
        min_length=10,
        error_messages={"min_length": "“555-01” has 5 digits. A phone number has 10."},
    )
    name = forms.CharField(
        label="What the person wants to be called",
        help_text="A first name is enough. Or leave it empty.",
        required=False,
    )
    day = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label="What happened", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_is_safe = forms.ChoiceField(
        label="May we text this number?",
        choices=[("yes", "Yes, it is safe"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    places = forms.MultipleChoiceField(
        label="Where to look",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("near", "Near the person"), ("phone", "By phone or video")],
    )
    voicemail = forms.BooleanField(label="Also leave a voicemail", required=False)


def tokens(request: HttpRequest) -> HttpResponse:
    """Show the look. `?desk=1` the staff page, `?sheet=1` a page made for paper, `?print=1` any of them as printed."""
    if request.GET.get("stylesheet") == "paper":
        return HttpResponse(paper_stylesheet(), content_type="text/css")
    return render(request, _page(request), _context(request))


def paper_stylesheet() -> str:
    """The stylesheet's rules for paper, as rules for the screen."""
    sheet = colours.STYLESHEET.read_text(encoding="utf-8")
    return sheet[sheet.index("@media print") :].replace("@media print", "@media all", 1)


def _page(request: HttpRequest) -> str:
    shells = ("desk", "sheet")
    shell = next((shell for shell in shells if request.GET.get(shell)), "page")
    return f"design/{shell}_tokens.html"


def _context(request: HttpRequest) -> dict[str, object]:
    wrong = SampleForm({"phone": "555-01", "name": "Marie-Ange", "text_is_safe": "yes"})
    wrong.is_valid()
    return {
        "colours": [(name, *values) for name, values in colours.tokens().items()],
        "spaces": re.findall(r"--(x\d): ([\d.]+rem);", colours.STYLESHEET.read_text("utf-8")),
        "icon_names": list(icons.ICONS),
        "form": SampleForm(auto_id="calm_%s"),
        "wrong": wrong,
        "steps": _path(),
        "chart": _chart(),
        "spans": _spans(),
        "pages": _pages(),
        "say": samples.words(get_language() or "en"),
        "important": _important(get_language() or "en"),
        # In English in every language: that is what the notice is for.
        "important_words": "Call before you pay anybody.",
        "as_print": bool(request.GET.get("print")),
    }


def _important(reader: str) -> list[dict[str, str]]:
    """“This is important” as one office of three languages says it, the reader's own first."""
    lines = [
        {"lang": "es", "direction": "ltr", "text": "Esto es importante. Pídanos que se lo leamos."},
        {"lang": "ht", "direction": "ltr", "text": "Sa a enpòtan. Mande nou pou nou li l pou ou."},
        {"lang": "ar", "direction": "rtl", "text": "هذا مهم. اطلب منا أن نقرأه لك."},
    ]
    return sorted(lines, key=lambda line: line["lang"] != reader)


def _path() -> list[PathStep]:
    return [
        PathStep(_("Sent"), "done"),
        PathStep(_("Accepted"), "done"),
        PathStep(_("Started"), "here"),
        PathStep(_("Outcome"), "ahead"),
    ]


def _pages() -> Page[int]:
    return Paginator(range(240), 20).page(3)


def _chart() -> charts.BarChart:
    rows = [
        charts.BarRow("Dominican Republic", 6240, "6,240", 690, "690", url="#charts"),
        charts.BarRow("Haiti", 4870, "4,870", 610, "610", url="#charts"),
        charts.BarRow("Cabo Verde", 2260, "2,260", 410, "410", url="#charts"),
        charts.BarRow("Somalia", 430, "430", 240, "240", "b", "#charts", is_uncertain=True),
    ]
    return charts.bar_chart(rows)


def _spans() -> charts.RunChart:
    counts = (14, 17, None, 12, 15, 18, 13, 31)
    return charts.run_chart(
        [
            charts.Span(f"{2024 + at // 4}, {at % 4 + 1}", count, str(count), 27, "27", count == 31)
            for at, count in enumerate(counts)
        ]
    )
