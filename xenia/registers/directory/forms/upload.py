"""A directory file somebody brings."""

from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.forms.fields import Words

ENDINGS: Final = (".zip", ".csv", ".json", ".ndjson")
_LARGEST = 300 * 1024 * 1024


class UploadForm(forms.Form):
    """The file, whose it is, and whether it is only tried."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A zip, CSV, JSON or ndjson file: HSDS 1, 2 or 3, or Ohana. Zip a folder before you bring it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": gettext_lazy("Choose the file to bring in."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )
    source = Words(
        label=gettext_lazy("Whose directory is it?"),
        help_text=gettext_lazy(
            "Write the same name when they send a new file: then it renews what the last one brought."
        ),
        max_length=120,
        error_messages={"required": gettext_lazy("Write whose directory it is.")},
    )
    is_dry_run = forms.BooleanField(
        label=gettext_lazy("Try it first: say what would happen, and change nothing"),
        required=False,
        initial=True,
    )

    def clean_file(self) -> Any:
        """A file of a kind we can read, and not too large."""
        file: Any = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in ENDINGS:
            words = _("“%(name)s” is no zip, CSV, JSON or ndjson file.")
            raise ValidationError(words % {"name": file.name})
        if file.size > _LARGEST:
            raise ValidationError(
                _("This file is larger than 300 MB. Ask whoever runs the server to bring it in.")
            )
        return file


class RunFilter(forms.Form):
    """What to look at in the report of a run."""

    what = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Rows that did not come in")),
            ("notes", gettext_lazy("Notes on rows that came in")),
        ],
    )
    file = forms.ChoiceField(label=gettext_lazy("File"), required=False)
    q = Words(label=gettext_lazy("Words in the reason"), required=False)

    def __init__(self, data: Any, *, files: list[str]) -> None:
        super().__init__(data)
        self.fields["file"] = forms.ChoiceField(
            label=gettext_lazy("File"),
            required=False,
            choices=[("", gettext_lazy("All files")), *((name, name) for name in files)],
        )

    def said(self) -> dict[str, str]:
        """What makes sense of what was asked."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
