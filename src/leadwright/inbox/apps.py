"""The inbox as a Django app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """The app of what arrived."""

    name = "leadwright.inbox"
    label = "inbox"
