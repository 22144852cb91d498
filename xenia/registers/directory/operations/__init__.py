"""Everything that changes the directory; one function is one event in the editor's day."""

from .history import ChangedMeanwhile
from .listing import listings_rebuilt_together, rebuild_listings
from .organization import (
    add_organization,
    change_organization,
    change_organization_status,
    close_organization,
    reopen_organization,
)
from .place import add_location, change_location, give_at, no_longer_at
from .service import (
    add_service,
    change_service,
    change_service_status,
    describe_service_details,
    move_service,
)
from .translation import Answered, review_record, translate_record
from .undo import NothingToPutBack, may_be_put_back, put_back
from .verification import confirm_entry, confirm_organization_entries, confirm_service

__all__ = [
    "Answered",
    "ChangedMeanwhile",
    "NothingToPutBack",
    "add_location",
    "add_organization",
    "add_service",
    "change_location",
    "change_organization",
    "change_organization_status",
    "change_service",
    "change_service_status",
    "close_organization",
    "confirm_entry",
    "confirm_organization_entries",
    "confirm_service",
    "describe_service_details",
    "give_at",
    "listings_rebuilt_together",
    "may_be_put_back",
    "move_service",
    "no_longer_at",
    "put_back",
    "rebuild_listings",
    "reopen_organization",
    "review_record",
    "translate_record",
]
