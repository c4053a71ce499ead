"""The messages room as a Django app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The app of the outbox."""

    name = "leadwright.messages"
    label = "outbox"
