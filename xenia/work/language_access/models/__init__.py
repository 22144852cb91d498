"""What is kept of interpreters and translators, of who asked for one, and of what departments promise."""

from xenia.work.language_access.models.apart import Conflict, DoNotSend
from xenia.work.language_access.models.booking import BookedQuarter, Booking, Offer
from xenia.work.language_access.models.credential import Credential
from xenia.work.language_access.models.document_text import (
    DocumentTranslation,
    SourceVersion,
    TextVersion,
    TranslationRequest,
)
from xenia.work.language_access.models.feed import CalendarFeed
from xenia.work.language_access.models.hours import HoursException, WeeklyHours
from xenia.work.language_access.models.interpreter import Interpreter, ServedArea
from xenia.work.language_access.models.invoice import VendorInvoice
from xenia.work.language_access.models.message_text import MessageTranslation
from xenia.work.language_access.models.pair import LanguagePair
from xenia.work.language_access.models.plan import AccessPlan
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    Goal,
    PlanBudget,
    PlanLanguage,
    PlanService,
    PlanVendor,
    Signage,
    StaffSkill,
    Training,
)
from xenia.work.language_access.models.plan_year import ReportFigure, SelfReport, SpotCheck
from xenia.work.language_access.models.request import InterpreterRequest
from xenia.work.language_access.models.set_phrase import SetPhrase
from xenia.work.language_access.models.vital_document import DocumentLanguage, VitalDocument

__all__ = [
    "AccessPlan",
    "BookedQuarter",
    "Booking",
    "CalendarFeed",
    "Conflict",
    "Credential",
    "DoNotSend",
    "DocumentLanguage",
    "DocumentTranslation",
    "FourFactor",
    "Goal",
    "HoursException",
    "Interpreter",
    "InterpreterRequest",
    "LanguagePair",
    "MessageTranslation",
    "Offer",
    "PlanBudget",
    "PlanLanguage",
    "PlanService",
    "PlanVendor",
    "ReportFigure",
    "SelfReport",
    "ServedArea",
    "SetPhrase",
    "Signage",
    "SourceVersion",
    "SpotCheck",
    "StaffSkill",
    "TextVersion",
    "Training",
    "TranslationRequest",
    "VendorInvoice",
    "VitalDocument",
    "WeeklyHours",
]
