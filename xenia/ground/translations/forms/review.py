"""What a reviewer answers."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.translations.forms.fields import Words

ACCEPT: Final = "accept"
SEND_BACK: Final = "send_back"
_LINE: Final = 60


class ReviewForm(forms.Form):
    """The text, as it is or put right; or the reason for sending it back. The marks say what she has read."""

    text = Words(label=gettext_lazy("The translation"))
    reason = Words(
        label=gettext_lazy("Why it goes back"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Only when you send it back. Whoever wrote it reads this."),
    )
    text_mark = forms.CharField(widget=forms.HiddenInput)
    source_mark = forms.CharField(widget=forms.HiddenInput)
    warned = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, language: str, direction: str, act: str = "", **said: Any
    ) -> None:
        super().__init__(*args, **said)
        self.act = act
        words = str(self.initial.get("text", ""))
        rows = 2 + words.count("\n") + len(words) // _LINE
        self.fields["text"].widget = forms.Textarea(
            attrs={"rows": rows, "lang": language, "dir": direction}
        )
        if act == SEND_BACK:
            self.fields["text"].required = False

    def clean_reason(self) -> str:
        """A text goes back with a reason."""
        reason: str = self.cleaned_data["reason"]
        if self.act == SEND_BACK and not reason:
            raise forms.ValidationError(_("Write what is wrong, so that it can be put right."))
        return reason
