"""The history room as a Django app."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The app of the log."""

    name = "leadwright.history"
    label = "history"
