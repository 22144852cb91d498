"""Tables drawn as pictures, from the protected table alone: patterned, with margins, from the reader's first side."""

import json
import re
import textwrap
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from django.utils.translation import override

from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.document.fonts import DRAWN, font_folders
from xenia.insight.reports.document.model import Chart, Figure, Mark, Table
from xenia.insight.reports.document.numbers import margin, number
from xenia.insight.reports.document.words import NOT_SHOWN

INK: Final = "#2e1520"
SOFT: Final = "#66575d"
BAR: Final = "#4a9a93"
GROUND: Final = "#fdfcfb"
WIDTH: Final = 360
ROW: Final = 26
# Every protected number is drawn as long as every other one: its length tells nothing.
STUB: Final = 30
LABEL: Final = 240
# On a page a drawing is as wide as a phone: each name stands above its bar, on as many lines as it needs.
PAGE: Final = 310
PAGE_ROW: Final = 19
LINE: Final = 40
# A letter of a number, at most.
LETTER: Final = 8
# From here on words run from right to left, whatever stands around them (Unicode, U+2067).
FROM_RIGHT: Final = "\u2067"
# One after the other for parts of a whole. Each can be told from its neighbours without its colour.
PATTERNS: Final = {
    "p0": f'<rect width="8" height="8" fill="{BAR}"/>',
    "p1": f'<rect width="8" height="8" fill="{GROUND}"/><path d="M-2,2l4,-4M0,8l8,-8M6,10l4,-4" stroke="{INK}" stroke-width="1.6"/>',
    "p2": '<rect width="8" height="8" fill="#fde8c2"/><circle cx="4" cy="4" r="1.7" fill="#451c30"/>',
    "p3": '<rect width="8" height="8" fill="#451c30"/>',
    "p4": '<rect width="8" height="8" fill="#e6f4f2"/><path d="M0,4h8M4,0v8" stroke="#0f6460" stroke-width="1"/>',
    "p5": f'<rect width="8" height="8" fill="{SOFT}"/><path d="M0,2h8M0,6h8" stroke="{GROUND}" stroke-width="1.6"/>',
}
HIDDEN: Final = (
    f'<rect width="6" height="6" fill="{GROUND}"/>'
    f'<path d="M-1.5,1.5l3,-3M0,6l6,-6M4.5,7.5l3,-3" stroke="{SOFT}" stroke-width="1"/>'
)
SIZE: Final = re.compile(r'<svg[^>]*? width="(\d+)[^"]*" height="(\d+)')
# Where a page is dark, so is the picture.
DARK: Final = (
    "<style>@media (prefers-color-scheme:dark){"
    f'[fill="{INK}"]{{fill:#f8eef2}}[stroke="{INK}"]{{stroke:#f8eef2}}'
    f'[fill="{SOFT}"]{{fill:#cdbac3}}[stroke="{SOFT}"]{{stroke:#cdbac3}}[fill="{GROUND}"]{{fill:#1b0f15}}'
    "}</style>"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, and what it shows in words."""

    svg: str
    alt: str

    @property
    def wide(self) -> int:
        """Its width in pixels."""
        return self._sides()[0]

    @property
    def high(self) -> int:
        """Its height in pixels."""
        return self._sides()[1]

    def _sides(self) -> tuple[int, int]:
        said = SIZE.search(self.svg)
        if said is None:
            raise ValueError(f"a picture without a size: {self.svg[:40]!r}")
        return int(said[1]), int(said[2])


@dataclass(frozen=True, slots=True)
class _Canvas:
    """What bars stand on: their places downwards, their scale along, and the names where those are drawn as words."""

    base: Any
    down: Any
    scale: Any
    names: tuple[Any, ...]
    width: int
    is_rtl: bool

    @property
    def align(self) -> str:
        """The side on which words begin."""
        return "right" if self.is_rtl else "left"

    def away(self, far: int) -> int:
        """So far from the reader's first side."""
        return self.width - far if self.is_rtl else far


def draw(table: Table, *, language: str, is_rtl: bool, is_narrow: bool = False) -> Drawing | None:
    """The picture of a table; None where it has none. is_narrow: for a page, which may be a phone's. Raises ReportSetMissing."""
    if table.chart is None:
        return None
    svg = _stacked if table.chart.kind == "stacked" else _bars
    with override(language):
        chart = svg(table, table.chart, language, is_rtl=is_rtl, is_narrow=is_narrow)
    return Drawing(_finished(_as_svg(chart)), table.chart.alt)


def as_dots(drawing: Drawing) -> bytes:
    """The picture as PNG, three dots for each pixel."""
    _, converter = _load()
    return bytes(converter.svg_to_png(drawing.svg, scale=3))


def hatched() -> str:
    """The mark of a number that is not shown, as a picture."""
    return _with_patterns(
        '<svg xmlns="http://www.w3.org/2000/svg" width="34" height="14" viewBox="0 0 34 14">'
        f'<rect x="0.5" y="0.5" width="33" height="13" rx="4" fill="url(#hidden)" stroke="{SOFT}"/></svg>'
    )


def _load() -> tuple[Any, Any]:
    try:
        import altair
        import vl_convert
    except ImportError:
        from xenia.ground.ledger.parquet import load_packages

        load_packages()
        raise ReportSetMissing() from None
    _register()
    return altair, vl_convert


@cache
def _register() -> None:
    """Tell the drawer how wide our letters are."""
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))


