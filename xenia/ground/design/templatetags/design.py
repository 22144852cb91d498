"""Tags the components are written with; pages use the components."""

from __future__ import annotations

from collections.abc import Iterable

from django.forms import BoundField
from django.template import Library
from django.utils.safestring import SafeString

from xenia.ground.design import icons, rows
from xenia.ground.design.shell import ShellLanguage, ShellLink

register = Library()

MOST_DOORS = 14


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon; nothing when no name is given."""
    return icons.svg(name, label, size) if name else SafeString("")


@register.simple_tag
def link_items(links: Iterable[ShellLink]) -> SafeString:
    """The links of a shell as list items."""
    return rows.link_items(links)


@register.simple_tag
def language_items(languages: Iterable[ShellLanguage]) -> SafeString:
    """The languages of the switch as list items."""
    return rows.language_items(languages)


@register.simple_tag
def mark() -> SafeString:
    """The mark: a door ajar, lit from inside."""
    return icons.MARK


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """The field's own input, tied to its hint and its error for screen readers.

    hint: the page's own hint, which replaces the form's help text.
    """
    if not hint or field.use_fieldset:
        return SafeString(field.as_widget())
    described = f"{field.auto_id}_helptext"
    if field.errors:
        described += f" {field.auto_id}_error"
    return SafeString(field.as_widget(attrs={"aria-describedby": described}))


@register.simple_tag
def meter(waited: int, allowed: int) -> list[str]:
    """One door per allowed day and per day beyond; none when they would be too many to count at a glance.

    Each is "waited", "over" or "" for a day still left.
    """
    days = max(waited, allowed)
    if days > MOST_DOORS:
        return []
    return [_door(day, waited, allowed) for day in range(1, days + 1)]


def _door(day: int, waited: int, allowed: int) -> str:
    if day > waited:
        return ""
    return "waited" if day <= allowed else "over"
