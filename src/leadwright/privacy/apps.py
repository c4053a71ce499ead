"""The privacy room as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "leadwright.privacy"
    label = "privacy"
