"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The face for people."""

    name = "leadwright.web"
    label = "web"
