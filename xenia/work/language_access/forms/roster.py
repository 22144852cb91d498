"""What the roster is looked through by."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.language_access.forms.choices import every_area, named
from xenia.work.language_access.models.interpreter import Gender, Kind
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.queries.ranks import CERTIFIED, COURT, QUALIFIED
from xenia.work.language_access.queries.roster import FROM, INTO, Filters


class RosterFilter(forms.Form):
    """Language, direction, way, credential and person; what is unknown counts as not chosen."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), required=False)
    way = forms.ChoiceField(label=gettext_lazy("How"), required=False)
    least = forms.ChoiceField(label=gettext_lazy("Credential"), required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)

    def __init__(self, *args: Any, languages: list[str], reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", _("Every language"), named(languages, reader))
        self._offer(
            "direction",
            _("Both"),
            [(FROM, _("From this language")), (INTO, _("Into this language"))],
        )
        self._offer("way", _("Any way"), list(Way.choices))
        self._offer(
            "least",
            _("All, also without one"),
            [
                (str(QUALIFIED), _("Qualified")),
                (str(CERTIFIED), _("Certified")),
                (str(COURT), _("Certified by the courts")),
            ],
        )
        self._offer("gender", _("Any"), list(Gender.choices))
        self._offer("kind", _("Everybody"), list(Kind.choices))
        self._offer("area", _("Every area"), every_area(reader))

    def _offer(self, name: str, nothing: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices]

    def said(self) -> dict[str, str]:
        """What was chosen."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}

    def filters(self, asking: tuple[UUID, ...]) -> Filters:
        """The same as the query takes it."""
        said: dict[str, Any] = dict(self.said())
        return Filters(**said | {"least": int(said.get("least", 0)), "asking": asking})
