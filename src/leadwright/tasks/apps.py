"""The tasks room as a Django app."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "leadwright.tasks"
    label = "tasks"
