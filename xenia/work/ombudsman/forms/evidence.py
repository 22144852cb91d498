"""Pictures and papers somebody sends along, and what a colleague covers in them."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xenia.work.ombudsman.evidence import (
    MEGABYTE,
    MOST_BYTES,
    MOST_FILES,
    MOST_PAGES,
    PICTURES,
    TAKEN,
    Box,
    NotTaken,
    drawn_anew,
    looks_like_one,
)

BOXES: Final = 6
SIDES: Final = ("left", "top", "right", "bottom")


class PicturesInput(forms.FileInput):
    """The browser's own way to choose several files."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files, each of a kind and size we take. They are drawn anew later: `PicturesForm.draw`."""

    widget = PicturesInput

    def __init__(self, *args: Any, most: int = MOST_FILES, **kwargs: Any) -> None:
        self.most = most
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Which kinds the browser offers; a telephone changes its own kind into one of them."""
        return {**super().widget_attrs(widget), "accept": TAKEN}

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen, quickly looked at. Raises ValidationError."""
        sent = data if isinstance(data, list) else [data] if data else []
        if self.required and not sent:
            raise forms.ValidationError(_("Choose a picture or a paper."))
        if len(sent) > self.most:
            words = ngettext(
                "This takes one file. Choose one.",
                "You can send %(most)s files at a time. Choose fewer now, and send the others afterwards.",
                self.most,
            )
            raise forms.ValidationError(words % {"most": self.most})
        troubles = [said for number, one in enumerate(sent, 1) if (said := _trouble(number, one))]
        if troubles:
            raise forms.ValidationError(troubles)
        return sent


def _trouble(number: int, file: Any) -> str:
    """Why a file cannot be taken; "" when it looks well. Its name is not said: it is kept nowhere."""
    if (file.size or 0) > MOST_BYTES:
        return why_not("too_big", number)
    begins = file.read(16)
    file.seek(0)
    return "" if looks_like_one(begins) else why_not("wrong_kind", number)


def why_not(why: str, number: int) -> str:
    """What to tell somebody whose file we cannot take, and what she can do."""
    words = {
        "too_big": _("File %(number)s is larger than %(most)s MB. Send a smaller copy of it."),
        "wrong_kind": _(
            "File %(number)s is of a kind we cannot take. Send a photo (JPEG, PNG, WebP) or a PDF."
        ),
        "too_large": _(
            "File %(number)s is too large to open. Take a photo or a screenshot of it, and send that."
        ),
        "too_many_pages": _(
            "File %(number)s has more than %(pages)s pages. Send only the pages that show what happened."
        ),
        "locked": _("File %(number)s opens only with a password. Send a photo of it."),
    }.get(why, _("File %(number)s is broken. Send it again, or take a photo of it."))
    return words % {"number": number, "most": MOST_BYTES // MEGABYTE, "pages": MOST_PAGES}


class PicturesForm(forms.Form):
    """What somebody sends along. drawn: the pictures made of it, once `draw` was asked."""

    pictures = PicturesField(
        label=gettext_lazy("Pictures or papers"),
        help_text=gettext_lazy(
            "Up to 5 files, each up to 10 MB: photos (JPEG, PNG, WebP) or PDF with up to 10 pages."
        ),
        required=False,
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[PICTURES].required = needed
        self.drawn: list[bytes] = []

    def draw(self) -> bool:
        """Draw what was sent anew; False and a reason at the field where one cannot be taken.

        It costs a moment: ask when everything else about the form is right.
        """
        for number, file in enumerate(self.cleaned_data[PICTURES], 1):
            try:
                self.drawn += drawn_anew(file.read())
            except NotTaken as not_taken:
                self.add_error(PICTURES, why_not(not_taken.why, number))
        return not self.errors


class CaptionedForm(PicturesForm):
    """A colleague sends something along, and says what it shows."""

    caption = forms.CharField(
        label=gettext_lazy("What it shows"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


NAMES_NOBODY: Final = gettext_lazy("The covered copy shows nobody’s face, name, address or number")
LOOK_AGAIN: Final = gettext_lazy("Look at the copy again. Tick this when it shows none of them.")

UNTRUE_BOX: Final = gettext_lazy(
    "Box %(number)s: write four numbers from 0 to 100, the left one smaller than the right one, the top one smaller than the bottom one."
)


class CoverForm(forms.Form):
    """Boxes over a picture, in percent of it, and a colleague's word that what is left names nobody."""

    nothing_to_cover = forms.BooleanField(
        label=gettext_lazy("There is nothing in it to cover"), required=False
    )
    names_nobody = forms.BooleanField(
        label=NAMES_NOBODY, required=False, error_messages={"required": LOOK_AGAIN}
    )

    def __init__(self, *args: Any, is_kept: bool = False, **kwargs: Any) -> None:
        """is_kept: the copy is to be kept, not only shown first."""
        super().__init__(*args, **kwargs)
        self.is_kept = is_kept
        self.boxes: list[Box] = []
        self.fields["names_nobody"].required = is_kept
        for number in range(BOXES):
            for side in SIDES:
                self.fields[f"{side}_{number}"] = forms.FloatField(
                    min_value=0, max_value=100, required=False, widget=_percent(side, number)
                )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each box: left, top, right, bottom."""
        return [[self[f"{side}_{number}"] for side in SIDES] for number in range(BOXES)]

    def shapes(self) -> list[dict[str, float]]:
        """The boxes as they are drawn over the picture, also while another one is wrong."""
        return [
            {"x": left, "y": top, "width": right - left, "height": bottom - top}
            for left, top, right, bottom in self.boxes
        ]

    def clean(self) -> dict[str, Any]:
        """Boxes are whole and have an inside; without any, somebody says that there is nothing to cover."""
        said = self.cleaned_data
        self.boxes = [box for number in range(BOXES) if (box := self._box(number))]
        if self.is_kept and not self.errors and not self.boxes and not said["nothing_to_cover"]:
            self.add_error(
                None,
                _("Say what to cover: for each box four numbers. Or tick that there is nothing."),
            )
        return said

    def _box(self, number: int) -> Box | None:
        names = [f"{side}_{number}" for side in SIDES]
        values = [value for name in names if (value := self.cleaned_data.get(name)) is not None]
        is_wrong = any(name in self.errors for name in names)
        if not values and not is_wrong:
            return None
        if len(values) == len(SIDES):
            left, top, right, bottom = values
            if left < right and top < bottom:
                return left, top, right, bottom
        self.add_error(None, UNTRUE_BOX % {"number": number + 1})
        return None


def _percent(side: str, number: int) -> forms.NumberInput:
    """Named by the head of its column and the number of its row."""
    attrs = {
        "step": "0.5",
        "inputmode": "decimal",
        "dir": "ltr",
        "aria-labelledby": f"box-{number + 1} side-{side}",
    }
    return forms.NumberInput(attrs=attrs)


class CoveredCopyForm(PicturesForm):
    """A copy that was covered in another program."""

    names_nobody = forms.BooleanField(label=NAMES_NOBODY, error_messages={"required": LOOK_AGAIN})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, needed=True, **kwargs)
        field = self.fields[PICTURES]
        assert isinstance(field, PicturesField)
        field.most, field.label = 1, _("The covered copy")
        field.help_text = _("One picture, up to 10 MB.")
        field.widget.attrs.pop("multiple", None)

    def draw(self) -> bool:
        """One picture; a paper of several pages is not one."""
        if super().draw() and len(self.drawn) != 1:
            self.add_error(PICTURES, _("Send one picture: the covered copy of this one."))
        return not self.errors
