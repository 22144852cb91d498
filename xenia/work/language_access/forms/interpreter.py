"""What the office writes down about one interpreter."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.choices import every_area, every_language, every_script
from xenia.work.language_access.forms.plan_fields import day_field, text_field
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.credential import Evidence, Level, Modality
from xenia.work.language_access.models.interpreter import (
    MINUTES_OF_A_WEEK,
    Gender,
    Kind,
    RateUnit,
)
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.operations import Described, Pair, Proof

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
DAY: Final = {"type": "date"}
SEALED: Final = ("name", "phone", "email", "home_note", "access_code", "call_steps")
UNSAID: Final = ("", gettext_lazy("Not said"))


class InterpreterForm(forms.Form):
    """Who it is, how the office reaches her, and what was agreed."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs=AUTO)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Works as"), choices=Kind.choices)
    organization = forms.ModelChoiceField(
        label=gettext_lazy("Vendor"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("A vendor line needs one. It stands in the directory."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    home_note = forms.CharField(
        label=gettext_lazy("From where the interpreter sets out"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A quarter or a station is enough."),
        widget=forms.TextInput(attrs=AUTO),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Areas served"),
        required=False,
        help_text=gettext_lazy("None chosen: the whole city."),
        widget=forms.CheckboxSelectMultiple,
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        required=False,
        choices=[UNSAID, *Gender.choices],
        help_text=gettext_lazy("Only if the interpreter says it."),
    )
    translates = forms.BooleanField(
        label=gettext_lazy("Also translates in writing"), required=False
    )
    weekly_cap_hours = forms.DecimalField(
        label=gettext_lazy("Hours a week at most"),
        required=False,
        min_value=Decimal("0.25"),
        max_value=MINUTES_OF_A_WEEK // 60,
        decimal_places=2,
        help_text=gettext_lazy("Empty: no limit."),
    )
    agreed_on = day_field(gettext_lazy("Agreement made on"), required=False)
    rate = forms.DecimalField(
        label=gettext_lazy("Rate in dollars"),
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=2,
    )
    rate_unit = forms.ChoiceField(
        label=gettext_lazy("Rate for"), required=False, choices=[UNSAID, *RateUnit.choices]
    )
    access_code = forms.CharField(
        label=gettext_lazy("Access code of the line"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For a vendor line. It is sealed, and only the office sees it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    call_steps = text_field(
        gettext_lazy("What to say or press on the phone"),
        600,
        required=False,
        help_text=gettext_lazy("For a vendor line."),
    )
    user = forms.ModelChoiceField(
        label=gettext_lazy("Account with which the interpreter signs in"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._from("organization", Organization.objects.order_by("name"))
        accounts = User.objects.filter(is_active=True, role_grants__role="interpreter")
        self._from("user", accounts.filter(role_grants__ended_at=None).distinct())
        areas = self.fields["areas"]
        assert isinstance(areas, forms.MultipleChoiceField)
        areas.choices = every_area(reader)

    def _from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """What belongs together is said together."""
        said = super().clean() or self.cleaned_data
        if (said.get("rate") is None) != (not said.get("rate_unit")):
            self.add_error("rate_unit", _("Write the rate, and what it is paid for."))
        if said.get("kind") == Kind.VENDOR_LINE:
            self._check_line(said)
        else:
            self._check_person(said)
        return said

    def _check_person(self, said: dict[str, Any]) -> None:
        for name in ("access_code", "call_steps"):
            if said.get(name):
                self.add_error(name, _("Only a vendor line has this. Leave it empty."))

    def _check_line(self, said: dict[str, Any]) -> None:
        if not said.get("organization"):
            self.add_error("organization", _("Choose the vendor this line belongs to."))
        if said.get("gender"):
            self.add_error("gender", _("A vendor line is no person. Leave this empty."))
        if said.get("user"):
            self.add_error("user", _("Nobody signs in for a vendor line. Leave this empty."))

    def said(self) -> Described:
        """The same as the operation takes it."""
        said = dict(self.cleaned_data)
        hours, rate = said.pop("weekly_cap_hours"), said.pop("rate")
        return Described(
            **said
            | {
                "areas": list(Area.objects.filter(code__in=said["areas"])),
                "weekly_cap_minutes": None if hours is None else round(hours * 60),
                "rate_cents": None if rate is None else round(rate * 100),
            }
        )

    @staticmethod
    def of(interpreter: Interpreter) -> dict[str, Any]:
        """What stands in the form before it is changed."""
        others = ("areas", "weekly_cap_hours", "rate")
        names = [name for name in InterpreterForm.base_fields if name not in others]
        held = {name: getattr(interpreter, name) for name in names}
        held |= {name: str(held[name] or "") for name in SEALED}
        cap, cents = interpreter.weekly_cap_minutes, interpreter.rate_cents
        return held | {
            "weekly_cap_hours": None if cap is None else _two(Decimal(cap) / 60),
            "rate": None if cents is None else _two(Decimal(cents) / 100),
            "areas": [one.area.code for one in interpreter.served.select_related("area")],
        }


def _two(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


class TwoLanguages(forms.Form):
    """From which language into which."""

    from_language = forms.ChoiceField(label=gettext_lazy("From"))
    to_language = forms.ChoiceField(label=gettext_lazy("Into"), initial="en")
    both_ways = forms.BooleanField(label=gettext_lazy("And back"), required=False, initial=True)

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_language", "to_language"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Choose a language")), *every_language(reader)]

    def clean(self) -> dict[str, Any]:
        """Two different languages."""
        said = super().clean() or self.cleaned_data
        if said.get("from_language") and said["from_language"] == said.get("to_language"):
            self.add_error("to_language", _("Choose another language than the first."))
        return said


class PairForm(TwoLanguages):
    """A pair, and how she works in it."""

    ways = forms.MultipleChoiceField(
        label=gettext_lazy("How"),
        choices=Way.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Languages that stand already get these ways too."),
        error_messages={"required": gettext_lazy("Choose at least one way to work.")},
    )
    dialect = forms.CharField(
        label=gettext_lazy("Dialect"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=AUTO),
    )
    script = forms.ChoiceField(
        label=gettext_lazy("Script"),
        required=False,
        help_text=gettext_lazy("For work in writing, where a language has more than one."),
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, reader=reader, **kwargs)
        field = self.fields["script"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [UNSAID, *every_script(reader)]

    def said(self) -> Pair:
        """The same as the operation takes it."""
        said = self.cleaned_data
        return Pair(
            said["from_language"],
            said["to_language"],
            said["ways"],
            said["dialect"],
            said["script"],
        )


class LineForm(forms.Form):
    """Many languages of a vendor's line at once, all between English and themselves."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    line_ways = forms.MultipleChoiceField(
        label=gettext_lazy("How"),
        choices=[(one.value, one.label) for one in (Way.PHONE, Way.VIDEO)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one way to work.")},
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [one for one in every_language(reader) if one[0] != "en"]

    def said(self) -> list[Pair]:
        """The same as the operation takes it, one language after the other."""
        said = self.cleaned_data
        return [Pair(code, "en", said["line_ways"]) for code in said["languages"]]


class CredentialForm(TwoLanguages):
    """What she can show."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level.choices)
    evidence = forms.ChoiceField(label=gettext_lazy("What you saw"), choices=Evidence.choices)
    modality = forms.ChoiceField(label=gettext_lazy("For"), choices=Modality.choices)
    issuer = forms.CharField(
        label=gettext_lazy("Issued by"), max_length=120, widget=forms.TextInput(attrs=AUTO)
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Issued on"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Ends on"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    evidence_note = forms.CharField(
        label=gettext_lazy("Note, such as its number"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs=AUTO),
    )

    def clean(self) -> dict[str, Any]:
        """A certificate stands for itself; best available evidence is something else."""
        said = super().clean()
        is_best = said.get("level") == Level.BEST_AVAILABLE
        if is_best == (said.get("evidence") == Evidence.CERTIFICATE):
            self.add_error(
                "evidence",
                _(
                    "Best available evidence is a test, hours or references. All else is a certificate."
                ),
            )
        self._check_days(said.get("issued_on"), said.get("expires_on"))
        return said

    def _check_days(self, issued: date | None, expires: date | None) -> None:
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("The end is before the beginning."))

    def said(self) -> Proof:
        """The same as the operation takes it."""
        return Proof(**self.cleaned_data)
