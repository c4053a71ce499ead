"""The contacts room as a Django app."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "leadwright.contacts"
    label = "contacts"
