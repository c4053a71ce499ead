"""The leads room as a Django app."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leadwright.leads"
    label = "leads"
