"""The exports room as a Django app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "leadwright.exports"
    label = "exports"
