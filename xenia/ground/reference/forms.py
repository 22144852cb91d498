"""What a person may enter about a law, and how we tell her that something is missing."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import UnknownLanguage, language
from xenia.ground.reference.models import LegalBasis

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LawForm(forms.ModelForm[LegalBasis]):
    """A law as it is entered or put right. `fields_said()` is what the operations take."""

    languages = forms.CharField(
        label=gettext_lazy("Languages it names"),
        help_text=gettext_lazy("Tags with a space between, such as: es ht zh-hant."),
        required=False,
    )

    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, assume_scheme="https"
    )

    class Meta:
        model = LegalBasis
        fields = (
            "title", "code", "citation", "jurisdiction", "place", "binds_us", "scope", "duty", "from_on", "ended_on",
            "ended_how", "rule", "share_percent", "people", "notice_below", "languages", "source", "source_url",
            "read_on", "unverified",
        )  # fmt: skip
        labels: ClassVar = {
            "title": gettext_lazy("Title"),
            "code": gettext_lazy("Short code"),
            "citation": gettext_lazy("Citation"),
            "jurisdiction": gettext_lazy("Whose law"),
            "place": gettext_lazy("Which state, city or county"),
            "binds_us": gettext_lazy("It binds this office, its departments or providers"),
            "scope": gettext_lazy("Who owes it"),
            "duty": gettext_lazy("What it asks for"),
            "from_on": gettext_lazy("First day"),
            "ended_on": gettext_lazy("First day it does not hold any more"),
            "ended_how": gettext_lazy("How it ended"),
            "rule": gettext_lazy("From when on a language is owed"),
            "share_percent": gettext_lazy("Share of the people served, in percent"),
            "people": gettext_lazy("Number of people"),
            "notice_below": gettext_lazy("A notice is enough below so many people"),
            "source": gettext_lazy("Where the facts stand"),
            "read_on": gettext_lazy("Day somebody read it there"),
            "unverified": gettext_lazy("What nobody has checked"),
        }
        help_texts: ClassVar = {
            "code": gettext_lazy(
                "Small letters, figures and hyphens, such as: our-2024-ordinance."
            ),
            "duty": gettext_lazy("In short sentences. Everybody can read it."),
            "from_on": gettext_lazy("Empty: nobody has found out."),
            "ended_on": gettext_lazy("Empty: it holds today."),
            "notice_below": gettext_lazy("Empty: the law knows no such rule."),
        }
        widgets: ClassVar = {
            "duty": forms.Textarea(attrs={"rows": 4}),
            "from_on": _DAY,
            "ended_on": _DAY,
            "read_on": _DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.languages:
            self.initial["languages"] = " ".join(self.instance.languages)

    def clean_languages(self) -> list[str]:
        """The tags of the registry."""
        try:
            tags = self.cleaned_data["languages"].replace(",", " ").split()
            return [language(tag).code for tag in tags]
        except UnknownLanguage:
            words = gettext_lazy("Write tags of languages we know, such as: es ht zh-hant.")
            raise ValidationError(words) from None

    def fields_said(self) -> dict[str, Any]:
        """Every field as it was said."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}


class NextLawForm(LawForm):
    """A law that takes another's place: it begins on a day, and says how the other one ended."""

    how = forms.CharField(
        label=gettext_lazy("How the law before it ended"),
        max_length=300,
        required=False,
    )
    from_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=_DAY,
        help_text=gettext_lazy("On this day the law before it ends."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ended_on", "ended_how"):
            del self.fields[name]

    def fields_said(self) -> dict[str, Any]:
        """Every field of the new law."""
        return {name: value for name, value in super().fields_said().items() if name != "how"}


class EndForm(forms.Form):
    """The end of a law."""

    ended_on = forms.DateField(
        label=gettext_lazy("First day it does not hold any more"), widget=_DAY
    )
    how = forms.CharField(
        label=gettext_lazy("How it ended"),
        max_length=300,
        help_text=gettext_lazy("Such as: Repealed by the council."),
    )


class DayForm(forms.Form):
    """The day somebody asks about."""

    on = forms.DateField(label=gettext_lazy("On which day?"), widget=_DAY, required=False)


def take_errors(form: forms.BaseForm, wrong: ValidationError) -> None:
    """What an operation refused stands at the field it is about, or on top."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, errors in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
