"""The processes room as a Django app."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "leadwright.processes"
    label = "processes"
