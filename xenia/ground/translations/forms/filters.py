"""What to look at. A filter that makes no sense is left out, never an error page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.forms.fields import any_kind, any_language
from xenia.ground.translations.queries.grid import INTERFACE


class Filter(forms.Form):
    """A list's filters, read from its address."""

    def said(self) -> dict[str, Any]:
        """What makes sense of what was asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


def _grid_kinds() -> list[tuple[str, Any]]:
    return [*any_kind(), (INTERFACE, _("The interface's own words"))]


class GridFilter(Filter):
    """The grid of pages and languages."""

    kind = forms.ChoiceField(label=_("Kind of page"), required=False, choices=_grid_kinds)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=any_language)
    vital = forms.BooleanField(label=_("Only texts people act on"), required=False)


class QueueFilter(Filter):
    """The review queue of one language."""

    kind = forms.ChoiceField(label=_("Kind of page"), required=False, choices=any_kind)
    vital = forms.BooleanField(label=_("Only texts people act on"), required=False)


class TermFilter(Filter):
    """The glossary."""

    q = forms.CharField(label=_("Term"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=any_language)
