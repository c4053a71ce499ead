"""The messages room as a Django app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "leadwright.messages"
    label = "outbox"
