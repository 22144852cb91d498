"""A file of estimates, whatever form it has."""

from xenia.registers.population.census import looks_like_census, read_census
from xenia.registers.population.reading import Reading
from xenia.registers.population.tables import read_table


def read_file(data: bytes, *, last_year: int, labels: bytes | None = None) -> Reading:
    """Read a spreadsheet, or what the Census Bureau's API answers. Raises NotReadable.

    labels: the API's own description of the table, for a year whose lines we do not know.
    """
    if looks_like_census(data):
        return read_census(data, last_year=last_year, labels=labels)
    return read_table(data)
