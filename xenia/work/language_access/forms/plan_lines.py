"""What a department writes into each section of its plan."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.models import LegalBasis
from xenia.registers.directory.models import Service
from xenia.registers.population.models import Dataset
from xenia.work.language_access.forms.plan_fields import (
    MarkedForm,
    day_field,
    promised_languages,
    text_field,
    words_field,
)
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    Goal,
    PlanBudget,
    PlanLanguage,
    PlanLine,
    PlanVendor,
)

UNSAID = ("", gettext_lazy("Not said"))
MOST = 100_000_000


class LineForm(MarkedForm):
    """One line of a section."""

    def __init__(self, *args: Any, plan: AccessPlan, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.reader = plan, reader
        self.offer()

    def offer(self) -> None:
        """What can be chosen here."""

    @classmethod
    def of(cls, line: PlanLine) -> dict[str, Any]:
        """What the form shows of a line that stands."""
        names = [name for name in cls.base_fields if name not in ("line", "mark")]
        return {name: getattr(line, name, None) for name in names}


class FactorForm(LineForm):
    """An answer with its source; a number with its way of counting."""

    factor = forms.ChoiceField(label=gettext_lazy("Question"), choices=FourFactor.Factor.choices)
    answer = text_field(gettext_lazy("Your answer"), 2000)
    source = words_field(
        gettext_lazy("Where you know it from"),
        300,
        help_text=gettext_lazy("A report, a count, a survey."),
    )
    figure = forms.IntegerField(
        label=gettext_lazy("Number"), required=False, min_value=0, max_value=MOST
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How it was counted"),
        required=False,
        choices=[UNSAID, *CountMethod.choices],
    )
    counted_on = day_field(gettext_lazy("Counted or published on"), required=False)
    dataset = forms.ModelChoiceField(
        label=gettext_lazy("Estimates it comes from"),
        queryset=Dataset.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def offer(self) -> None:
        """The files of estimates in use, and the first question without an answer."""
        self.fields["dataset"].queryset = Dataset.objects.current()  # type: ignore[attr-defined]
        answered = {one.factor for one in self.plan.fourfactors.all()}
        still = [one for one in FourFactor.Factor if one not in answered]
        self.initial.setdefault("factor", still[0] if still else FourFactor.Factor.NUMBER)

    def clean(self) -> dict[str, Any]:
        """A number without a way of counting says nothing."""
        super().clean()
        said = self.cleaned_data
        has_figure = said.get("figure") is not None
        if has_figure != bool(said.get("method")):
            self.add_error("method", _("Write the number, and choose how it was counted."))
        if has_figure != bool(said.get("counted_on")):
            self.add_error("counted_on", _("Write the number, and the day it was counted."))
        if said.get("dataset") and said.get("method") != CountMethod.ESTIMATE:
            self.add_error(
                "dataset", _("Estimates belong to a number that is a published estimate.")
            )
        return said


class LanguageForm(LineForm):
    """A language, and the law that asks for it or your own reason."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    basis = forms.ModelChoiceField(
        label=gettext_lazy("Law that asks for it"),
        queryset=LegalBasis.objects.none(),
        required=False,
        empty_label=gettext_lazy("None: we chose it"),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure that is"),
        required=False,
        choices=[UNSAID, *PlanLanguage.Certainty.choices],
    )
    reason = words_field(gettext_lazy("Why you chose it"), 300, required=False)

    def offer(self) -> None:
        """Every language, and the laws that bind us today."""
        self.fields["language"].choices = promised_languages(self.reader)  # type: ignore[attr-defined]
        laws = LegalBasis.objects.binding_us().in_force(local_day(now()))
        self.fields["basis"].queryset = laws  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Owed by a law, with how sure; or chosen, with a reason."""
        super().clean()
        said = self.cleaned_data
        if said.get("basis") and not said.get("certainty"):
            self.add_error(
                "certainty", _("Say how sure it is that the law asks for this language.")
            )
        if not said.get("basis") and not said.get("reason"):
            self.add_error("reason", _("Name the law that asks for it, or say why you chose it."))
        return said

    def said(self) -> dict[str, Any]:
        """The fields of the record."""
        said = super().said()
        why = PlanLanguage.Why.OWED if said["basis"] else PlanLanguage.Why.CHOSEN
        return said | {"why": why, "certainty": said["certainty"] if said["basis"] else ""}


class ServiceForm(LineForm):
    """A service, and how help is given there."""

    service = forms.ModelChoiceField(
        label=gettext_lazy("Service in the directory"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not in the directory"),
    )
    name = words_field(
        gettext_lazy("Or what it is called"),
        200,
        required=False,
        help_text=gettext_lazy("For what is not in the directory, such as a counter."),
    )
    by_staff = forms.BooleanField(
        label=gettext_lazy("Staff who speak the language"), required=False
    )
    on_call = forms.BooleanField(label=gettext_lazy("Interpreters on call"), required=False)
    by_phone_line = forms.BooleanField(label=gettext_lazy("A phone line"), required=False)
    has_signage = forms.BooleanField(label=gettext_lazy("Signs on site"), required=False)
    how = words_field(gettext_lazy("How people get help"), 500, required=False)

    def offer(self) -> None:
        """The department's own services."""
        own = Service.objects.filter(organization=self.plan.organization_id).order_by("name")
        self.fields["service"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A service has a name."""
        super().clean()
        if not self.cleaned_data.get("service") and not self.cleaned_data.get("name"):
            self.add_error("service", _("Choose a service, or write what it is called."))
        return self.cleaned_data

    def said(self) -> dict[str, Any]:
        """The fields of the record; the name as it was when it was written down."""
        said = super().said()
        service = said["service"]
        return said | {"name": service.name[:200] if service else said["name"]}


class SkillForm(LineForm):
    """How many speak a language, how many were tested. No names."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    speak = forms.IntegerField(
        label=gettext_lazy("How many of the staff speak it"), min_value=1, max_value=100_000
    )
    tested = forms.IntegerField(
        label=gettext_lazy("How many of them passed a test"), min_value=0, max_value=100_000
    )
    test = words_field(gettext_lazy("Which test"), 200, required=False)
    counted_on = day_field(gettext_lazy("Counted on"))

    def offer(self) -> None:
        """Every language."""
        self.fields["language"].choices = promised_languages(self.reader)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is tested who does not speak it, nor without a test."""
        super().clean()
        tested, speak = self.cleaned_data.get("tested"), self.cleaned_data.get("speak")
        if tested and speak and tested > speak:
            self.add_error("tested", _("More were tested than speak the language. Look at both."))
        if tested and not self.cleaned_data.get("test"):
            self.add_error("test", _("Say which test they passed."))
        return self.cleaned_data


class SignForm(LineForm):
    """A place, and whether a sign hangs there."""

    where = words_field(gettext_lazy("Where"), 200)
    has_sign = forms.BooleanField(
        label=gettext_lazy("A sign here says that language help is free"), required=False
    )


class VendorForm(LineForm):
    """Who interprets or translates for the department."""

    name = words_field(gettext_lazy("Company"), 200)
    gives = forms.ChoiceField(label=gettext_lazy("What it does"), choices=PlanVendor.For.choices)
    until_on = day_field(gettext_lazy("Contract ends on"), required=False)


class BudgetForm(LineForm):
    """The money of one year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    dollars = forms.DecimalField(
        label=gettext_lazy("Amount in dollars"),
        min_value=0,
        max_value=1_000_000_000,
        decimal_places=2,
    )

    def said(self) -> dict[str, Any]:
        """The fields of the record, in cents."""
        return {
            "year": self.cleaned_data["year"],
            "amount_cents": int(self.cleaned_data["dollars"] * 100),
        }

    @classmethod
    def of(cls, line: PlanLine) -> dict[str, Any]:
        """What the form shows of a line that stands."""
        assert isinstance(line, PlanBudget)
        return {"year": line.year, "dollars": Decimal(line.amount_cents) / 100}


class TrainingForm(LineForm):
    """When staff were trained, on what, how many."""

    held_on = day_field(gettext_lazy("Day"))
    topic = words_field(gettext_lazy("Topic"), 200)
    people = forms.IntegerField(label=gettext_lazy("How many came"), min_value=1, max_value=100_000)


class GoalForm(LineForm):
    """What you want to reach."""

    what = words_field(gettext_lazy("Goal"), 300)
    by_on = day_field(gettext_lazy("By when"))
    state = forms.ChoiceField(label=gettext_lazy("Where it stands"), choices=Goal.State.choices)
