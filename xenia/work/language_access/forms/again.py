"""A form that comes back with what was typed."""

from typing import cast

from django import forms
from django.http import QueryDict


def sent_again(form: forms.Form, **fresh: str) -> None:
    """What was typed stays in the form; some hidden fields are fresh."""
    said = cast(QueryDict, form.data).copy()
    for name, value in fresh.items():
        said[name] = value
    form.data = said
