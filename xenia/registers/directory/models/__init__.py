"""The directory. Names and shapes follow HSDS 3.1; what Xenia adds is its published profile (docs/hsds-profile.md)."""

from .details import (
    Accessibility,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    MetaTableDescription,
    OrganizationIdentifier,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceArea,
    ServiceCapacity,
    Unit,
    Url,
)
from .history import Metadata
from .listing import Listing, SourceRecord
from .organization import Organization, Program
from .place import Address, Location
from .service import Service, ServiceAtLocation
from .taxonomy import Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Contact",
    "CostOption",
    "Funding",
    "Language",
    "Listing",
    "Location",
    "MetaTableDescription",
    "Metadata",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "Program",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "SourceRecord",
    "Taxonomy",
    "TaxonomyTerm",
    "Unit",
    "Url",
]
