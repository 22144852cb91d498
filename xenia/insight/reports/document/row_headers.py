"""The first cell of each row as its header, for people who listen to a table.

Typst tags the heads of columns alone: its way to tag those of rows (`pdf.header-cell`) stands behind a switch that its
library for Python does not hand through (0.15, November 2026). So the tags are completed in the finished file.
Source: ISO 32000-1, 14.8.5.7 (Scope, Headers); ISO 14289-1, 7.5.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from xenia.insight.reports.document.pdf_check import nodes, tag

CELLS: Final = ("TD", "TH")


def with_row_headers(content: bytes) -> bytes:
    """The same PDF; every row of a table's body begins with a header, and the cells after it point there too."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as paper:
        root = paper.Root.StructTreeRoot
        found = dict(_headed(root))
        if found:
            _remember(root, found)
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _headed(root: Any) -> Iterator[tuple[str, Any]]:
    """Make a header of the first cell of each row: its new name, and the cell."""
    import pikepdf

    rows = [
        [cell for cell in nodes(row) if tag(cell) in CELLS]
        for row in nodes(root)
        if tag(row) == "TR"
    ]
    # A row of headers alone is the head of a table.
    bodies = [row for row in rows if not all(tag(cell) == "TH" for cell in row)]
    for number, (first, *others) in enumerate(bodies):
        name = f"R{number}"
        first.S, first.ID = pikepdf.Name.TH, pikepdf.String(name)
        _of_table(first)["/Scope"] = pikepdf.Name.Row
        for cell in others:
            said = _of_table(cell)
            said["/Headers"] = pikepdf.Array([*said.get("/Headers", []), pikepdf.String(name)])
        yield name, first


def _of_table(cell: Any) -> Any:
    """What a cell says of itself as part of a table."""
    import pikepdf

    said = cell.get("/A")
    for one in said if isinstance(said, pikepdf.Array) else [said]:
        if one is not None and str(one.get("/O")) == "/Table":
            return one
    own = pikepdf.Dictionary(O=pikepdf.Name.Table)
    cell["/A"] = pikepdf.Array([*(said if isinstance(said, pikepdf.Array) else []), own])
    return cell["/A"][-1]


def _remember(root: Any, found: dict[str, Any]) -> None:
    """Every name of a cell in the tree by which it is found, in the order of the names."""
    import pikepdf

    known = {bytes(name): cell for name, cell in _leaves(root.get("/IDTree"))}
    known |= {name.encode(): cell for name, cell in found.items()}
    names = pikepdf.Array()
    for name in sorted(known):
        names.append(pikepdf.String(name))
        names.append(known[name])
    limits = pikepdf.Array([pikepdf.String(min(known)), pikepdf.String(max(known))])
    leaf = pikepdf.Dictionary(Names=names, Limits=limits)
    root["/IDTree"] = pikepdf.Dictionary(Kids=pikepdf.Array([leaf]))


def _leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    """What a tree of names holds."""
    if tree is None:
        return
    names = list(tree.get("/Names", []))
    yield from zip(names[::2], names[1::2], strict=True)
    for kid in tree.get("/Kids", []):
        yield from _leaves(kid)
