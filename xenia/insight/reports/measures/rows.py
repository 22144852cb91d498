"""The rows of a measure: which entries count, and what stands beside the number."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from xenia.ground.reference.vocabularies import service_types_of_needs, vocabulary

if TYPE_CHECKING:
    from xenia.insight.reports.engine import Facts

# An entry that does not say it.
UNSAID: Final = "unsaid"
# From a table of entries to a column of it.
Column = Callable[[Any], Any]
Among = Mapping[str, tuple[str, ...]]
Expression = Callable[["Facts"], Any]


def said(name: str) -> Column:
    """What entries say of a dimension."""
    return lambda rows: (rows[name] == "").ifelse(UNSAID, rows[name])


def category(rows: Any) -> Any:
    """The report's category of a need. Source: City of Boston, Ord. 2023 c. 10, clause (B)(2)."""
    return rows.need.cases(*categories_of_needs().items(), else_=UNSAID)


def type_of_need(rows: Any) -> Any:
    """The service type that help with a need counts as."""
    return rows.need.cases(*service_types_of_needs().items(), else_=UNSAID)


@cache
def categories_of_needs() -> dict[str, str]:
    """{need: category}."""
    return {one.code: one.category for one in vocabulary("needs")}


def entries_among(table: Any, kinds: tuple[str, ...], among: Among) -> Any:
    """The entries of these kinds that say one of these values."""
    rows = table.filter(table.kind.isin(kinds))
    for name, values in among.items():
        rows = rows.filter(rows[name].isin(values))
    return rows


def added(*kinds: str, by: Mapping[str, Column], among: Among | None = None) -> Expression:
    """How often something happened in the year."""
    return lambda facts: added_up(entries_among(facts.entries, kinds, among or {}), by)


def added_up(rows: Any, by: Mapping[str, Column]) -> Any:
    """Entries added up by columns: one row for each cell."""
    number = rows.quantity.sum().cast("int64")
    if not by:
        return rows.aggregate(number=number)
    return rows.group_by(**{name: of(rows) for name, of in by.items()}).aggregate(number=number)


def people(
    *kinds: str,
    by: Mapping[str, Column],
    among: Among | None = None,
    where: Column | None = None,
) -> Expression:
    """Of whom entries are, each with her columns. where: which of the entries."""

    def rows_of(facts: "Facts") -> Any:
        rows = entries_among(facts.entries, kinds, among or {})
        if where is not None:
            rows = rows.filter(where(rows))
        rows = rows.filter(rows.person.notnull())
        columns = {name: of(rows) for name, of in by.items()}
        return rows.select(**columns, who=rows.person, is_named=rows.is_named, number=rows.quantity)

    return rows_of
