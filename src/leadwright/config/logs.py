"""What of the log is left out, because the same was said better elsewhere."""

import logging

from procrastinate.exceptions import ConnectorException

from leadwright.foundation.health import AWAY


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
