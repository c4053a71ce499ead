"""The contact groups and the titles that are shipped."""

from django.utils.translation import gettext_noop

from leadwright.contacts.models import ContactGroup, ContactTitle
from leadwright.foundation.labels import shipped_labels

GROUPS = (
    ("customers", gettext_noop("Customers"), False),
    ("prospects", gettext_noop("Prospects"), False),
    ("suppliers", gettext_noop("Suppliers"), False),
    ("brand-group", gettext_noop("Brand group"), True),
)
TITLES = (
    ("mr", gettext_noop("Mr")),
    ("ms", gettext_noop("Ms")),
    ("mx", gettext_noop("Mx")),
    ("dr", gettext_noop("Dr")),
    ("prof", gettext_noop("Prof.")),
)


def install_groups() -> None:
    """Enter the shipped groups where they are missing."""
    for position, (code, label, is_brand) in enumerate(GROUPS):
        defaults = {"labels": shipped_labels(label), "position": position, "is_brand": is_brand}
        ContactGroup.objects.get_or_create(code=code, defaults=defaults)


def install_titles() -> None:
    """Enter the shipped titles where they are missing."""
    for position, (code, label) in enumerate(TITLES):
        defaults = {"labels": shipped_labels(label), "position": position}
        ContactTitle.objects.get_or_create(code=code, defaults=defaults)
