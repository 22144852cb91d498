"""Choosing one more language."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages


class LanguageForm(forms.Form):
    """One of the written languages of the registry that the office does not offer yet."""

    code = forms.ChoiceField(
        label=gettext_lazy("Add a language"),
        error_messages={
            "required": gettext_lazy("Choose a language from the list."),
            "invalid_choice": gettext_lazy("Choose a language from the list."),
        },
    )

    def __init__(self, *args: Any, spoken: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = sorted(
            (one.english_name, one.own_name, one.code)
            for one in all_languages()
            if one.is_written and one.code not in spoken
        )
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", ""),
            *(
                (
                    code,
                    english
                    if own == english
                    else _("%(english)s · %(own)s") % {"english": english, "own": own},
                )
                for english, own, code in others
            ),
        ]
