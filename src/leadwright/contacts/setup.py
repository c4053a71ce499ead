"""The contact groups that are shipped."""

from leadwright.contacts.models import ContactGroup

GROUPS = (
    ("customers", "Customers", "Klanten", False),
    ("prospects", "Prospects", "Prospecten", False),
    ("suppliers", "Suppliers", "Leveranciers", False),
    ("brand-group", "Brand group", "Merkgroep", True),
)


def install_groups() -> None:
    """Enter the shipped groups where they are missing."""
    for position, (code, english, dutch, is_brand) in enumerate(GROUPS):
        labels = {"en": english, "nl": dutch}
        defaults = {"labels": labels, "position": position, "is_brand": is_brand}
        ContactGroup.objects.get_or_create(code=code, defaults=defaults)
