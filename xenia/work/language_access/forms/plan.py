"""Beginning a plan, and the words on top of it."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.plan_fields import (
    AUTO,
    LTR,
    MarkedForm,
    day_field,
    text_field,
)
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.operations.plans import COORDINATOR, longest

TOO_LONG: Final = gettext_lazy(
    "A plan ends after it begins, and holds for three years at most. Choose another day."
)


def check_days(form: forms.Form) -> None:
    """The day of renewal lies after the first day, within three years."""
    begins, renew = form.cleaned_data.get("begins_on"), form.cleaned_data.get("renew_by")
    if begins and renew and not begins < renew <= longest(begins):
        form.add_error("renew_by", str(TOO_LONG))


class StartForm(forms.Form):
    """Whose plan it is, and for how long."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("Department or provider"), queryset=Organization.objects.none()
    )
    begins_on = day_field(gettext_lazy("First day"))
    renew_by = day_field(
        gettext_lazy("Renewed by"), help_text=gettext_lazy("Within three years of the first day.")
    )
    from_last = forms.BooleanField(
        label=gettext_lazy("Begin with what the last plan says"),
        help_text=gettext_lazy("Without a last plan you begin with an empty one."),
        required=False,
    )

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Three years at most."""
        super().clean()
        check_days(self)
        return self.cleaned_data


class AboutForm(MarkedForm):
    """How long it holds, who coordinates it, and how the public reaches that person."""

    begins_on = day_field(gettext_lazy("First day"))
    renew_by = day_field(
        gettext_lazy("Renewed by"), help_text=gettext_lazy("Within three years of the first day.")
    )
    coordinator = forms.ModelChoiceField(
        label=gettext_lazy("Coordinator"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody with an account"),
    )
    coordinator_name = forms.CharField(
        label=gettext_lazy("Coordinator’s name, without an account"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The public does not see it."),
        widget=forms.TextInput(attrs=AUTO),
    )
    coordinator_reach = forms.CharField(
        label=gettext_lazy("How the public reaches the coordinator"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("An office phone or mailbox. No private number, no name."),
        widget=forms.TextInput(attrs=LTR),
    )
    summary = forms.CharField(
        label=gettext_lazy("The plan in a few sentences"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, plan: AccessPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = User.objects.filter(
            is_active=True,
            role_grants__ended_at=None,
            role_grants__organization_id=plan.organization_id,
        )
        self.fields["coordinator"].queryset = within.distinct().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Three years at most; one coordinator."""
        super().clean()
        check_days(self)
        if self.cleaned_data.get("coordinator") and self.cleaned_data.get("coordinator_name"):
            self.add_error(
                "coordinator_name", _("Choose an account or write a name. Leave one of them empty.")
            )
        return self.cleaned_data

    @staticmethod
    def of(plan: AccessPlan) -> dict[str, Any]:
        """What the form shows first."""
        names = ("begins_on", "renew_by", *COORDINATOR)
        return {name: getattr(plan, name) for name in names}


class SendBackForm(forms.Form):
    """What the department changes before anybody signs."""

    words = text_field(gettext_lazy("What to change"), 2000)


def first_days(today: date) -> dict[str, date]:
    """A plan usually begins with the next year and holds as long as it may."""
    begins = date(today.year + 1, 1, 1)
    return {"begins_on": begins, "renew_by": longest(begins)}
