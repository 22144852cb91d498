"""Tables drawn as pictures, from the protected table alone: patterned, with margins, from the reader's first side."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

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


def draw(table: Table, *, language: str, is_rtl: bool) -> Drawing | None:
    """The picture of a table; None where it has none. Raises ReportSetMissing."""
    if table.chart is None:
        return None
    svg = _stacked if table.chart.kind == "stacked" else _bars
    drawn = _finished(_as_svg(svg(table, table.chart, language, is_rtl)))
    return Drawing(drawn, table.chart.alt)


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


def _base(altair: Any, rows: list[dict[str, Any]], *, is_rtl: bool) -> tuple[Any, Any, Any]:
    """Bars grow from the side on which the reader begins; the names stand on that side too."""
    titles = [row["title"] for row in {row["row"]: row for row in rows}.values()]
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
    highest = max((row.get("end", 0) for row in rows), default=0) or 1
    scale = altair.Scale(domain=[0, highest], reverse=is_rtl, nice=False)
    base = altair.Chart(altair.Data(values=rows)).properties(width=WIDTH, height=ROW * len(titles))
    return base, down, scale


def _bars(table: Table, chart: Chart, language: str, is_rtl: bool) -> Any:
    altair, _ = _load()
    rows = _rows(table, chart, language)
    base, down, scale = _base(altair, rows, is_rtl=is_rtl)

    def along(field: str) -> Any:
        return altair.X(f"{field}:Q", scale=scale, axis=None)

    bars = base.mark_bar(height=12, color=BAR).encode(y=down, x=along("value"))
    whisker = {"y": down, "x": along("low"), "x2": "high:Q"}
    margins = base.transform_filter("isValid(datum.low)")
    layers = [bars]
    if any("low" in row for row in rows):
        layers.append(margins.mark_rule(color=INK, strokeWidth=1.5).encode(**whisker))
        for side in ("low", "high"):
            tick = margins.mark_tick(color=INK, thickness=1.5, height=9)
            layers.append(tick.encode(y=down, x=along(side)))
    layers += _hidden(altair, base, rows, down, is_rtl=is_rtl)
    away = -8 if is_rtl else 8
    words = {"color": INK, "fontSize": 13, "align": "right" if is_rtl else "left", "dx": away}
    shown = base.transform_filter("isValid(datum.value)").mark_text(**words)
    layers.append(shown.encode(y=down, x=along("end"), text="words:N"))
    return altair.layer(*layers)


def _hidden(
    altair: Any, base: Any, rows: list[dict[str, Any]], down: Any, *, is_rtl: bool
) -> list[Any]:
    """A hatched stub, as long for every number that is not shown, and the words beside it."""
    if not any("value" not in row for row in rows):
        return []
    first, end = (WIDTH, WIDTH - STUB) if is_rtl else (0, STUB)
    stub = base.transform_filter("datum.hidden === true").mark_rect(
        height=12, fill="url(#hidden)", stroke=SOFT, strokeWidth=1
    )
    words = base.transform_filter("!isValid(datum.value)").mark_text(
        color=SOFT, fontSize=12, align="right" if is_rtl else "left", dx=-8 if is_rtl else 8
    )
    stubs = stub.encode(y=down, x=altair.value(first), x2=altair.value(end))
    return [stubs, words.encode(y=down, x=altair.value(end), text="words:N")]


def _stacked(table: Table, chart: Chart, language: str, is_rtl: bool) -> Any:
    """Parts of a whole, one pattern each. Only a table in which nothing is hidden is drawn like this."""
    altair, _ = _load()
    rows = _rows(table, chart, language)
    sums: dict[str, float] = {}
    for row in rows:
        sums[row["row"]] = sums.get(row["row"], 0) + row["value"]
    for row in rows:
        row["end"] = sums[row["row"]]
        row["at"] = chart.columns.index(row["column"])
    base, down, scale = _base(altair, rows, is_rtl=is_rtl)
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
    )
    return base.mark_bar(height=14, stroke=INK, strokeWidth=0.6).encode(
        y=down,
        x=altair.X("value:Q", scale=scale, axis=None, stack="zero"),
        order=altair.Order("at:Q"),
        fill=altair.Fill("column:N", scale=altair.Scale(domain=codes, range=fills), legend=legend),
    )


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
