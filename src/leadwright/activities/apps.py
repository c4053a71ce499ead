"""The activities room as a Django app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "leadwright.activities"
    label = "activities"
