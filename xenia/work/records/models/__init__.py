"""Requests for records, whom they are about, and what was taken out of the vault for them."""

from .extraction import Extraction
from .note import RequestNote
from .person import AskedPerson
from .request import RecordsRequest

__all__ = ["AskedPerson", "Extraction", "RecordsRequest", "RequestNote"]
