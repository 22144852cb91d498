"""HSDS 1.x, 2.x and 3.x, and the spellings people use for them.

Source: HSDS 1.1 (2017), 2.0 (2020), 3.1 (2024) data packages; their tables and columns that 3.1 no longer has.
"""

from typing import Final

from .naming import FileTable, Format

_PHYSICAL = FileTable("address", "physical", {"address_type": "physical"})
_POSTAL = FileTable("address", "postal", {"address_type": "postal"})
_PAYMENT = FileTable(
    "attribute", "payment", {"link_entity": "service", "label": "payment accepted"}
)
_REGULAR = FileTable("schedule", "regular")
_HOLIDAY = FileTable("schedule", "holiday")
_TERM_OF_SERVICE = FileTable("attribute", "service", {"link_entity": "service"})

FILES: Final = {
    "organization": FileTable("organization"), "organizations": FileTable("organization"),
    "organization_identifier": FileTable("organization_identifier"),
    "organization_identifiers": FileTable("organization_identifier"),
    "program": FileTable("program"), "programs": FileTable("program"),
    "service": FileTable("service"), "services": FileTable("service"),
    "location": FileTable("location"), "locations": FileTable("location"),
    "service_at_location": FileTable("service_at_location"), "services_at_location": FileTable("service_at_location"),
    "service_at_locations": FileTable("service_at_location"), "services_at_locations": FileTable("service_at_location"),
    "service_location": FileTable("service_at_location"), "service_locations": FileTable("service_at_location"),
    "services_locations": FileTable("service_at_location"),
    "address": FileTable("address"), "addresses": FileTable("address"),
    "physical_address": _PHYSICAL, "physical_addresses": _PHYSICAL,
    "postal_address": _POSTAL, "postal_addresses": _POSTAL, "mailing_address": _POSTAL, "mailing_addresses": _POSTAL,
    "phone": FileTable("phone"), "phones": FileTable("phone"), "telephones": FileTable("phone"),
    "phone_numbers": FileTable("phone"),
    "contact": FileTable("contact"), "contacts": FileTable("contact"),
    "schedule": FileTable("schedule"), "schedules": FileTable("schedule"), "hours": FileTable("schedule"),
    "regular_schedule": _REGULAR, "regular_schedules": _REGULAR,
    "holiday_schedule": _HOLIDAY, "holiday_schedules": _HOLIDAY,
    "opening_hours": FileTable("schedule"),
    "funding": FileTable("funding"), "fundings": FileTable("funding"), "funding_sources": FileTable("funding"),
    "service_area": FileTable("service_area"), "service_areas": FileTable("service_area"),
    "required_document": FileTable("required_document"), "required_documents": FileTable("required_document"),
    "language": FileTable("language"), "languages": FileTable("language"),
    "accessibility": FileTable("accessibility"), "accessibility_for_disabilities": FileTable("accessibility"),
    "cost_option": FileTable("cost_option"), "cost_options": FileTable("cost_option"),
    "service_capacity": FileTable("service_capacity"), "service_capacities": FileTable("service_capacity"),
    "capacities": FileTable("service_capacity"),
    "unit": FileTable("unit"), "units": FileTable("unit"),
    "url": FileTable("url"), "urls": FileTable("url"), "additional_urls": FileTable("url"),
    "additional_websites": FileTable("url"),
    "taxonomy_term": FileTable("taxonomy_term"), "taxonomy_terms": FileTable("taxonomy_term"),
    "taxonomies": FileTable("taxonomy"), "taxonomy": FileTable("taxonomy"),
    "attribute": FileTable("attribute"), "attributes": FileTable("attribute"),
    "other_attribute": FileTable("attribute"), "other_attributes": FileTable("attribute"),
    "service_attribute": _TERM_OF_SERVICE, "service_attributes": _TERM_OF_SERVICE,
    "service_taxonomy": _TERM_OF_SERVICE, "service_taxonomies": _TERM_OF_SERVICE, "services_taxonomy": _TERM_OF_SERVICE,
    "metadata": FileTable("metadata"),
    "meta_table_description": FileTable("meta_table_description"),
    "meta_table_descriptions": FileTable("meta_table_description"),
    "eligibility": FileTable("service", adds_to="eligibility_description"),
    "eligibilities": FileTable("service", adds_to="eligibility_description"),
    "payment_accepted": _PAYMENT,
    "payments_accepted": _PAYMENT,
    "accepted_payments": _PAYMENT,
}  # fmt: skip

