"""The communication room as a Django app."""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """The app of media, templates and communications."""

    name = "leadwright.communication"
    label = "communication"
