"""Which records are kept, and how each is written."""

from typing import Any


def logging_settings(formatter: str) -> dict[str, Any]:
    """Return the settings of Python's logging: all to standard output, as lines or as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "leadwright.config.logs.LineFormatter",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
            },
            "json": {"()": "leadwright.config.logs.JsonFormatter"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": formatter,
                "filters": ["outages"],
            }
        },
        "filters": {"outages": {"()": "leadwright.config.logs.OutageFilter"}},
        "root": {"handlers": ["stdout"], "level": "WARNING"},
        "loggers": {
            "leadwright": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
            "leadwright.security": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
            # It would write the secrets of links; web/base/refusing.py writes the same without them.
            "django.security.csrf": {"level": "ERROR"},
            "django.request": {"level": "ERROR"},
            "psycopg.pool": {"level": "ERROR"},
            "waitress.queue": {"level": "ERROR"},
        },
    }
