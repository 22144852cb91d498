"""What is typed about a program, and which ones are looked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Organization
from xenia.work.programs.forms.choices import AUTO, ServiceChoice, day_field, name_field
from xenia.work.programs.models import Capacity, Program, ProgramTemplate, RunBy
from xenia.work.programs.queries.shown import templates_for

LONGEST = 2000
CITY_KINDS = (Organization.Kind.CITY, Organization.Kind.LIBRARY)


class LookFor(forms.Form):
    """Which offerings are shown."""

    words = forms.CharField(
        label=gettext_lazy("Name"), required=False, widget=forms.TextInput(attrs=AUTO)
    )
    view = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Planned and open")),
            ("free", gettext_lazy("With a free place now")),
            ("over", gettext_lazy("Ended or called off")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What a place is"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *Capacity.choices],
    )

    def said(self) -> dict[str, str]:
        """What was chosen; what is unknown counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class DescribeForm(forms.Form):
    """What a program is."""

    name = name_field(gettext_lazy("What it is called"))
    about = forms.CharField(
        label=gettext_lazy("What happens there"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={**AUTO, "rows": 4}),
    )
    service = ServiceChoice()

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, ServiceChoice)
        field.offer(organizations)


class NewProgramForm(DescribeForm):
    """A new program: from a pattern in a minute, or blank."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=gettext_lazy("Who runs it"),
        error_messages={"required": gettext_lazy("Choose who runs it.")},
    )
    run_by = forms.ChoiceField(
        label=gettext_lazy("That is"),
        choices=RunBy.choices,
        widget=forms.RadioSelect,
        initial=RunBy.OFFICE,
    )
    template = forms.ModelChoiceField(
        ProgramTemplate.objects.none(),
        label=gettext_lazy("Begin from a template"),
        required=False,
        empty_label=gettext_lazy("No, begin blank"),
        help_text=gettext_lazy("Its offerings and sessions are planned for you."),
    )
    begins_on = day_field(
        gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Needed with a template: its sessions are counted from this day."),
    )

    field_order = ("template", "name", "begins_on", "organization", "run_by", "service", "about")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        rows = Organization.objects.filter(status=Organization.Status.ACTIVE)
        if not user.may("programs.run"):
            rows = rows.filter(pk__in=user.organizations())
        super().__init__(*args, organizations=rows, **kwargs)
        self._offer(rows, user)

    def _offer(self, rows: Any, user: User) -> None:
        organization, template = self.fields["organization"], self.fields["template"]
        assert isinstance(organization, forms.ModelChoiceField)
        assert isinstance(template, forms.ModelChoiceField)
        organization.queryset, template.queryset = rows.order_by("name"), templates_for(user)
        if not user.may("programs.run"):
            del self.fields["run_by"]
        own = list(rows[:2])
        if len(own) == 1:
            organization.initial = own[0]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a pattern without a day, a service of somebody else, a partner that is the city."""
        said = super().clean() or self.cleaned_data
        organization, service = said.get("organization"), said.get("service")
        if said.get("template") and not said.get("begins_on") and "begins_on" not in self.errors:
            self.add_error("begins_on", _("Choose the first day."))
        if organization and service and service.organization_id != organization.pk:
            self.add_error("service", _("This service belongs to another organization."))
        if organization and "run_by" not in self.fields:
            said["run_by"] = RunBy.CITY if organization.kind in CITY_KINDS else RunBy.PARTNER
        return said


class KeepTemplateForm(forms.Form):
    """What a pattern is called, and for whom it is."""

    name = name_field(gettext_lazy("What the template is called"))
    is_for_everybody = forms.BooleanField(
        label=gettext_lazy("Partners and other offices may use it too"), required=False
    )

    def __init__(self, *args: Any, may_share: bool, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = program.name
        if not may_share:
            del self.fields["is_for_everybody"]

    def said(self) -> dict[str, Any]:
        """For the operation."""
        return {"is_for_everybody": False} | self.cleaned_data
