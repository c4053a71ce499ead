"""What of the log is left out, because the same was said better elsewhere."""

import logging

from procrastinate.exceptions import ConnectorException


class OneLineAnOutage(logging.Filter):
    """Drop the job engine's stacks about a database that went away: the worker says so in one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is kept."""
        is_engine = record.name.startswith("procrastinate")
        return not (is_engine and record.exc_info and isinstance(record.exc_info[1], ConnectorException))
