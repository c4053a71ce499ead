"""What the customer asks for: lines of goods, services and other parts of the request."""

from django.db import models
from django.db.models import Q

from leadwright.leads.models.configuration import Product
from leadwright.leads.states import DemandKind, State


class DemandLine(models.Model):
    """A line of the primary demand: a product, or what it is in words; `amount` is the expected price of the line.

    `is_taken` says whether the customer takes it, `reason` why not.
    """

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="demand", db_index=False)
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DemandKind.choices)
    text = models.CharField(max_length=250, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    amount = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    comment = models.TextField(blank=True)
    is_taken = models.BooleanField(default=True)
    reason = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["lead", "id"], name="demand_of_a_lead")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="an_expected_price_has_its_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What is asked for: in the words of the line, else the name of its product."""
        return self.text or (self.product.label if self.product else "")

    @property
    def fulfilment(self) -> int | None:
        """How far it is fulfilled, in per cent, once its lead is won: what the customer takes wholly, the rest not."""
        return 100 * self.is_taken if self.lead.state == State.WON else None
