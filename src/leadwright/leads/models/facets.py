"""By which own fields leads are found, in the order of their list."""

from django.db import models

from leadwright.fields.models import Facet


class LeadFacet(Facet):
    """What a lead says in a filterable field, with what the list of leads is usually sorted by."""

    row = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="facets")
    due_order = models.DateTimeField()
    rank = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["field", "value", "due_order", "rank", "row"], name="lead_facets_in_order"),
            models.Index(fields=["field", "value", "number", "row"], name="lead_facets_by_value"),
        ]
