"""By which own fields contacts are found, in the order of their list."""

from django.db import models

from leadwright.fields.models import Facet


class ContactFacet(Facet):
    """What a contact says in a filterable field, with what the list of contacts is usually sorted by."""

    row = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="facets")
    sort_name = models.CharField(max_length=220, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["field", "value", "sort_name", "row"], name="contact_facets_in_order"),
            models.Index(fields=["field", "value", "number", "row"], name="contact_facets_by_value"),
        ]
