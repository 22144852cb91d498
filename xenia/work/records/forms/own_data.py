"""In which language a person reads what we hold of her."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xenia.ground.reference.office import office_facts


class OwnDataForm(forms.Form):
    """One of the languages of the pages, and that we know who she is."""

    language = forms.ChoiceField(label=gettext_lazy("In which language does she read it?"))
    is_sure = forms.BooleanField(
        label=gettext_lazy("I know who she is, and she asked for it"),
        error_messages={"required": gettext_lazy("Make sure who she is, then check this box.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.own_name) for one in office_facts().languages]
