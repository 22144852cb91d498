"""The CSV files of the Ohana API: locations carry their languages, services their areas, and each service one location.

Source: codeforamerica/ohana-api, data/sample-csv, 2022-05-27.
"""

from typing import Final

from .hsds import FILES, HEADINGS
from .naming import FileTable, Format

_OWN_HEADINGS: Final = {
    "location": {
        "virtual": "virtual",
        "short_desc": "short_desc",
        "admin_emails": "admin_emails",
        "website": "url",
    },
    "organization": {"date_incorporated": "year_incorporated", "website": "website"},
    "phone": {
        "department": "department",
        "vanity_number": "vanity_number",
        "country_prefix": "country_prefix",
    },
    "service": {"audience": "audience", "website": "url"},
    "taxonomy_term": {"taxonomy_id": "id", "name": "name", "parent_name": "parent_name"},
}

OHANA: Final = Format(
    "ohana",
    {
        **FILES,
        "mail_address": FILES["postal_address"],
        "mail_addresses": FILES["postal_address"],
        "address": FILES["physical_address"],
        "addresses": FILES["physical_address"],
        "taxonomy": FileTable("taxonomy_term", preset={"taxonomy": "Open Eligibility"}),
    },
    {
        **HEADINGS,
        **{table: {**HEADINGS.get(table, {}), **own} for table, own in _OWN_HEADINGS.items()},
    },
    signs=frozenset(
        {
            "mail_addresses_csv",
            "short_desc",
            "admin_emails",
            "vanity_number",
            "number_type",
            "date_incorporated",
        }
    ),
    signs_needed=2,
)
