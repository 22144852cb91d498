"""Reports and their signatures, the call for counts, recommendations against barriers, and the weeks."""

from .call import DataCall, DataRequest, DataRequestStep, EarlierTotal, Part, ReportedFigure
from .recommendation import Recommendation, RecommendationStep
from .report import Narrative, Remark, Report, ReportStep
from .week import WeekFigure

__all__ = [
    "DataCall",
    "DataRequest",
    "DataRequestStep",
    "EarlierTotal",
    "Narrative",
    "Part",
    "Recommendation",
    "RecommendationStep",
    "Remark",
    "Report",
    "ReportStep",
    "ReportedFigure",
    "WeekFigure",
]
