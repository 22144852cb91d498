"""What is kept of complaints."""

from xenia.work.ombudsman.models.complaint import Clock, Complaint, ComplaintStep
from xenia.work.ombudsman.models.evidence import Evidence
from xenia.work.ombudsman.models.finding import Finding, Recommendation, Remedy
from xenia.work.ombudsman.models.limit import OfficeLimit
from xenia.work.ombudsman.models.open311 import AppKey, CityServer
from xenia.work.ombudsman.models.service_request import ServiceRequest
from xenia.work.ombudsman.models.words import ComplaintWord, DepartmentWord, Release

__all__ = [
    "AppKey",
    "CityServer",
    "Clock",
    "Complaint",
    "ComplaintStep",
    "ComplaintWord",
    "DepartmentWord",
    "Evidence",
    "Finding",
    "OfficeLimit",
    "Recommendation",
    "Release",
    "Remedy",
    "ServiceRequest",
]
