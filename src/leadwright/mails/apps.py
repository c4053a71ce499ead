"""The mails room as a Django app."""

from django.apps import AppConfig


class MailsConfig(AppConfig):
    """The app of stored mails."""

    name = "leadwright.mails"
    label = "mails"
