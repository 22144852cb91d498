"""The code on a receipt."""

from django import forms
from django.utils.translation import gettext_lazy


class CodeForm(forms.Form):
    """The code somebody got when she agreed."""

    code = forms.CharField(
        label=gettext_lazy("The code on your receipt"),
        help_text=gettext_lazy("15 letters and digits. Small letters and spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Type the code that stands on your receipt.")},
    )
