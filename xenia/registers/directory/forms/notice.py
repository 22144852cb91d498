"""What somebody tells residents for some days: closed, other hours, something everybody must know."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.forms.fields import Words, day_field
from xenia.registers.directory.models import Notice

_LONGEST = 400


class NoticeForm(forms.Form):
    """A closure or an alert with its days."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Notice.Kind.choices,
        widget=forms.RadioSelect,
        initial=Notice.Kind.CLOSED,
    )
    starts_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(gettext_lazy("Last day"))
    words = Words(
        label=gettext_lazy("What should people know?"),
        required=False,
        max_length=_LONGEST,
        help_text=gettext_lazy(
            "One or two short sentences. In other languages it shows only after somebody answered for the wording."
        ),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].help_text = _(
            "Leave it empty when you do not know yet. Then take the notice away yourself."
        )

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, is not over yet, and other hours or an alert say what they are."""
        said = self.cleaned_data
        said["starts_on"] = starts = said.get("starts_on") or self.today
        ends = said.get("ends_on")
        if ends and ends < starts:
            self.add_error("ends_on", ValidationError(_("The last day is before the first.")))
        elif ends and ends < self.today:
            self.add_error("ends_on", ValidationError(_("That day is over. Write a later one.")))
        if said.get("kind") != Notice.Kind.CLOSED and not said.get("words"):
            self.add_error("words", ValidationError(_("Write what people should know.")))
        return said
