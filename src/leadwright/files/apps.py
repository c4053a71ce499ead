"""The files room as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The app of attached files."""

    name = "leadwright.files"
    label = "files"
