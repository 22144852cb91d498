"""What people asked the office of Lindenport, what it answered, and who came by without a name. All invented."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sample_city.data import DATA, Row
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.translations.operations import write_translations
from xenia.registers.directory.models import Organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.operations import Contact, Question, Said

GOOD_FOR = timedelta(days=365)


def ask_everything(
    *, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    """Questions in several languages and states, answers for next time, contacts of the last days."""
    said: dict[str, list[Row]] = json.loads((DATA / "questions.json").read_text(encoding="utf-8"))
    for row in said["questions"]:
        _question(row, at, people, organizations)
    for row in said["answers"]:
        _answer(row, at, people)
    for row in said["contacts"]:
        contact = Contact(row["need"], row["language"], row["mode"])
        on = at - timedelta(days=row["days_ago"])
        operations.log_contact(contact=contact, by=people["rosa-ibarra"], at=on)


def _question(
    row: Row, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    asked_at = at - timedelta(days=row["days_ago"])
    question = Question(
        words=row["words"],
        language=row["language"],
        asker=row["asker"],
        who=row.get("who", ""),
        answer_by=row.get("answer_by", "code"),
        address=row.get("address", ""),
    )
    enquiry = operations.ask_office(question=question, token=f"sample {row['key']}", at=asked_at)
    if row["state"] == "waiting":
        return
    by = people[row["by"]]
    operations.take(enquiry=enquiry, by=by, at=asked_at)
    if meaning := row.get("meaning"):
        operations.note_meaning(word=enquiry.words.get(), english=meaning, by=by, at=asked_at)
    REACHES[row["state"]](
        enquiry, row, {"enquiry": enquiry, "by": by, "at": asked_at}, organizations
    )


def _taken(_enquiry: Enquiry, row: Row, said: dict[str, Any], _all: Any) -> None:
    operations.save_draft(english=row["english"], words="", **said)


def _to_translate(enquiry: Enquiry, row: Row, said: dict[str, Any], everybody: Any) -> None:
    _taken(enquiry, row, said, everybody)
    operations.ask_for_translation(**said)


def _answered(_enquiry: Enquiry, row: Row, said: dict[str, Any], _all: Any) -> None:
    operations.send_answer(english=row["english"], words=row["answer"], **said)


def _forwarded(
    _enquiry: Enquiry, row: Row, said: dict[str, Any], organizations: Mapping[str, Organization]
) -> None:
    operations.forward(to=organizations[row["to"]], note=row["note"], **said)


REACHES: dict[str, Callable[[Enquiry, Row, dict[str, Any], Mapping[str, Organization]], None]] = {
    "taken": _taken,
    "translate": _to_translate,
    "answered": _answered,
    "forwarded": _forwarded,
}


def _answer(row: Row, at: datetime, people: Mapping[str, User]) -> None:
    today = local_day(at)
    said = Said(
        title=row["title"],
        question=row["question"],
        text=row["text"],
        source=row["source"],
        source_on=today,
        valid_until=today + GOOD_FOR,
    )
    second = people[row["second"]]
    answer = operations.write_answer_text(said=said, names_nobody=True, by=people[row["by"]], at=at)
    operations.review_answer_text(answer=answer, by=second, at=at)
    operations.publish_answer_text(answer=answer, is_public=True, by=second, at=at)
    for tag, texts in row["translations"].items():
        by_field = {field: {tag: text} for field, text in texts.items()}
        write_translations(record=answer, texts=by_field, by=second, at=at)
