"""The room of processes as a Django app."""

from django.apps import AppConfig


class DiagramsConfig(AppConfig):
    """The app of processes and their versions."""

    name = "leadwright.diagrams"
    label = "diagrams"
