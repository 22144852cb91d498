"""Whatever bytes a file holds: the import ends, and every row is accounted for."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.tests.importing import (
    ONE_LOCATION,
    ONE_ORGANIZATION,
    ONE_SERVICE,
    a_folder,
    of_files,
)
from xenia.registers.directory.tests.makers import MONDAY

FILES = st.sampled_from(
    ["organizations.csv", "services.csv", "locations.csv", "phones.csv", "schedules.csv", "languages.csv", "contacts.csv",
     "physical_addresses.csv", "services_at_location.csv", "service_attributes.csv", "taxonomy_terms.csv", "export.csv",
     "cost_options.csv", "service_capacity.csv", "eligibility.csv", "services.json", "services.ndjson", "metadata.csv",
     "datapackage.json"]
)  # fmt: skip
HEADINGS = st.sampled_from(
    ["id", "name", "organization_id", "service_id", "location_id", "Org ID", "description", "number", "language", "phone",
     "latitude", "longitude", "weekday", "opens_at", "closes_at", "valid_from", "status", "address", "city", "postal_code",
     "amount", "link_id", "link_entity", "taxonomy_term_id", "minimum_age", "maximum_age", "url", "email", "name_es",
     "taxonomy", "parent_id", "unit", "available", "maximum", "hours", "keywords", "foo", ""]
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["1", "2", "1,2", "NULL", "Mon-Fri 9-5", "305-555-0142 x57", "Creole (limited)", "12/24/15", "\"", "a\"b", "\n", "\\n",
         "&amp;", "<b>", "Ã©", "English class / Clase de inglés", "38.9", "-77.0", "24 hours", "0001-01-01", "١٢", "½", "²"]
    ),
)  # fmt: skip


@given(name=FILES, content=st.binary(max_size=300))
def test_any_bytes_end_in_a_report_that_adds_up(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    of_files(
        tmp_path_factory.mktemp("bytes"), {name: content, "organizations.csv": ONE_ORGANIZATION}
    )


@given(
    name=FILES,
    headings=st.lists(HEADINGS, min_size=1, max_size=8),
    rows=st.lists(st.lists(CELLS, max_size=9), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"]),
)
def test_any_cells_end_in_a_report_that_adds_up(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    headings: list[str],
    rows: list[list[str]],
    delimiter: str,
    encoding: str,
) -> None:
    text = "\n".join(delimiter.join(row) for row in [headings, *rows])
    files = {
        "services.csv": ONE_SERVICE,
        "locations.csv": ONE_LOCATION,
        "organizations.csv": ONE_ORGANIZATION,
    }
    of_files(tmp_path_factory.mktemp("cells"), {**files, name: text.encode(encoding, "replace")})


_NAMES = st.one_of(
    HEADINGS,
    st.sampled_from(["organization", "phones", "languages", "schedules", "attributes", "location", "contents", "metadata",
                     "service_at_locations", "capacities", "unit"]),
)  # fmt: skip
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), CELLS)
_JSON: st.SearchStrategy[object] = st.deferred(
    lambda: st.one_of(
        _SCALARS, st.lists(_JSON, max_size=3), st.dictionaries(_NAMES, _JSON, max_size=5)
    )
)


@given(name=st.sampled_from(["services.json", "organizations.ndjson", "export.json"]), value=_JSON)
def test_any_json_ends_in_a_report_that_adds_up(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    of_files(tmp_path_factory.mktemp("json"), {name: json.dumps(value)})


@pytest.mark.django_db
@pytest.mark.both_databases
@settings(max_examples=20)
@given(
    name=FILES,
    headings=st.lists(HEADINGS, min_size=2, max_size=8, unique=True),
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=8), min_size=1, max_size=4),
)
def test_what_was_settled_fits_the_tables(
    tmp_path_factory: pytest.TempPathFactory, name: str, headings: list[str], rows: list[list[str]]
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    files = {
        "organizations.csv": ONE_ORGANIZATION,
        "services.csv": ONE_SERVICE,
        "locations.csv": ONE_LOCATION,
    }
    folder = a_folder(
        tmp_path_factory.mktemp("tables"),
        {**files, name: out.getvalue().encode("utf-8", "replace")},
    )
    run = import_directory(path=folder, by=None, at=MONDAY, source="county")
    assert run.status == run.Status.APPLIED
