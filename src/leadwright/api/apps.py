"""The API as a Django app, which remembers repeated requests."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The face for programs."""

    name = "leadwright.api"
    label = "api"
