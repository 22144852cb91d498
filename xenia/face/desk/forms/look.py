"""The office's logo and its two colours."""

from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.face.desk.forms.office import SettingsForm
from xenia.ground.design.colours import TEXT_CONTRAST, WHITE, contrast, problems
from xenia.ground.reference.models.office import COLOUR

LARGEST_LOGO = 200_000  # bytes: a phone loads it with the page
KILOBYTE = 1000

TOO_LIGHT = {
    "wall": gettext_lazy(
        "White words on %(colour)s are hard to read: the contrast is %(contrast)s, and it must be %(wanted)s. "
        "Choose a darker color."
    ),
    "go": gettext_lazy(
        "Words in %(colour)s on white are hard to read: the contrast is %(contrast)s, and it must be %(wanted)s. "
        "Choose a darker color."
    ),
}


def kind_of_picture(content: bytes) -> str | None:
    """The picture's media type by its first bytes, whatever the file is called; None for any other file.

    Drawings (SVG) are not among them: they can hold programs.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


class Colour(forms.CharField):
    """A colour as # and six digits or letters; the # may be left out."""

    default_validators = [COLOUR]

    def to_python(self, value: Any) -> str:
        """The colour in small letters."""
        said = str(super().to_python(value)).strip().lower()
        return f"#{said}" if len(said) == 6 and not said.startswith("#") else said


class LookForm(SettingsForm):
    """Logo and colours. After `is_valid()`, `picture` is (content, media type), or None when none was chosen."""

    picture: tuple[bytes, str] | None = None

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("A picture (PNG, JPEG or WebP) of at most 200 kB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)
    wall_colour = Colour(
        label=gettext_lazy("Color of the wall"),
        help_text=gettext_lazy(
            "The dark ground at the top of each page, such as #451c30. Empty: Xenia's own."
        ),
        required=False,
    )
    go_colour = Colour(
        label=gettext_lazy("Color of buttons and links"),
        help_text=gettext_lazy("Such as #0f6460. Empty: Xenia's own."),
        required=False,
    )

    def clean_wall_colour(self) -> str:
        """Refuse a wall on which white words cannot be read."""
        return self._readable("wall", self.cleaned_data["wall_colour"])

    def clean_go_colour(self) -> str:
        """Refuse links that cannot be read on white."""
        return self._readable("go", self.cleaned_data["go_colour"])

    def _readable(self, part: str, colour: str) -> str:
        wall, go = (colour, "") if part == "wall" else ("", colour)
        measured = contrast(WHITE, colour) if colour else TEXT_CONTRAST
        if measured < TEXT_CONTRAST or problems(wall, go):
            raise forms.ValidationError(
                str(TOO_LIGHT[part])
                % {"colour": colour, "contrast": f"{measured:.1f}", "wanted": TEXT_CONTRAST}
            )
        return colour

    def clean_logo(self) -> File[bytes] | None:
        """Look into the file: its name proves nothing."""
        file: File[bytes] | None = self.cleaned_data["logo"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_LOGO:
            raise forms.ValidationError(
                _("This picture has %(size)s kB. Choose one of at most 200 kB.")
                % {"size": -(-(file.size or 0) // KILOBYTE)}
            )
        content = file.read()
        kind = kind_of_picture(content)
        if kind is None:
            raise forms.ValidationError(
                _(
                    "This file is not a PNG, JPEG or WebP picture. Save the logo as PNG and choose it again."
                )
            )
        self.picture = (content, kind)
        return file

    def values(self) -> dict[str, Any]:
        """What changes, as the operation takes it."""
        said: dict[str, Any] = {
            "wall_colour": self.cleaned_data["wall_colour"],
            "go_colour": self.cleaned_data["go_colour"],
        }
        if self.picture:
            said["logo"], said["logo_type"] = self.picture
        elif self.cleaned_data["remove_logo"]:
            said["logo"], said["logo_type"] = None, ""
        return said
