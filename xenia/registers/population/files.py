"""A file of estimates, whatever form it has."""

from xenia.registers.population.census import looks_like_census, read_census
from xenia.registers.population.census_characteristics import holds_characteristics
from xenia.registers.population.census_characteristics import read_census as read_characteristics
from xenia.registers.population.characteristic_tables import is_of_characteristics
from xenia.registers.population.characteristic_tables import read_table as read_table_of_topics
from xenia.registers.population.reading import Reading
from xenia.registers.population.tables import read_table


def read_file(data: bytes, *, last_year: int, labels: bytes | None = None) -> Reading:
    """Read a spreadsheet, or what the Census Bureau's API answers. Raises NotReadable.

    labels: the API's own description of the table, for a year whose lines we do not know.
    """
    if looks_like_census(data):
        reads = read_characteristics if holds_characteristics(data) else read_census
        return reads(data, last_year=last_year, labels=labels)
    return read_table_of_topics(data) if is_of_characteristics(data) else read_table(data)
