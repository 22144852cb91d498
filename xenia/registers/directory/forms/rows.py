"""Rows of a form: phones, hours, languages … each one line of fields; an empty line counts as none."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.common.languages import all_languages, is_known, name_in
from xenia.registers.directory.forms.fields import (
    Days,
    PhoneNumber,
    Words,
    clock_field,
    day_field,
    email_address,
)
from xenia.registers.directory.models import Phone
from xenia.registers.directory.queries.details import Row

if TYPE_CHECKING:
    from xenia.registers.directory.forms.fields import Label

MORE = 3


class RowForm(forms.Form):
    """One line. `given` are fields that are never empty and say nothing alone."""

    given: ClassVar[frozenset[str]] = frozenset()

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(required=False, label=gettext_lazy("Remove"))

    def has_changed(self) -> bool:
        """Whether the line says something, and is not to be removed."""
        return bool(self.raw()) and not self._sent("remove")

    def raw(self) -> dict[str, Any]:
        """What was typed into the line; nothing when it is empty."""
        typed = {name: self._sent(name) for name in self.fields}
        says = (name for name in typed if name not in {"id", "remove", *self.given})
        return typed if any(typed[name] for name in says) else {}

    def _sent(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(
            self.data, self.files, self.add_prefix(name)
        )

    def row(self) -> Row:
        """The line as the directory keeps it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "remove"}
        if said["id"] is None:
            del said["id"]
        else:
            said["id"] = str(said["id"])
        return said


class PhoneRow(RowForm):
    """A number people call or write to."""

    given = frozenset({"type"})
    number = PhoneNumber(
        label=gettext_lazy("Number"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        error_messages={"required": gettext_lazy("Write the phone number.")},
    )
    extension = Words(label=gettext_lazy("Extension"), required=False)
    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Phone.Type.choices)
    description = Words(label=gettext_lazy("Note"), required=False)
    is_confidential = forms.BooleanField(label=gettext_lazy("Only for the office"), required=False)


class ScheduleRow(RowForm):
    """Days and hours, in local time."""

    byday = Days()
    opens_at = clock_field(gettext_lazy("From"))
    closes_at = clock_field(gettext_lazy("To"))
    valid_from = day_field(gettext_lazy("First day"))
    valid_to = day_field(gettext_lazy("Last day"))
    description = Words(label=gettext_lazy("Note"), required=False)

    def clean(self) -> dict[str, Any]:
        """A line needs days or words; it does not end before it began."""
        said = self.cleaned_data
        if not said.get("byday") and not said.get("description"):
            raise ValidationError(_("Choose the days of these hours, or write a note."))
        _in_order(
            said.get("valid_from"), said.get("valid_to"), _("The last day is before the first.")
        )
        return said

    def row(self) -> Row:
        """The line; hours that repeat do so every week unless a rule said otherwise."""
        row = super().row()
        return row if "id" in row else {**row, "freq": "WEEKLY"}


class LanguageRow(RowForm):
    """A language people can use."""

    code = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    name = Words(label=gettext_lazy("Or a language not in the list"), required=False)
    note = Words(label=gettext_lazy("Note, such as “call ahead”"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(
            label=self.fields["code"].label, required=False, choices=language_choices
        )
        code = self._sent("code") if self.is_bound else self.initial.get("code")
        if is_known(str(code or "")):
            self.initial["name"] = ""
            self.fields["name"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A language of the list takes its name from there."""
        said = self.cleaned_data
        if code := said.get("code"):
            said["name"] = name_in(code, "en")
        elif not said.get("name"):
            raise ValidationError(_("Choose the language this note is about."))
        return said


def language_choices() -> list[tuple[str, str]]:
    """Every language we know, by its name for the reader."""
    return list(_language_names(get_language() or "en"))


@cache
def _language_names(reader: str) -> tuple[tuple[str, str], ...]:
    names = [(one.code, name_in(one.code, reader)) for one in all_languages()]
    return (("", ""), *sorted(names, key=lambda one: one[1].casefold()))


class CapacityRow(RowForm):
    """How much is free."""

    available = forms.IntegerField(
        label=gettext_lazy("Free now"),
        min_value=0,
        error_messages={"required": gettext_lazy("Write how many are free now; 0 when none is.")},
    )
    maximum = forms.IntegerField(label=gettext_lazy("Of"), min_value=0, required=False)
    unit = Words(
        label=gettext_lazy("Counted in (seats, beds, appointments)"),
        error_messages={"required": gettext_lazy("Write what is counted, such as seats.")},
    )

    def clean(self) -> dict[str, Any]:
        """There is not more free than there is."""
        said = self.cleaned_data
        _in_order(said.get("available"), said.get("maximum"), _("More are free than there are."))
        return said


class DocumentRow(RowForm):
    """A paper to bring."""

    document = Words(label=gettext_lazy("Paper"))


class AccessRow(RowForm):
    """One way a place can be used."""

    description = Words(label=gettext_lazy("For example: step-free entrance"))


class ContactRow(RowForm):
    """A person in her office."""

    name = Words(
        label=gettext_lazy("Name"),
        error_messages={"required": gettext_lazy("Write the person's name.")},
    )
    title = Words(label=gettext_lazy("What she does there"), required=False)
    email = email_address("email")
    is_confidential = forms.BooleanField(label=gettext_lazy("Only for the office"), required=False)


def _in_order(first: Any, last: Any, words: str) -> None:
    if first is not None and last is not None and last < first:
        raise ValidationError(words)


class RowSet(forms.BaseFormSet[RowForm]):
    """The lines of one kind. Sent lines may all be empty: what was there before is in what the page sealed."""

    def initial_form_count(self) -> int:
        """No line must be filled in."""
        return 0 if self.is_bound else super().initial_form_count()

    def rows(self) -> list[Row]:
        """The lines that say something."""
        return [form.row() for form in self.forms if form.has_changed()]

    def raw(self) -> list[dict[str, Any]]:
        """What was typed, line by line."""
        return [typed for form in self.forms if (typed := form.raw())]


ROW_TITLES: Mapping[str, tuple["Label", "Label"]] = {
    "phones": (gettext_lazy("Phones"), gettext_lazy("Add more phones")),
    "schedules": (gettext_lazy("Hours"), gettext_lazy("Add more hours")),
    "languages": (gettext_lazy("Languages"), gettext_lazy("Add more languages")),
    "capacities": (gettext_lazy("Places left"), gettext_lazy("Add more kinds of places")),
    "required_documents": (gettext_lazy("Papers to bring"), gettext_lazy("Add more papers")),
    "accessibility": (
        gettext_lazy("How people with disabilities can use it"),
        gettext_lazy("Add more"),
    ),
    "contacts": (gettext_lazy("People to turn to"), gettext_lazy("Add more people")),
}


def row_set(
    name: str, form: type[RowForm], *, data: Any = None, initial: Any = None, extra: int = 1
) -> RowSet:
    """The lines of one kind, with some empty ones."""
    made = forms.formset_factory(form, formset=RowSet, extra=extra, max_num=200, absolute_max=400)
    return cast(RowSet, made(data, initial=initial, prefix=name))
