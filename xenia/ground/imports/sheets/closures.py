"""Days the office is closed, from a spreadsheet into the calendar."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import written_day
from xenia.ground.common.text import fold
from xenia.ground.imports.cells import day, days, text
from xenia.ground.imports.plug import Column, Done, Outcome, Sheet, Step, Values
from xenia.ground.imports.sentences import Refused, Sentence
from xenia.ground.reference.models import Closure
from xenia.ground.reference.operations import close_office, open_office_again

LONGEST: Final = timedelta(days=366)
LONGEST_NAME: Final = 120
Days = tuple[date, date]


def _days(row: Values) -> Days:
    first, last = row["first_day"]
    return first, row.get("last_day", last)


def _name(row: Values) -> str:
    note = row.get("note", "")
    return f"{row['name']} ({note})" if note else str(row["name"])


def find(keys: Collection[Days], _at: datetime) -> Mapping[Days, Closure]:
    """The closures that hold now, by their days."""
    first_days = {first for first, _last in keys}
    held = Closure.objects.filter(until_version=None, first_day__in=first_days)
    return {(one.first_day, one.last_day): one for one in held.order_by("since_version")}


def plan(row: Values, found: Closure | None, by: User) -> Step:
    """New days are closed; a public holiday takes the office's own name; other days are as they were."""
    _refuse_strange(row)
    name = _name(row)
    if found is None:
        return Step(Outcome.ADDED, lambda at: Done({"closure": _close(_days(row), name, by, at)}))
    if fold(found.name) == fold(name):
        return Step(Outcome.UNCHANGED)
    if found.origin == Closure.Origin.OFFICE:
        return Step(
            Outcome.UNCHANGED,
            note=Sentence(
                gettext_noop("The office closed these days already, under another name.")
            ),
        )
    return Step(Outcome.MERGED, lambda at: _rename(found, name, by, at))


def _refuse_strange(row: Values) -> None:
    first, last = _days(row)
    if last < first:
        raise Refused(gettext_noop("The last day is before the first."))
    if last - first > LONGEST:
        raise Refused(gettext_noop("This is more than a year. Look at the years of both days."))
    if len(_name(row)) > LONGEST_NAME:
        words = gettext_noop("Name and note are longer than %(most)s characters. Write less.")
        raise Refused(words, most=LONGEST_NAME)


def _close(span: Days, name: str, by: User, at: datetime) -> str:
    closure = close_office(first_day=span[0], last_day=span[1], name=name, by=by, at=at)
    return str(closure.pk)


def _rename(found: Closure, name: str, by: User, at: datetime) -> Done:
    open_office_again(closure=found, by=by, at=at)
    renamed = _close((found.first_day, found.last_day), name, by, at)
    return Done({"closure": renamed, "instead_of": str(found.pk)})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """The office is open on these days again; a public holiday has its first name again."""
    closure = Closure.objects.select_for_update().get(pk=trace["closure"])
    if closure.until_version is not None:
        raise Refused(gettext_noop("Somebody took this closure back before."))
    open_office_again(closure=closure, by=by, at=at)
    if "instead_of" in trace:
        before = Closure.objects.get(pk=trace["instead_of"])
        close_office(
            first_day=before.first_day,
            last_day=before.last_day,
            name=before.name,
            origin=before.origin,
            by=by,
            at=at,
        )


def _span_shown(span: Days) -> str:
    first, last = (written_day(one, get_language() or "en") for one in span)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


CLOSURES = Sheet(
    code="closures",
    title=gettext_lazy("Days the office is closed"),
    explanation=gettext_lazy("Each row closes one day, or the days from one to another."),
    permission="reference.manage",
    columns=(
        Column(
            "first_day",
            gettext_lazy("First day"),
            days,
            is_required=True,
            explanation=gettext_lazy("One day, or both in one cell with a dash between."),
            example="2026-12-24",
            words=(
                "date", "day", "days", "from", "start", "start date", "begin", "begins", "first", "closed on", "closed",
                "closing date", "holiday date", "when", "dates", "observed", "date observed",
                "fecha", "desde", "inicio", "fecha de inicio", "dia", "data", "de", "data de inicio", "date de debut",
                "debut", "du", "jour", "le", "dat", "depi", "jou", "ngay", "tu ngay", "дата", "с", "начало",
                "التاريخ", "من", "日期", "开始日期", "从", "taariikhda",
            ),
            shows=_span_shown,
        ),
        Column(
            "last_day",
            gettext_lazy("Last day"),
            day,
            explanation=gettext_lazy("Empty: only the first day."),
            example="2027-01-02",
            words=(
                "to", "until", "till", "through", "end", "end date", "ends", "last", "last date", "reopens after",
                "hasta", "fin", "fecha final", "fecha de fin", "ate", "data final", "data de termino", "fim", "au",
                "date de fin", "jusqu'au", "rive", "jiska", "den ngay", "по", "до", "конец", "дата окончания",
                "إلى", "حتى", "结束日期", "到", "至",
            ),
        ),
        Column(
            "name",
            gettext_lazy("Why"),
            text(LONGEST_NAME),
            is_required=True,
            explanation=gettext_lazy("Such as: Snow day."),
            example="Snow day",
            words=(
                "name", "holiday", "holiday name", "occasion", "event", "reason", "title", "closure", "description",
                "what", "nombre", "feriado", "dia festivo", "festivo", "motivo", "nome", "nom", "jour ferie", "ferie",
                "raison", "motif", "non", "jou konje", "ten", "ngay le", "ly do", "название", "праздник", "причина",
                "الاسم", "العطلة", "السبب", "名称", "节日", "假日", "原因", "magaca",
            ),
        ),
        Column(
            "note",
            gettext_lazy("Note"),
            text(LONGEST_NAME),
            explanation=gettext_lazy("Stands behind the reason, in brackets."),
            example="City Hall too",
            words=(
                "notes", "comment", "comments", "remark", "remarks", "details", "nota", "notas", "comentario",
                "observaciones", "observacao", "observacoes", "remarque", "commentaire", "nòt", "ghi chu", "примечание",
                "ملاحظة", "ملاحظات", "备注", "注释",
            ),
        ),
    ),
    key=_days,
    find=find,
    plan=plan,
    undo=undo,
)  # fmt: skip
