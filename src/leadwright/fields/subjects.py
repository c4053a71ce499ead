"""What own fields are made on, and whose they are."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.people.reach import Permission

# With any of these somebody makes fields: for all, or for the own company.
MAKERS: tuple[Permission, ...] = ("configuration.edit", "user.manage")
OWN_PREFIX = "own_"


class Subject(models.TextChoices):
    """What a field belongs to."""

    LEAD = "lead", _("Lead")
    CONTACT = "contact", _("Contact")
    ACCOUNT = "account", _("Account")
    ACTIVITY = "activity", _("Activity")
    TASK = "task", _("Task")


class Sees(models.TextChoices):
    """Who knows a field of a lead that one company sent and another handles; of a contact, its lender and borrowers.

    Of an activity that is shared, the other company knows what both see; of a task it knows nothing.
    """

    BOTH = "both", _("Both companies")
    SENDER = "sender", _("The sender alone")
    HANDLER = "handler", _("The company that handles it alone")


class Kind(models.TextChoices):
    """What a field holds; it never changes in place."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    INTEGER = "integer", _("Whole number")
    DECIMAL = "decimal", _("Decimal number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    DATETIME = "datetime", _("Date and time")
    BOOLEAN = "boolean", _("Yes or no")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    USER = "user", _("User")
    CONTACT = "contact", _("Contact")
    URL = "url", _("Web address")


WITH_CHOICES = frozenset({Kind.CHOICE, Kind.CHOICES})
FREE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.URL})
# Values that lie on a line: a list is narrowed to a span of them.
MEASURED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.DATETIME})
# What stands at the right of a column.
NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
SORTED = MEASURED | {Kind.TEXT, Kind.URL, Kind.BOOLEAN, Kind.CHOICE}
FILTERED = frozenset(Kind) - {Kind.LONG_TEXT}


@dataclass(frozen=True)
class Table:
    """The table whose rows have own fields: its name and its key, and the columns that a list is usually sorted by.

    History speaks of its rows under their subject, and under those in `also_about`.
    """

    name: str
    key: str
    facets: str
    order: tuple[str, ...]
    also_about: tuple[str, ...] = ()


TABLES = {
    Subject.LEAD: Table("leads_lead", "number", "leads_leadfacet", ("due_order", "rank")),
    Subject.CONTACT: Table("contacts_contact", "id", "contacts_contactfacet", ("sort_name",)),
    Subject.ACCOUNT: Table("accounts_account", "number", "accounts_accountfacet", ("sort_name",)),
    Subject.ACTIVITY: Table(
        "activities_activity", "id", "activities_activityfacet", ("starts_at",), also_about=("lead",)
    ),
    Subject.TASK: Table("tasks_task", "id", "tasks_taskfacet", ("due_at",), also_about=("lead",)),
}
