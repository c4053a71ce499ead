"""By which own fields accounts are found, in the order of their list."""

from django.db import models

from leadwright.fields.models import Facet


class AccountFacet(Facet):
    """What an account says in a filterable field, with what the list of accounts is usually sorted by."""

    row = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="facets")
    sort_name = models.CharField(max_length=220, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["field", "value", "sort_name", "row"], name="account_facets_in_order"),
            models.Index(fields=["field", "value", "number", "row"], name="account_facets_by_value"),
        ]