# Under "" what holds in every table that has the column.
HEADINGS: Final = {
    "": {
        "title": "name", "desc": "description", "details": "description", "notes": "description",
        "about": "description", "summary": "description", "alt_name": "alternate_name", "aka": "alternate_name",
        "also_known_as": "alternate_name", "other_name": "alternate_name", "website": "url", "web": "url", "link": "url",
        "homepage": "url", "web_address": "url", "site_url": "url", "uri": "url", "email_address": "email",
        "contact_email": "email", "mail": "email", "guid": "id", "uuid": "id", "key": "id", "identifier": "id",
        "record_id": "id", "organization": "organization_name", "service": "service_id", "location": "location_id",
        "program": "program_id", "contact": "contact_id", "lat": "latitude", "lng": "longitude", "lon": "longitude",
        "long": "longitude", "y": "latitude", "x": "longitude", "telephone": "phones", "telephone_number": "phones",
        "phone": "phones", "phone_number": "phones", "phone_numbers": "phones", "hotline": "phones",
        "fax_number": "fax", "language": "languages", "languages_spoken": "languages", "opening_hours": "hours",
        "hours_of_operation": "hours", "hours_open": "hours", "office_hours": "hours", "schedule": "hours",
        "confidential": "is_confidential", "email_confidential": "email_is_confidential", "zip": "postal_code",
        "zip_code": "postal_code", "zipcode": "postal_code", "postcode": "postal_code", "postal": "postal_code",
        "state": "state_province", "province": "state_province", "town": "city", "municipality": "city",
        "street": "address_1", "street_address": "address_1", "address": "address_1", "address1": "address_1",
        "address_line_1": "address_1", "address_line1": "address_1", "line_1": "address_1", "line1": "address_1",
        "address2": "address_2", "address_line_2": "address_2", "address_line2": "address_2", "line_2": "address_2",
        "suite": "address_2", "unit_number": "address_2", "apartment": "address_2", "county": "region",
        "country_code": "country", "service_areas_served": "service_areas", "area_served": "service_areas",
        "areas_served": "service_areas", "documents": "required_documents", "documents_required": "required_documents",
        "what_to_bring": "bring", "categories": "taxonomy_ids", "category": "taxonomy_ids", "taxonomy": "taxonomy_ids",
        "taxonomies": "taxonomy_ids", "taxonomy_terms": "taxonomy_ids", "tags": "keywords", "keyword": "keywords",
        "funding": "funding_sources", "service_at_location": "service_at_location_id",
        "services_at_location_id": "service_at_location_id",
    },
    "organization": {
        "url": "website", "website": "website", "web": "website", "homepage": "website", "link": "website",
        "web_address": "website", "mission": "description", "date_incorporated": "year_incorporated",
        "year_founded": "year_incorporated", "founded": "year_incorporated", "ein": "tax_id", "type": "kind",
        "parent_id": "parent_organization_id", "parent_organization": "parent_organization_id", "org": "name",
        "organization": "name",
    },
    "organization_identifier": {"scheme": "identifier_scheme", "type": "identifier_type", "identifier": "identifier"},
    "program": {"program": "name"},
    "service": {
        "service": "name", "eligibility": "eligibility_description", "eligibility_criteria": "eligibility_description",
        "who_can_apply": "eligibility_description", "how_to_apply": "application_process",
        "application": "application_process", "intake_procedure": "application_process",
        "fee": "fees", "cost_description": "fees_description", "price": "fees", "min_age": "minimum_age",
        "age_min": "minimum_age", "max_age": "maximum_age", "age_max": "maximum_age", "licences": "licenses",
        "last_verified": "assured_date", "last_assured": "assured_date", "assured_on": "assured_date",
        "updated_at": "last_modified", "modified": "last_modified", "last_updated": "last_modified",
        "remote": "is_remote", "interpreter": "interpreter_available", "interpretation": "interpretation_services",
        "asks_immigration_status": "asks_status", "id_required": "needs_id", "requires_id": "needs_id",
        "locations": "location_id", "location_ids": "location_id", "capacity": "capacity",
    },
    "location": {
        "location": "name", "type": "location_type", "accessible": "accessibility", "directions": "transportation",
        "transit": "transportation", "accessibility_for_disabilities": "accessibility",
    },
    "address": {
        "type": "address_type", "address_3": "address_3", "address_4": "address_4", "attn": "attention",
        "name": "attention",
    },
    "phone": {
        "phone": "number", "phones": "number", "phone_number": "number", "telephone": "number",
        "telephone_number": "number", "ext": "extension", "phone_extension": "extension", "number_type": "type",
        "phone_type": "type", "label": "description", "name": "description",
    },
    "contact": {"contact": "name", "position": "title", "job_title": "title", "role": "title", "title": "title"},
    "schedule": {
        "weekday": "weekday", "day": "weekday", "days": "weekday", "day_of_week": "weekday", "weekdays": "weekday",
        "opens": "opens_at", "open": "opens_at", "open_time": "opens_at", "opening_time": "opens_at",
        "start_time": "opens_at", "from": "opens_at", "closes": "closes_at", "close": "closes_at",
        "close_time": "closes_at", "closing_time": "closes_at", "end_time": "closes_at", "to": "closes_at",
        "start_date": "valid_from", "end_date": "valid_to", "original_text": "hours", "notes": "notes",
        "hours": "hours", "times": "hours",
    },
    "funding": {"funding_source": "source", "name": "source"},
    "service_area": {"service_area": "name", "area": "name"},
    "required_document": {"required_document": "document", "name": "document", "uri": "uri"},
    "language": {"language": "name", "languages": "name", "language_code": "code", "notes": "note"},
    "accessibility": {
        "accessibility": "description", "accessibility_for_disabilities": "description", "details": "details",
    },
    "cost_option": {"cost": "amount", "price": "amount", "description": "option"},
    "service_capacity": {"unit": "unit", "capacity": "maximum", "updated_at": "updated"},
    "taxonomy": {"taxonomy": "name"},
    "taxonomy_term": {
        "term": "name", "taxonomy": "taxonomy", "vocabulary": "taxonomy", "taxonomy_term": "name", "uri": "term_uri",
        "parent": "parent_id", "identifier": "code",
    },
    "unit": {"identifier": "identifier", "uri": "uri"},
    "attribute": {
        "service_id": "link_id", "resource_id": "link_id", "taxonomy_id": "taxonomy_term_id",
        "term_id": "taxonomy_term_id", "taxonomy_detail": "value", "payment": "value", "entity": "link_entity",
        "link_type": "link_type",
    },
    "metadata": {"action_date": "last_action_date", "action_type": "last_action_type", "uri": "uri"},
}  # fmt: skip

# Our own profile's columns that follow from others: the day of the last check is `assured_date`, and from when on it
# is too long ago, each office counts for itself.
LEFT_OUT: Final = {"service": frozenset({"confirmed_on", "stale_on"})}

HSDS: Final = Format("hsds", FILES, HEADINGS, left_out=LEFT_OUT)
