"""The clocks room as a Django app."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """The app of clocks and calendars."""

    name = "leadwright.clocks"
    label = "clocks"
