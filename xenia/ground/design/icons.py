"""Our own icons: a 24 grid, one line 1.75 wide with round ends, one idea each, always beside a word."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# A shape is path data; "o x y r" stands for a circle. Shapes of one icon are separated by "|".
ICONS: Final[dict[str, str]] = {
    # What people need
    "book": "M12 6.6C10 5.2 7 4.7 3.3 5v13.1c3.7-.3 6.7.2 8.7 1.6 2-1.4 5-1.9 8.7-1.6V5C17 4.7 14 5.2 12 6.6Zm0 0v13.1",
    "scales": "M12 3.6v16.6M8 20.2h8M4.8 7.2h3c1.7 0 2.6-1 4.2-1s2.5 1 4.2 1h3M5.4 7.2 2.9 13.4a2.6 2.6 0 0 0 5 0Z"
    "M18.6 7.2l-2.5 6.2a2.6 2.6 0 0 0 5 0Z",
    "hand": "M7.6 13.4V6.6a1.4 1.4 0 0 1 2.8 0v4.6m0 0V4.6a1.4 1.4 0 0 1 2.8 0v6.6m0-.4V5.4a1.4 1.4 0 0 1 2.8 0v6m0-.4"
    "V7.8a1.4 1.4 0 0 1 2.8 0v6.6c0 3.8-2.5 6.4-6 6.4-2.8 0-4.5-1.2-5.8-3.5l-2.2-4a1.4 1.4 0 0 1 2.3-1.6l.5.7",
    "bowl": "M3.4 12.4h17.2c0 4-2.9 7.1-6.4 7.1H9.8c-3.5 0-6.4-3.1-6.4-7.1ZM8.4 4.4c-.9 1.2.9 2.4 0 3.8m3.6-3.8c-.9 1.2.9"
    " 2.4 0 3.8m3.6-3.8c-.9 1.2.9 2.4 0 3.8",
    "house": "M4 20.2V10.6L12 4l8 6.6v9.6ZM9.5 20.2V16a2.5 2.5 0 0 1 5 0v4.2",
    "heart": "M12 20.2S3.4 15.3 3.4 9.3A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.6 1.9c0 6-8.6 10.9-8.6 10.9ZM12 9.8v5m-2.5-2.5h5",
    "briefcase": "M3.5 8.2h17v11.3h-17ZM9 8.2V5.4h6v2.8M3.5 13.2h17M12 12v2.4",
    "backpack": "M6.6 20.2V9.8a5.4 5.4 0 0 1 10.8 0v10.4ZM6.6 13H3.9v7.2h2.7M17.4 13h2.7v7.2h-2.7M10.2 9.6h3.6M9.4 13.2h5.2m-5.2"
    " 3.4h5.2",
    "coin": "o 12 12 8.5|M12 6.6v10.8m2.8-7.6c-.3-1-1.4-1.5-2.8-1.5-1.6 0-2.8.7-2.8 1.9s1 1.6 2.8 1.8c1.9.2 2.9.7 2.9 1.9s-1.3"
    " 1.9-2.9 1.9c-1.5 0-2.7-.5-3-1.6",
    "diploma": "M9.4 15.6H3.5V4.4h17v11.2h-2.2M7 8h10M7 11.4h3.4|o 13.9 14.3 2.7|M12.2 16.5v4.7l1.7-1.3 1.7 1.3v-4.7",
    "lifebuoy": "o 12 12 8.5|o 12 12 3.6|M6 6l3.4 3.4M18 6l-3.4 3.4m0 5.2L18 18M9.4 14.6 6 18",
    "bubble": "M3.9 4.9h16.2v11.3h-8.3l-4.2 3.6v-3.6H3.9ZM7.9 8.7h8.2m-8.2 3.6h4.8",
    "papers": "M6 3.6h8.3L18.5 8v12.4H6ZM14 3.8V8.3h4.4M9 12.2h6m-6 3.8h6",
    "family": "o 7.5 7 2.6|o 16.5 7 2.6|o 12 14.2 1.9|M3 18.6c.2-4 1.8-6 4.5-6 .9 0 1.7.2 2.3.6m4.4 0c.6-.4 1.4-.6 2.3-.6 2.7 0 4.3 2"
    " 4.5 6M8.7 20.4c.3-1.8 1.4-2.7 3.3-2.7s3 .9 3.3 2.7",
    "child": "o 12 5.4 2|M6.8 10.4c3.4 1.5 7 1.5 10.4 0M12 11.5v3.6m-2.7 5.3 2.7-5.3 2.7 5.3",
    "bus": "M4.8 4.9h14.4v12.3H4.8ZM4.8 11.6h14.4M8 17.2v2.4m8-2.4v2.4M8 14.4h.1m7.8 0h.1",
    "bolt": "M13 3.6 5.4 13.6h5.4L10.2 20.4 18.6 10h-5.8Z",
    "bed": "M3.4 19.4V6.2m0 10h17.2m0 3.2v-5.8a2.6 2.6 0 0 0-2.6-2.6h-7.4v5.2|o 7 12.4 1.7",
    "shirt": "M8.6 4.4 3.6 7l1.7 4 2-.7v9.3h9.4v-9.3l2 .7 1.7-4-5-2.6a3.4 3.4 0 0 1-6.8 0Z",
    "tools": "M14.2 6.2a4.2 4.2 0 0 1 5.3-1.6l-2.7 2.7.4 2 2 .4 1.4-1.4.6-.5a4.2 4.2 0 0 1-5.8 5.2l-7.2 7.1a2 2 0 0 1-2.9-2.9"
    "l7.2-7.1a4.2 4.2 0 0 1 1.7-3.9Z",
    "mind": "M9 20.4v-3H6.6v-3.2l-2-.9 2-3.4c0-3.4 2.6-6.1 6-6.1a6 6 0 0 1 6 6c0 2.2-1 3.8-2.6 5v5.6M12.6 12.2v-.6c1.1-.3 1.8-1"
    " 1.8-2a1.8 1.8 0 0 0-3.6-.1",
    "shield": "M12 3.6 4.8 6.2v5.4c0 4.2 2.8 7.2 7.2 8.8 4.4-1.6 7.2-4.6 7.2-8.8V6.2Z",
    "cap": "M2.8 9.4 12 5l9.2 4.4L12 13.8ZM6.6 11.4v5.2c3 2.2 7.8 2.2 10.8 0v-5.2M21.2 9.4v5.4",
    "vote": "M4 12.4v7.4h16v-7.4M2.8 12.4h18.4M8.4 12.4V4.2h7.2v8.2M10.4 8.2l1.3 1.3 2-2.6",
    "laptop": "M5.4 5.2h13.2v10.2H5.4ZM2.8 18.8h18.4",
    # Facts about a service
    "search": "o 10.6 10.6 6.2|M15.2 15.2l5 5",
    "chat": "M3.4 4.4h11.2v8.4H9.2l-2.8 2.6v-2.6h-3ZM17.6 8.6h3v8.4h-2.4v2.6l-2.9-2.6H11",
    "phone": "M6.3 4h2.9l1.6 4.2-2 1.4a11.6 11.6 0 0 0 5.6 5.6l1.4-2 4.2 1.6v2.9a2.2 2.2 0 0 1-2.4 2.2A14.6 14.6 0 0 1 4.1 6.4"
    " 2.2 2.2 0 0 1 6.3 4Z",
    "bookmark": "M6.8 4h10.4v16.2L12 16.2l-5.2 4Z",
    "print": "M7 9V4h10v5M7 17H3.9V9h16.2v8H17M7 13.8h10v6.3H7Z",
    "clock": "o 12 12 8.5|M12 7.2V12l3.2 2",
    "pin": "M12 20.8S5.4 15.4 5.4 10.4a6.6 6.6 0 0 1 13.2 0c0 5-6.6 10.4-6.6 10.4Z|o 12 10.4 2.3",
    "people": "o 9 8 3.2|M3 19.6c.2-3.6 2.5-5.5 6-5.5s5.8 1.9 6 5.5M15.6 5.1a3.2 3.2 0 0 1 0 5.8M17.6 14.5c2.1.7 3.2 2.5 3.4 5.1",
    "person": "o 12 8 3.6|M5 20c.3-4.1 2.8-6.2 7-6.2s6.7 2.1 7 6.2",
    "no-papers": "M8.2 18.4H3.5V5.6h14.2M20.5 8v10.4h-7.6|o 8.3 10.4 1.7|M14 10h2.6m-3.6 4.2h3.6M5.8 14.9c.4-1 1.2-1.5 2.5-1.5|M20.6 3.4 4 20.6",
    "folder": "M3.5 19.3V5.4h6.2l2 2.6h8.8v11.3Z",
    "step-free": "o 11 4.4 1.5|M11 7.6v6h4.8l2.6 5.6M11 10.4h4.4M8.4 11.4a5 5 0 1 0 6.2 6.8",
    "video": "M3.4 6.4h11.4v11.2H3.4ZM14.8 11l5.8-3.4v8.8L14.8 13",
    "evening": "M19.8 14.2A8.2 8.2 0 1 1 9.8 4.2a6.6 6.6 0 0 0 10 10Z",
    "mail": "M3.4 5.4h17.2v13.2H3.4ZM3.6 6.4 12 13l8.4-6.6",
    "globe": "o 12 12 8.5|M3.6 12h16.8M12 3.5c2.5 2.4 3.7 5.2 3.7 8.5s-1.2 6.1-3.7 8.5c-2.5-2.4-3.7-5.2-3.7-8.5S9.5 5.9 12 3.5Z",
    "building": "M5 20.3V4h9.2v16.3M14.2 9.4H19v10.9M3.4 20.3h17.2M8 7.8h3.2M8 11.6h3.2M8 15.4h3.2",
    "hand-sign": "M8.6 14.2V8.4a1.3 1.3 0 0 1 2.6 0v3.4m0-.4V6.6a1.3 1.3 0 0 1 2.6 0v4.8m0-.6V7.4a1.3 1.3 0 0 1 2.6 0v4m0-.6V9.4a1.3"
    " 1.3 0 0 1 2.6 0v5.4c0 3.6-2.2 6-5.4 6-2.5 0-4-1-5.2-3.2l-2-3.7a1.3 1.3 0 0 1 2.1-1.5l.7 1|M7.4 3.4A8 8 0 0 0 4 7.4M5 1.8A11 11 0"
    " 0 0 1.8 5.6",
    "speaker": "M4 9.4h3.6L12 5.4v13.2l-4.4-4H4ZM15.4 9a4.3 4.3 0 0 1 0 6M18 6.4a7.9 7.9 0 0 1 0 11.2",
    # What happens on a page
    "check": "M4.6 12.6l5.2 5.2L19.4 7",
    "info": "o 12 12 8.5|M12 11.2v5M12 7.8h.01",
    "alert": "M12 4.2 2.9 19.8h18.2ZM12 10v4.6M12 17.2h.01",
    "question": "o 12 12 8.5|M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.8M12 16.6h.01",
    "lock": "M5.4 11h13.2v9.3H5.4ZM8.5 11V7.9a3.5 3.5 0 0 1 7 0V11M12 14.6v2.2",
    "eye": "M2.6 12S6 5.9 12 5.9s9.4 6.1 9.4 6.1-3.4 6.1-9.4 6.1S2.6 12 2.6 12Z|o 12 12 2.7",
    "exit": "M13 4.4H4.8v15.2H13M10 12h10.2M16.6 8.4l3.6 3.6-3.6 3.6",
    "calendar": "M4 5.6h16v14.5H4ZM4 10h16M8.2 3.4v4.2M15.8 3.4v4.2",
    "inbox": "M4 19.4v-6.2L6.7 5h10.6L20 13.2v6.2ZM4 13.2h4.6l1.2 2.6h4.4l1.2-2.6H20",
    "send": "M20.4 3.6 3.6 10.2l7 3.2 3.2 7ZM20.4 3.6l-9.8 9.8",
    "chart": "M4 20.2h16M7 16.8v-4.4m5 4.4V5.2m5 11.6V9",
    "filter": "M3.8 8h8.4m4.6 0h3.4M3.8 16h3.4m4.6 0h8.4|o 14.5 8 2.3|o 9.5 16 2.3",
    "list": "M9 6.4h11.2M9 12h11.2M9 17.6h11.2M4.4 6.4h.01M4.4 12h.01M4.4 17.6h.01",
    "close": "M6.4 6.4l11.2 11.2M17.6 6.4 6.4 17.6",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "chevron": "M9.4 5.6 15.8 12l-6.4 6.4",
    "chevron-down": "M5.6 9.4 12 15.8l6.4-6.4",
    "arrow": "M4 12h15.4M13.4 5.8 19.6 12l-6.2 6.2",
    "back": "M20 12H4.6M10.6 5.8 4.4 12l6.2 6.2",
    "undo": "M4.4 9.4h10a5.4 5.4 0 0 1 0 10.8H9M8.8 5 4.4 9.4l4.4 4.4",
    "refresh": "M19.6 11a7.8 7.8 0 0 0-14.2-3.2L4 9.6M4 4.8v4.8h4.8M4.4 13a7.8 7.8 0 0 0 14.2 3.2l1.4-1.8M20 19.2v-4.8h-4.8",
    "share": "M12 15V3.8M8 7.6l4-4 4 4M7.6 11H4.8v9.3h14.4V11h-2.8",
    "link": "M10.2 13.8a3.8 3.8 0 0 0 5.4 0l3.4-3.4A3.8 3.8 0 0 0 13.6 5l-1.2 1.2M13.8 10.2a3.8 3.8 0 0 0-5.4 0L5 13.6a3.8 3.8 0 0 0 5.4"
    " 5.4l1.2-1.2",
    "external": "M13.6 4.4h6V10.4M19.4 4.6 11 13M17.2 13.6v6H4.4V6.8h6",
    "copy": "M8.6 8.6h11.2v11.2H8.6ZM15.4 8.6V4.2H4.2v11.2h4.4",
    "download": "M12 3.8v11.4M7.6 11l4.4 4.4 4.4-4.4M4.4 17v3.2h15.2V17",
    "upload": "M12 15.4V4M7.6 8.2 12 3.8l4.4 4.4M4.4 17v3.2h15.2V17",
    "pencil": "M4 20l1-4.6L16.2 4.2l3.6 3.6L8.6 19ZM13.4 7l3.6 3.6",
    "bin": "M4.4 6.8h15.2M9 6.8V4h6v2.8M6.4 6.8l.8 13.4h9.6l.8-13.4M10.2 10.6v6m3.6-6v6",
    "gear": "o 12 12 2.6|o 12 12 6.2|M12 3.2v2.6m0 12.4v2.6M3.2 12h2.6m12.4 0h2.6M5.8 5.8l1.8 1.8m8.8 8.8 1.8 1.8m0-12.4-1.8 1.8m-8.8 8.8-1.8 1.8",
    "key": "o 8 15.8 3.9|M10.8 13 19.6 4.2M15.6 8.2l3 3M13 10.8l2 2",
    "bell": "M6.4 16.4V11a5.6 5.6 0 0 1 11.2 0v5.4l1.6 1.2H4.8ZM10 20.4h4M12 5.2V3.6",
    "history": "M4.6 4.8v4.6h4.6M4.8 9.2a8.2 8.2 0 1 1-1 4.4M12 7.8V12l3 1.9",
    "merge": "M6.4 4v4.4c0 3.2 5.6 3.4 5.6 7.2v4.6M17.6 4v4.4c0 3.2-5.6 3.4-5.6 7.2M8.6 17l3.4 3.4 3.4-3.4",
    "door": "M5.6 20.2V10a6.4 6.4 0 0 1 12.8 0v10.2M3.4 20.2h17.2M14.6 13.2v1.6",
    "map": "M3.6 6.4l5.6-2.2 5.6 2.2 5.6-2.2v13.4l-5.6 2.2-5.6-2.2-5.6 2.2ZM9.2 4.2v13.4m5.6-11.2v13.4",
}

# These point somewhere or have a front: they turn with the direction of reading.
MIRRORED: Final = frozenset(
    [
        "arrow",
        "back",
        "book",
        "bubble",
        "bus",
        "chat",
        "chevron",
        "exit",
        "external",
        "history",
        "list",
        "send",
        "share",
        "undo",
        "video",
    ]
)

MARK: Final[SafeString] = mark_safe(
    '<svg class="mark" viewBox="0 0 24 28" aria-hidden="true" focusable="false">'
    '<path class="mark-light" d="M2 27V12a10 10 0 0 1 20 0v15Z"/>'
    '<path class="mark-leaf" d="M2 27V12c0-4.2 2.6-7.8 6.2-9.3 3.1 1.5 4.8 4.9 4.8 9.1v11.4Z"/>'
    '<circle class="mark-knob" cx="9.9" cy="15.2" r="1.2"/></svg>'
)


def _drawn(shape: str) -> str:
    if shape.startswith("o "):
        x, y, r = shape.split()[1:]
        return f'<circle cx="{x}" cy="{y}" r="{r}"/>'
    return f'<path d="{shape}"/>'


def _inside(shapes: str) -> str:
    return "".join(_drawn(shape) for shape in re.split(r"\|", shapes))


_INSIDES: Final = {name: _inside(shapes) for name, shapes in ICONS.items()}


def svg(name: str, label: str = "", size: str = "") -> SafeString:
    """The icon as inline SVG: silent to screen readers, or read as `label`.

    size: "small", "large" or "" for the size of the text beside it.
    Raises ValueError for a name that is not in ICONS.
    """
    inside = _INSIDES.get(name)
    if inside is None:
        raise ValueError(f"unknown icon {name!r}: expected a name of icons.ICONS, such as 'book'")
    classes = " ".join(filter(None, ("icon", size, "mirrored" if name in MIRRORED else "")))
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return SafeString(
        f'<svg class="{classes}" viewBox="0 0 24 24" {spoken} focusable="false">{inside}</svg>'
    )
