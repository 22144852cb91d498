"""What partners and departments say of themselves: apart from what was measured, and never added."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from xenia.ground.common.local_words import joined
from xenia.insight.reports.document.beside import Reported
from xenia.insight.reports.document.given import Given
from xenia.insight.reports.document.model import (
    Block,
    Column,
    Figure,
    Listing,
    Mark,
    Note,
    Paragraph,
    Row,
    Table,
)


def reported(given: Given) -> Iterator[Block]:
    """First what each says in all, then by service and case type; how each counts, and who has not answered."""
    found = given.beside.reported
    if found:
        yield Paragraph(
            _(
                "Reported, not deduplicated: partners and departments counted these themselves. "
                "They are not added to our numbers, and not to each other."
            )
        )
    if whole := [one for one in found if not one.row]:
        yield _whole(whole)
    told = [one for one in found if one.row]
    for part in dict.fromkeys(one.part for one in told):
        yield _parts([one for one in told if one.part == part])
    if ways := {one.organization: one.method for one in found if one.method}:
        yield _ways(ways)
    if given.beside.silent:
        yield Note(_("Asked, and no answer yet"), joined(given.beside.silent, given.language))


def _figure(one: Reported) -> Figure:
    return Figure(
        one.value,
        Mark.PROTECTED if one.value is None else None,
        measure=f"reported.{one.part}",
        place={"organization": one.organization, "row": one.row},
        reported=True,
    )


def _whole(found: Sequence[Reported]) -> Table:
    """One line for whoever reports, one column for what is asked; a dash where nothing was said."""
    parts = {one.part: one.part_title for one in found}
    said = {(one.organization, one.part): _figure(one) for one in found}
    nothing = Figure(None, Mark.NOT_APPLICABLE)
    names = sorted({one.organization for one in found})
    return Table(
        code="reported-in-all",
        title=_("Reported by others, in all"),
        first=_("Who says so"),
        columns=tuple(Column(part, title) for part, title in parts.items()),
        rows=tuple(
            Row(f"{at}", name, tuple(said.get((name, part), nothing) for part in parts))
            for at, name in enumerate(names)
        ),
        measures=tuple(f"reported.{part}" for part in parts),
        adds_up=False,
    )


def _parts(found: Sequence[Reported]) -> Table:
    part = found[0].part
    facts = {"what": found[0].part_title}
    return Table(
        code=f"reported-{part}".replace("_", "-"),
        title=_("%(what)s, reported by others") % facts,
        first=_("Who says so"),
        columns=(Column("reported", _("Reported")),),
        rows=tuple(
            Row(f"{at}", f"{one.organization}: {one.row}", (_figure(one),))
            for at, one in enumerate(found)
        ),
        measures=(f"reported.{part}",),
        adds_up=False,
    )


def _ways(ways: dict[str, str]) -> Listing:
    return Listing(
        code="reported-ways",
        title=_("How each of them counts"),
        heads=(_("Who says so"), _("In their own words")),
        rows=tuple((Paragraph(who), Paragraph(how)) for who, how in sorted(ways.items())),
    )
