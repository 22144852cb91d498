"""Choosing texts for translators, and bringing their files in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.exchange import FORMATS, LARGEST
from xenia.ground.translations.forms.fields import any_kind, kinds, languages
from xenia.ground.translations.queries.exchange import Selection

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATE_WORDS: "Mapping[str, _StrPromise]" = {
    "missing": _("Missing"),
    "draft": _("Draft"),
    "reviewed": _("Reviewed"),
    "stale": _("Too old: the English changed"),
    "rejected": _("Sent back"),
}
# Why a file is not used at all, by the reason of NotReadable.
WHY_NOT: "Mapping[str, _StrPromise]" = {
    "too_large": _("This file is larger than 10 MB. Send out fewer texts at once."),
    "too_many": _("This file has more than 10,000 texts. Part it."),
    "unknown_ending": _("Bring an XLIFF file (.xlf) or a CSV file (.csv)."),
    "not_utf8": _("This file is not in UTF-8. Save it again as CSV in UTF-8."),
    "no_columns": _("The columns of an exported sheet are missing, or nothing is in them."),
    "broken_sheet": _("This file is not a whole CSV file. Save it again."),
    "broken_xml": _("This file is not whole. Save it again, or export the texts anew."),
    "declares_entities": _("This file has a document type in it, and we do not open those."),
    "other_version": _("This is not XLIFF 2. Save it as XLIFF 2.0."),
    "no_language": _("The file does not say which language it is in (trgLang)."),
    "too_deep": _("This file is not built as XLIFF is. Export the texts anew."),
}


class ExportForm(forms.Form):
    """Which texts go out, and as what."""

    language = forms.ChoiceField(label=_("Language"), choices=languages)
    kind = forms.ChoiceField(label=_("Kind of page"), required=False, choices=any_kind)
    state = forms.ChoiceField(
        label=_("Which texts"), required=False, choices=[("", _("All")), *STATE_WORDS.items()]
    )
    vital = forms.BooleanField(label=_("Only texts people act on"), required=False)
    format = forms.ChoiceField(
        label=_("As"),
        choices=[
            ("xliff", _("XLIFF 2.0, for translators' programs")),
            ("csv", _("CSV, for spreadsheets")),
        ],
    )

    def selection(self) -> Selection:
        """Which texts go out."""
        said = self.cleaned_data
        return Selection(said["language"], said["kind"], said["state"], said["vital"])


class ImportForm(forms.Form):
    """A file that comes back."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The XLIFF or CSV file that was exported here, translated."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(one.ending for one in FORMATS.values())}
        ),
        error_messages={
            "required": _("Choose the file to bring in."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Any:
        """A file that is not too large to look at."""
        file: Any = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(WHY_NOT["too_large"])
        return file


class MachineForm(forms.Form):
    """What the machine writes drafts for."""

    kind = forms.ChoiceField(label=_("Kind of page"), choices=kinds)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
