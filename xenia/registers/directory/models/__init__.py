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
from .evidence import LegalEvidence
from .followed import FollowedDirectory
from .history import Metadata
from .hsds import OrganizationRecord, PlaceRecord, ServiceRecord
from .listing import Listing, SourceRecord, WaitingListing
from .merge import Merge
from .notice import Notice
from .organization import Organization, Program
from .place import Address, Location
from .proposal import Proposal, ProposedChange
from .quality import Finding
from .service import Service, ServiceAtLocation
from .suggestion import Suggestion, SuggestionDay
from .taxonomy import Taxonomy, TaxonomyTerm
from .unanswered import HeardWords, TermWord, UnansweredWords, UnmetNeed
from .verification import (
    UpkeepRound,
    VerificationAnswer,
    VerificationLink,
    VerificationRequest,
)

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Contact",
    "CostOption",
    "Finding",
    "FollowedDirectory",
    "Funding",
    "HeardWords",
    "Language",
    "LegalEvidence",
    "Listing",
    "Location",
    "Merge",
    "MetaTableDescription",
    "Metadata",
    "Notice",
    "Organization",
    "OrganizationIdentifier",
    "OrganizationRecord",
    "Phone",
    "PlaceRecord",
    "Program",
    "Proposal",
    "ProposedChange",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceRecord",
    "SourceRecord",
    "Suggestion",
    "SuggestionDay",
    "Taxonomy",
    "TaxonomyTerm",
    "TermWord",
    "UnansweredWords",
    "Unit",
    "UnmetNeed",
    "UpkeepRound",
    "Url",
    "VerificationAnswer",
    "VerificationLink",
    "VerificationRequest",
    "WaitingListing",
]
