"""The files of a posted report, below the data folder: `reports/2025-1/`. They can be made again at any time."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from xenia.insight.reports.document import from_data
from xenia.insight.reports.document.charts import Drawing
from xenia.insight.reports.models import Report
from xenia.insight.reports.queries.documents import WHOLE, documents_now, languages_of_report

# What may be fetched, and as what.
OFFERED: Final = {
    "report.pdf": "application/pdf",
    "report.es.pdf": "application/pdf",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "report.json": "application/json",
    "report.zip": "application/zip",
}
# Beside the folder: it is what the Council gets, and nothing else lies in it.
PICTURES: Final = ".pictures.json"
STEPS: Final = 4
Told = Callable[[int, int], object]


def file_of(report: Report, name: str) -> Path | None:
    """A file that may be fetched, if it is there."""
    path = folder_of(report) / name
    return path if name in OFFERED and path.is_file() else None


def are_there(report: Report) -> bool:
    """Whether everything that is laid down for a report stands in its folder."""
    folder = folder_of(report)
    return (folder / "report.zip").is_file() and folder.with_suffix(PICTURES).is_file()


def folder_of(report: Report) -> Path:
    """Where the files of a version lie, whether they are there or not."""
    return Path(settings.REPORTS_FOLDER) / f"{report.year}-{report.version}"


def write_files(report: Report) -> Path:
    """Write every file of a report from its signed documents, all or nothing. Raises ReportSetMissing."""
    from xenia.insight.reports.document.bundling import bundle
    from xenia.insight.reports.document.html import drawings

    documents = {
        language: from_data(data) for language, data in report.content["documents"].items()
    }
    out = folder_of(report)
    bundle(documents, out, whole=[one for one in WHOLE if one in documents])
    pictures = {
        language: {
            code: [one.svg, one.alt] for code, one in drawings(document, is_narrow=True).items()
        }
        for language, document in documents.items()
    }
    said = json.dumps(pictures, ensure_ascii=False)
    _put(out.with_suffix(PICTURES), said.encode())
    return out


def _put(place: Path, content: bytes) -> None:
    """All of it or nothing."""
    part = place.with_name(f".{place.name}.part")
    part.write_bytes(content)
    part.replace(place)


def pictures_of(report: Report, language: str) -> dict[str, Drawing]:
    """The drawings of a posted report in a language, by table; none while its files are not there."""
    try:
        said = json.loads(folder_of(report).with_suffix(PICTURES).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {code: Drawing(svg, alt) for code, (svg, alt) in said.get(language, {}).items()}


def write_report(
    year: int,
    out: Path,
    *,
    languages: Sequence[str] = WHOLE,
    at: datetime,
    told: Told = lambda done, total: None,
) -> list[Path]:
    """Write a year's report as files, from the ledger as it is now and the words of its newest version.

    told: hears how far it is. Raises ReportSetMissing, and release.Refused.
    """
    from xenia.insight.reports.document.bundling import bundle
    from xenia.insight.reports.operations.computing import protected_numbers

    kept = protected_numbers(year, at=at, told=lambda done, _total: told(done, STEPS))
    every = dict.fromkeys((*languages, *languages_of_report()))
    documents = {one.language: one for one in documents_now(year, kept, every, at=at)}
    told(STEPS - 1, STEPS)
    bundle(documents, out, whole=languages)
    told(STEPS, STEPS)
    return sorted(path for path in out.rglob("*") if path.is_file())
