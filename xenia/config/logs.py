"""Log lines a machine can read and nobody can be found in."""

import json
import logging
from datetime import UTC, datetime

_PLAIN = (str, int, float, bool, type(None))
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line: moment, level, logger, event, and the plain values given as `extra`.

    Of an exception only its type and place are written: its text may quote what a person typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Turn one record into one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        if record.args and not record.name.startswith("django"):
            line["event"] = record.getMessage()
        line |= {
            name: value
            for name, value in vars(record).items()
            if name not in _OWN and isinstance(value, _PLAIN)
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _where(traceback: object) -> str:
    """The file, line and function where an exception was raised."""
    place = ""
    while traceback is not None:
        code = traceback.tb_frame.f_code  # type: ignore[attr-defined]
        place = f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}"  # type: ignore[attr-defined]
        traceback = traceback.tb_next  # type: ignore[attr-defined]
    return place
