"""What a department, or the office for it, says of whom a service serves."""

from typing import Any, Final, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.departments.models import AskedPaper, Statement
from xenia.work.departments.models.statement import LAW_SAYS, Rule
from xenia.work.departments.operations.statements import Law, Paper, Said

MOST_PAPERS: Final = 6
PAPER_SAYS: Final = ("kind", "name", "why", "instead")
WORDS: Final = {"dir": "auto", "autocomplete": "off"}


class RuleForm(forms.Form):
    """Open to all, restricted by a law, or asking for documents: chosen first, then come its own fields."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Who may use this service?"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who may use this service.")},
    )

    @property
    def chosen(self) -> str:
        """The rule it is about, as far as it is one; else ""."""
        rule = self.data.get("rule") if self.is_bound else self.initial.get("rule")
        return str(rule) if rule in Rule.values else ""


class StatementForm(RuleForm):
    """What belongs to the rule that was chosen; a law says what it is and where else to go."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("No law restricts it, and no paper is asked for."),
        required=False,
        error_messages={"required": gettext_lazy("Look first whether it is so. Then tick it.")},
    )
    law_title = forms.CharField(
        label=gettext_lazy("Name of the law"), required=False, max_length=200
    )
    law_citation = forms.CharField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("Such as 8 U.S.C. 1621."),
        required=False,
        max_length=120,
    )
    law_url = forms.URLField(
        label=gettext_lazy("Address where everybody can read it"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("Type a whole address, such as https://uscode.house.gov/.")
        },
    )
    law_from = forms.DateField(
        label=gettext_lazy("In force since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Choose the day.")},
    )
    restricts = forms.CharField(
        label=gettext_lazy("What it means here, in plain words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={**WORDS, "rows": 3}),
    )
    instead = forms.CharField(
        label=gettext_lazy("Where somebody whom the law shuts out can go instead"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={**WORDS, "rows": 3}),
    )

    @classmethod
    def of(cls, statement: Statement | None) -> dict[str, Any]:
        """The statement as it stands."""
        names = ("rule", *LAW_SAYS)
        return {name: getattr(statement, name) for name in names} if statement else {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_sure"].required = self.chosen == Rule.OPEN
        for name in LAW_SAYS:
            field = self.fields[name]
            field.required = self.chosen == Rule.LAW
            field.error_messages["required"] = _("Residents must be able to read this. Fill it in.")

    def clean(self) -> dict[str, Any]:
        """A law belongs to the rule that it is restricted by one."""
        cleaned = super().clean() or {}
        if self.chosen and self.chosen != Rule.LAW and self.has_law:
            self.add_error(
                "rule",
                _("A law is written below. Choose that a law restricts it, or empty those fields."),
            )
        return cleaned

    @property
    def has_law(self) -> bool:
        """Whether something of a law was typed."""
        return self.is_bound and any(self.data.get(name, "").strip() for name in LAW_SAYS)

    def law(self) -> Law | None:
        """The law, where one restricts."""
        said = self.cleaned_data
        return Law(*(said[name] for name in LAW_SAYS)) if said["rule"] == Rule.LAW else None


class PaperForm(forms.Form):
    """One document a service asks for. An empty line is left out."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Document"),
        required=False,
        choices=[("", gettext_lazy("None")), *AskedPaper.Kind.choices],
    )
    name = forms.CharField(
        label=gettext_lazy("Which one exactly"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is asked for"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=WORDS),
    )
    instead = forms.CharField(
        label=gettext_lazy("What may be brought instead"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=WORDS),
    )

    def clean(self) -> dict[str, Any]:
        """A document has its reason, and something that may be brought instead."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if not kind:
            if any(cleaned.get(name) for name in PAPER_SAYS):
                self.add_error("kind", _("Choose the document, or empty this line."))
            return cleaned
        if not cleaned.get("why"):
            self.add_error("why", _("Say why this document is asked for."))
        if not cleaned.get("instead"):
            self.add_error("instead", _("Say what somebody may bring who does not have it."))
        if kind == AskedPaper.Kind.OTHER and not cleaned.get("name"):
            self.add_error("name", _("Say which document it is."))
        return cleaned


PaperForms = formset_factory(PaperForm, extra=2, max_num=MOST_PAPERS, validate_max=True)


def papers_of(statement: Statement | None) -> list[dict[str, str]]:
    """The documents as they stand."""
    rows = statement.papers.all() if statement else ()
    return [{name: getattr(one, name) for name in PAPER_SAYS} for one in rows]


def has_papers(papers: BaseFormSet[PaperForm]) -> bool:
    """Whether something of a document was typed."""
    fields = ((one, name) for one in papers.forms for name in PAPER_SAYS)
    return any(one.data.get(one.add_prefix(name), "").strip() for one, name in fields)


def said_in(form: StatementForm, papers: BaseFormSet[PaperForm]) -> Said | None:
    """What the two say together; None, with an error in the form, where a document is missing or too many."""
    rule = form.cleaned_data["rule"]
    rows = [one.cleaned_data for one in papers.forms if one.cleaned_data.get("kind")]
    if rule != Rule.PAPERS and rows:
        form.add_error(
            "rule",
            _(
                "A document is written below. Choose that it asks for documents, or empty that line."
            ),
        )
        return None
    if rule != Rule.PAPERS:
        return Said(rule, form.law())
    if not rows:
        form.add_error("rule", _("Fill in at least one document below."))
        return None
    return Said(rule, papers=[_paper(one) for one in rows])


def _paper(said: dict[str, Any]) -> Paper:
    return Paper(**{name: cast(str, said[name]) for name in ("kind", "why", "instead", "name")})