def _rows(table: Table, chart: Chart, language: str) -> list[dict[str, Any]]:
    """One mark for each row and column that is drawn; a hidden number has no length here at all."""
    at = {column.code: place for place, column in enumerate(table.columns)}
    return [
        _mark(row.title, order, code, row.figures[at[code]], language)
        for order, row in enumerate(table.rows)
        if row.kind != "total"
        for code in chart.columns
    ]


def _mark(title: str, order: int, column: str, figure: Figure, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {"row": str(order), "title": title, "column": column}
    if figure.mark is Mark.PROTECTED:
        return said | {"hidden": True, "words": str(NOT_SHOWN)}
    if figure.value is None:
        return said | {"words": "–"}
    value, off = float(figure.value), float(figure.margin or 0)
    words = f"{number(figure.value, language)}  {margin(figure, language)}".strip()
    said |= {"value": value, "words": words, "end": value + off}
    return said | ({"low": max(0.0, value - off), "high": value + off} if off else {})


def _canvas(altair: Any, rows: list[dict[str, Any]], *, is_rtl: bool, is_narrow: bool) -> _Canvas:
    """Bars grow from the side on which the reader begins; the names stand on that side too."""
    titles = [row["title"] for row in {row["row"]: row for row in rows}.values()]
    highest = max((row.get("end", 0) for row in rows), default=0) or 1
    if is_narrow:
        return _narrow(altair, rows, titles, highest, is_rtl=is_rtl)
    names = altair.Axis(
        orient="right" if is_rtl else "left",
        labelExpr=f"({json.dumps(titles, ensure_ascii=False)})[toNumber(datum.value)]",
        title=None,
        ticks=False,
        domainColor=INK,
        labelColor=INK,
        labelFontSize=13,
        labelLimit=LABEL,
        labelPadding=8,
        minExtent=LABEL + 8,
        maxExtent=LABEL + 8,
    )
    order = [str(at) for at in range(len(titles))]
    down = altair.Y("row:N", sort=order, axis=names)
    scale = altair.Scale(domain=[0, highest], reverse=is_rtl, nice=False)
    base = altair.Chart(altair.Data(values=rows)).properties(width=WIDTH, height=ROW * len(titles))
    return _Canvas(base, down, scale, (), WIDTH, is_rtl)


def _narrow(
    altair: Any, rows: list[dict[str, Any]], titles: list[str], highest: float, *, is_rtl: bool
) -> _Canvas:
    """Each name above its bar, and beside the longest bar room for its number."""
    order: list[str] = []
    lines: list[dict[str, str]] = []
    for at, title in enumerate(titles):
        for line in _wrapped(title):
            place = f"{at}.{len(lines)}"
            lines.append({"row": place, "words": FROM_RIGHT + line if is_rtl else line})
            order.append(place)
        order.append(str(at))
    down = altair.Y("row:N", axis=None, scale=altair.Scale(domain=order))
    room = max((len(row["words"]) for row in rows if "hidden" not in row), default=0)
    along = [0, PAGE - 12 - LETTER * room]
    if is_rtl:
        along = [PAGE - each for each in along]
    scale = altair.Scale(domain=[0, highest], range=along, nice=False)
    base = altair.Chart(altair.Data(values=rows)).properties(
        width=PAGE, height=PAGE_ROW * len(order)
    )
    canvas = _Canvas(base, down, scale, (), PAGE, is_rtl)
    named = altair.Chart(altair.Data(values=lines)).mark_text(
        color=INK, fontSize=13, align=canvas.align, dy=2
    )
    named = named.encode(y=down, x=altair.value(canvas.away(0)), text="words:N")
    return replace(canvas, names=(named,))


def _wrapped(title: str) -> list[str]:
    """A name in lines; Chinese signs are twice as wide as letters."""
    is_wide = any(unicodedata.east_asian_width(each) in "WF" for each in title)
    return textwrap.wrap(title, LINE // 2 if is_wide else LINE) or [""]


def _bars(table: Table, chart: Chart, language: str, *, is_rtl: bool, is_narrow: bool) -> Any:
    altair, _ = _load()
    rows = _rows(table, chart, language)
    canvas = _canvas(altair, rows, is_rtl=is_rtl, is_narrow=is_narrow)
    base, down = canvas.base, canvas.down

    def along(field: str) -> Any:
        return altair.X(f"{field}:Q", scale=canvas.scale, axis=None)

    bars = base.mark_bar(height=12, color=BAR).encode(y=down, x=along("value"))
    whisker = {"y": down, "x": along("low"), "x2": "high:Q"}
    margins = base.transform_filter("isValid(datum.low)")
    layers = [bars]
    if any("low" in row for row in rows):
        layers.append(margins.mark_rule(color=INK, strokeWidth=1.5).encode(**whisker))
        for side in ("low", "high"):
            tick = margins.mark_tick(color=INK, thickness=1.5, height=9)
            layers.append(tick.encode(y=down, x=along(side)))
    layers += _hidden(altair, canvas, rows)
    words = {"color": INK, "fontSize": 13, "align": canvas.align, "dx": -8 if is_rtl else 8}
    shown = base.transform_filter("isValid(datum.value)").mark_text(**words)
    layers.append(shown.encode(y=down, x=along("end"), text="words:N"))
    return altair.layer(*layers, *canvas.names)


def _hidden(altair: Any, canvas: _Canvas, rows: list[dict[str, Any]]) -> list[Any]:
    """A hatched stub, as long for every number that is not shown, and the words beside it."""
    if not any("value" not in row for row in rows):
        return []
    first, end = canvas.away(0), canvas.away(STUB)
    stub = canvas.base.transform_filter("datum.hidden === true").mark_rect(
        height=12, fill="url(#hidden)", stroke=SOFT, strokeWidth=1
    )
    words = canvas.base.transform_filter("!isValid(datum.value)").mark_text(
        color=SOFT, fontSize=12, align=canvas.align, dx=-8 if canvas.is_rtl else 8
    )
    stubs = stub.encode(y=canvas.down, x=altair.value(first), x2=altair.value(end))
    return [stubs, words.encode(y=canvas.down, x=altair.value(end), text="words:N")]


def _stacked(table: Table, chart: Chart, language: str, *, is_rtl: bool, is_narrow: bool) -> Any:
    """Parts of a whole, one pattern each. Only a table in which nothing is hidden is drawn like this."""
    altair, _ = _load()
    rows = _rows(table, chart, language)
    sums: dict[str, float] = {}
    for row in rows:
        sums[row["row"]] = sums.get(row["row"], 0) + row["value"]
    for row in rows:
        row["end"] = sums[row["row"]]
        row["at"] = chart.columns.index(row["column"])
    canvas = _canvas(altair, rows, is_rtl=is_rtl, is_narrow=is_narrow)
    titles = {column.code: column.title for column in table.columns}
    codes = list(chart.columns)
    fills = [f"url(#{name})" for name in PATTERNS][: len(codes)]
    legend = altair.Legend(
        title=None,
        orient="top",
        labelColor=INK,
        labelFontSize=13,
        labelLimit=LABEL,
        symbolType="square",
        symbolSize=160,
        labelExpr=_lookup(titles),
        **({"columns": 1} if is_narrow else {}),
    )
    bars = canvas.base.mark_bar(height=14, stroke=INK, strokeWidth=0.6).encode(
        y=canvas.down,
        x=altair.X("value:Q", scale=canvas.scale, axis=None, stack="zero"),
        order=altair.Order("at:Q"),
        fill=altair.Fill("column:N", scale=altair.Scale(domain=codes, range=fills), legend=legend),
    )
    return altair.layer(bars, *canvas.names) if canvas.names else bars


def _lookup(titles: dict[str, str]) -> str:
    return f"({json.dumps(titles, ensure_ascii=False)})[datum.value]"


def _as_svg(chart: Any) -> str:
    _, converter = _load()
    spec = chart.to_dict(validate=False)
    spec["config"] = {
        "background": "transparent",
        "font": ", ".join(DRAWN),
        "view": {"stroke": None},
    }
    return str(converter.vegalite_to_svg(spec))


def _finished(svg: str) -> str:
    """With the patterns it names; without the drawer's own words, for the words beside it say more."""
    return _with_patterns(re.sub(r'\s(?:aria-[a-z]+|role|class)="[^"]*"', "", svg))


def _with_patterns(svg: str) -> str:
    named = dict(PATTERNS) | {"hidden": HIDDEN}
    used = [name for name in named if f"url(#{name})" in svg]
    patterns = "".join(
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{size}" height="{size}">{named[name]}</pattern>'
        for name in used
        for size in [6 if name == "hidden" else 8]
    )
    return re.sub(r"(<svg[^>]*>)", rf"\1<defs>{patterns}</defs>", svg, count=1)


def for_pages(drawing: Drawing) -> str:
    """The picture for a page, which may be dark."""
    return re.sub(r"(<svg[^>]*>)", rf"\1{DARK}", drawing.svg, count=1)
