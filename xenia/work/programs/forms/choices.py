"""Fields that several forms share."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.registers.directory.models import Location, Organization, Service

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
MOST_PLACES: Final = 100_000
LONGEST_HOLD: Final = 60  # days


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, from the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day as year-month-day, such as 2026-09-15."),
        },
    )


def name_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A short name."""
    return forms.CharField(
        label=label,
        max_length=120,
        help_text=help_text,
        widget=forms.TextInput(attrs=AUTO),
        error_messages={"required": _("Give it a name.")},
    )


def places_field() -> forms.IntegerField:
    """How many places there are."""
    return forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "required": _("Write how many places there are."),
            "min_value": _("Write 1 or more."),
        },
    )


def hold_field() -> forms.IntegerField:
    """How long a free place is held."""
    return forms.IntegerField(
        label=_("Days a free place is held for the next in line"),
        help_text=_("0: she has the place at once, and you tell her."),
        min_value=0,
        max_value=LONGEST_HOLD,
        initial=0,
        error_messages={"required": _("Write 0 if the place is hers at once.")},
    )


class PlaceChoice(forms.ModelChoiceField[Location]):
    """A place of the organization; never one whose address is kept secret."""

    def __init__(self) -> None:
        super().__init__(
            Location.objects.none(), label=_("Where"), required=False, empty_label=_("Not said")
        )

    def offer(self, organization: Organization) -> None:
        """The places of one organization."""
        rows = Location.objects.filter(organization=organization, is_confidential=False)
        self.queryset = rows.order_by("name")

    def label_from_instance(self, obj: Location) -> str:
        """Its name alone."""
        return str(obj.name or obj.alternate_name or obj.pk)


class ServiceChoice(forms.ModelChoiceField[Service]):
    """The service of the directory that residents find."""

    def __init__(self) -> None:
        super().__init__(
            Service.objects.none(),
            label=_("Service in the directory"),
            required=False,
            empty_label=_("None"),
            help_text=_("Then its free places are seen when somebody is referred to it."),
        )

    def offer(self, organizations: Any) -> None:
        """The active services of some organizations."""
        rows = Service.objects.filter(organization__in=organizations, status=Service.Status.ACTIVE)
        self.queryset = rows.select_related("organization").order_by("name", "pk")

    def label_from_instance(self, obj: Service) -> str:
        """The service, and whose it is."""
        return f"{obj.name} ({obj.organization})"
