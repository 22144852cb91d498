"""Near what? A ZIP code or a neighbourhood, as people write it; or a library branch they chose."""

import unicodedata
from dataclasses import dataclass, replace

import zipcodes
from django.utils.translation import gettext as _

from xenia.face.home.branches import branch_at
from xenia.ground.common.text import fold
from xenia.ground.reference.office import office_facts

ZIP_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Near:
    """Where distances are measured from. `problem` says what to write instead when it could not be understood.

    area: code of the office's area the person named, by ZIP code or by name; it says where she lives.
    """

    said: str = ""
    point: tuple[float, float] | None = None
    label: str = ""
    problem: str = ""
    area: str = ""


def near_which(said: str, branch: str, reader: str) -> Near:
    """Measure from the branch when one is chosen; the ZIP code beside it still says where the person lives."""
    near = near_what(said)
    chosen = branch_at(branch) if branch else None
    if chosen is None:
        return near
    return replace(near, point=chosen.point, label=chosen.name(reader))


def near_what(said: str) -> Near:
    """Understand a ZIP code of the city, any other US ZIP code, or the name of a neighbourhood."""
    text = _western(said).strip()
    if not text:
        return Near()
    digits = text[:ZIP_DIGITS]
    if digits.isascii() and digits.isdigit():
        return _near_zip(text, digits)
    facts = office_facts()
    for code, point in facts.area_points.items():
        names = {*facts.area_names.get(code, {}).values(), code}
        if point and fold(text) in {fold(name) for name in names}:
            return Near(text, point, text, area=code)
    return Near(
        text,
        problem=_(
            "We do not know “%(place)s”. Write a ZIP code with 5 digits, or choose a neighborhood."
        )
        % {"place": text},
    )


def _western(text: str) -> str:
    """Digits of any keyboard (٠٩٩٠٤, ０９９０４) as the ones on envelopes here."""
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def _near_zip(text: str, digits: str) -> Near:
    if len(digits) < ZIP_DIGITS:
        return Near(
            text,
            problem=_("“%(text)s” has %(count)s digits. A ZIP code has 5.")
            % {"text": text, "count": len(digits)},
        )
    if place := office_facts().zips.get(digits):
        return Near(digits, (place.latitude, place.longitude), digits, area=place.area)
    found = zipcodes.matching(digits)
    if not found:
        return Near(text, problem=_("There is no ZIP code %(zip)s.") % {"zip": digits})
    return Near(digits, (float(found[0]["lat"]), float(found[0]["long"])), digits)
