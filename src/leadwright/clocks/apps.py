"""The clocks room as a Django app."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "leadwright.clocks"
    label = "clocks"
