"""Draws a part of a page alone, as a page would."""

from typing import Any

from django.template import Context, Template


def drawn(source: str, **context: Any) -> str:
    """The HTML of one component tag, such as `{% cotton tag kind="late" %}Late{% endcotton %}`."""
    return Template(source).render(Context(context))
