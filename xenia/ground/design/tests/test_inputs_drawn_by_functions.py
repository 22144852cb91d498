"""Inputs drawn by functions are those Django's own templates draw, whatever was typed."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import translation

from xenia.ground.design.widgets import DRAWN, QuickRenderer

CHOICES = [("", "—"), ("a<b", "<i>One</i> & “two”"), ("7", 1234), ("Group", [("g", "Inside")])]
SAID: tuple[tuple[forms.Widget, Any], ...] = (
    (forms.TextInput({"class": 'a"b', "required": True, "hidden": False}), "<b>'\"&"),
    (forms.NumberInput({"min": 1}), 1200),
    (forms.EmailInput(), None),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.HiddenInput(), "x"),
    (forms.DateInput(), date(2026, 3, 9)),
    (forms.TimeInput(), "09:30"),
    (forms.Textarea({"dir": "auto"}), "</textarea><script>"),
    (forms.Textarea(), ""),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Select({"id": "it"}, CHOICES), "a<b"),
    (forms.Select(choices=CHOICES), None),
    (forms.SelectMultiple(choices=CHOICES), ["g", "7"]),
    (forms.NullBooleanSelect(), True),
    (forms.RadioSelect({"id": "it"}, CHOICES), "7"),
    (forms.CheckboxSelectMultiple({"id": "it"}, CHOICES), ["a<b"]),
)


@pytest.mark.parametrize(("widget", "value"), SAID)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_they_are_the_same_as_the_templates(
    widget: forms.Widget, value: Any, language: str
) -> None:
    with translation.override(language):
        ours = widget.render("a name", value, renderer=QuickRenderer())
        theirs = widget.render("a name", value, renderer=DjangoTemplates())
    assert _tight(ours) == _tight(theirs)


def test_each_function_stands_for_a_template_of_django() -> None:
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)


def _tight(page: str) -> str:
    """Without the white space between tags."""
    return re.sub(r">\s+<", "><", page.strip())
