"""Areas: a name, in every language, and its ZIP codes."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import Language
from xenia.ground.reference.models import Area, AreaZip
from xenia.ground.reference.zip_points import zip_point

Points = dict[str, tuple[float, float]]
LINE = re.compile(r"(\d{5})(?:[\s,;]+(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?))?", re.ASCII)


def written(zips: Iterable[AreaZip]) -> str:
    """ZIP codes as the form shows them: one per line, with the point after each."""
    return "\n".join(f"{row.zip_code} {row.latitude:g} {row.longitude:g}" for row in zips)


class AreaForm(forms.Form):
    """A part of the city or county that people know by name.

    After `is_valid()`, `zips` holds a point in degrees for each ZIP code: as typed, else looked up.
    """

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what people call this area.")},
    )
    zips = forms.CharField(
        label=gettext_lazy("ZIP codes"),
        help_text=gettext_lazy(
            "One per line. We look up where each lies; to correct it, write latitude and longitude after it: "
            "02128 42.37 -71.02"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "spellcheck": "false"}),
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude of its middle"),
        help_text=gettext_lazy("Empty: the middle of its ZIP codes."),
        required=False,
        min_value=-90,
        max_value=90,
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude of its middle"),
        required=False,
        min_value=-180,
        max_value=180,
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"),
        help_text=gettext_lazy("Small numbers come first; the same numbers by name."),
        required=False,
        min_value=0,
        max_value=9999,
    )

    OWN = ("name", "zips", "latitude", "longitude", "position")

    def __init__(
        self,
        *args: Any,
        languages: Iterable[Language],
        area: Area | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        self.languages = [one for one in languages if one.code != "en"]
        for one in self.languages:
            self.fields[f"name_{one.code}"] = forms.CharField(
                label=one.own_name,
                max_length=120,
                required=False,
                widget=forms.TextInput(attrs={"lang": one.code, "dir": one.direction}),
            )

    def own(self) -> list[forms.BoundField]:
        """The fields about the area itself."""
        return [self[name] for name in self.OWN]

    def in_languages(self) -> list[forms.BoundField]:
        """Its name in each other language."""
        return [self[f"name_{one.code}"] for one in self.languages]

    def clean_name(self) -> str:
        """Refuse a second area of the same name."""
        name: str = self.cleaned_data["name"]
        self.code = self.area.code if self.area else slugify(name)[:40]
        if not self.code:
            raise forms.ValidationError(
                _("Write the name in Latin letters here, and in others below.")
            )
        if self.area is None and Area.objects.filter(code=self.code).exists():
            raise forms.ValidationError(
                _("There is an area of this name already. Open it to change it.")
            )
        return name

    def clean_zips(self) -> Points:
        """Find the point of every ZIP code; a line we cannot read is named."""
        points: Points = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["zips"].splitlines())):
            said = LINE.fullmatch(line)
            if said is None:
                raise forms.ValidationError(
                    _("“%(line)s” is not a ZIP code. Write five digits, one ZIP code per line.")
                    % {"line": line}
                )
            points[said[1]] = _point_of(said)
        return points

    def clean(self) -> dict[str, Any]:
        """A middle has both degrees, or is the middle of the ZIP codes."""
        cleaned = super().clean() or {}
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "longitude" if longitude is None else "latitude"
            self.add_error(missing, _("Write both latitude and longitude, or neither."))
        points: Points = cleaned.get("zips") or {}
        if latitude is None and longitude is None and points:
            cleaned["latitude"] = _mean(point[0] for point in points.values())
            cleaned["longitude"] = _mean(point[1] for point in points.values())
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        cleaned = self.cleaned_data
        return {
            "code": self.code,
            "name": cleaned["name"],
            "latitude": cleaned["latitude"],
            "longitude": cleaned["longitude"],
            "zip_points": cleaned["zips"],
            "position": cleaned["position"] or 0,
            "names": {one.code: cleaned[f"name_{one.code}"] for one in self.languages},
        }


def _point_of(said: re.Match[str]) -> tuple[float, float]:
    """The point that was typed after a ZIP code, else the one it is known to have."""
    if said[2] is None:
        known = zip_point(said[1])
        if known is None:
            raise forms.ValidationError(
                _(
                    "We do not know where %(zip)s lies. Write its latitude and longitude after it, "
                    "such as: %(zip)s 42.37 -71.02"
                )
                % {"zip": said[1]}
            )
        return known.latitude, known.longitude
    latitude, longitude = float(said[2]), float(said[3])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise forms.ValidationError(
            _("The point after %(zip)s is not on the globe: latitude comes first.")
            % {"zip": said[1]}
        )
    return latitude, longitude


def _mean(degrees: Iterable[float]) -> float:
    values = list(degrees)
    return round(sum(values) / len(values), 4)
