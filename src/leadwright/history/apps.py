"""The history room as a Django app."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "leadwright.history"
    label = "history"
