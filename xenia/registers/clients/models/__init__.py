"""What is kept of the people served."""

from xenia.registers.clients.models.client import Client
from xenia.registers.clients.models.consent import Consent
from xenia.registers.clients.models.helper import Helper
from xenia.registers.clients.models.household import Household, HouseholdMember
from xenia.registers.clients.models.likeness import NotTheSame

__all__ = ["Client", "Consent", "Helper", "Household", "HouseholdMember", "NotTheSame"]
