"""How much of a spreadsheet we read. Beyond it a clear sentence, never a slow or a full machine."""

from typing import Final

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MEGABYTE
# An .xlsx is a zip of XML: what it unpacks to, how many parts, and how large the parts around the tables may be.
MOST_UNPACKED: Final = 150 * MEGABYTE
MOST_PARTS: Final = 2_000
LARGEST_SIDE_PART: Final = 8 * MEGABYTE
# A tag costs a program some 150 bytes, however small the file is that repeats it. A row of Excel has 16,384 cells.
MOST_TAGS: Final = 8_000_000
# The texts all cells share are kept in memory while a book is open.
MOST_TEXT_TAGS: Final = 3_000_000
# A format of cells costs a tenth of a millisecond; Excel has at most 65,490 of them.
MOST_SIDE_TAGS: Final = 300_000
MOST_TAGS_IN_A_ROW: Final = 120_000
MOST_MERGED: Final = 20_000

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
# What Excel puts into one cell, and how many lines it has, empty ones included.
LONGEST_CELL: Final = 32_767
LAST_LINE: Final = 1_048_576
