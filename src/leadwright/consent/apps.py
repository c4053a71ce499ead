"""The consent room as a Django app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "leadwright.consent"
    label = "consent"
