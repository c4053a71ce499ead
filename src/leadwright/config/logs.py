"""How records are written into the log, and which are left out because the same was said better elsewhere."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from procrastinate.exceptions import ConnectorException

from leadwright.foundation.attempts import without_secrets
from leadwright.foundation.health import AWAY
from leadwright.foundation.tracing import request_id

# What PostgreSQL says of a row that it refuses holds the values of the row.
_DETAIL = re.compile(r"(DETAIL:).*?(?=\n\n|\Z)", re.DOTALL)
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class OutageFilter(logging.Filter):
    """Tell of a database that went away in one line: the stack behind each request and each job says no more."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is kept; that of a request is kept without its stack."""
        fault = record.exc_info[1] if record.exc_info else None
        if record.name.startswith("procrastinate"):
            return not isinstance(fault, ConnectorException)
        if record.name == "django.request" and is_outage(fault):
            record.msg, record.args = f"{record.getMessage()}: the database does not answer", ()
            record.exc_info = record.exc_text = None
        return True


def is_outage(fault: BaseException | None) -> bool:
    """Tell whether a fault is that nobody answers; what a server that does answer refuses has a code (SQLSTATE)."""
    if not isinstance(fault, AWAY):
        return False
    code = getattr(fault.__cause__, "sqlstate", None)
    return code is None or code.startswith("57P")


def escaped(text: str) -> str:
    """Return a text in which each sign that could forge, hide or turn around a line is written as its escape."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape", "replace").decode(), text)


class LineFormatter(logging.Formatter):
    """One record a line, whatever it holds; the stack of a fault follows, each line of it set in."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without links that let somebody in."""
        return without_secrets(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class names it so
        """Escape what the message holds."""
        record.message = escaped(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the base class names it so
        """Set in each line of a stack, so that none looks like a record."""
        stack = _DETAIL.sub(r"\1 …", super().formatException(ei))
        return "\n".join(f"    {escaped(line)}" for line in stack.split("\n"))


class JsonFormatter(logging.Formatter):
    """One record a line as a JSON object in ASCII: time, level, logger, message, request id, and what a request had."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without links that let somebody in."""
        data: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id(),
            **getattr(record, "request_facts", {}),
        }
        if record.exc_info:
            data["stack"] = _DETAIL.sub(r"\1 …", self.formatException(record.exc_info))
        return without_secrets(json.dumps(data, default=str))
