"""The fields room as a Django app."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "leadwright.fields"
    label = "fields"
