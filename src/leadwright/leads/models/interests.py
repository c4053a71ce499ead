"""What hangs on a lead: the products that the customer is interested in, comments and notes."""

from django.db import models
from django.db.models import Q

from leadwright.leads.models.configuration import Product
from leadwright.people.models import Organisation, User


class ProductOfInterest(models.Model):
    """A good or a service that the customer is interested in, with questions and extra wishes."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead", "product"], name="a_lead_names_a_product_once")
        ]


class Comment(models.Model):
    """What one company says about a lead for itself: each side has its own, and no other company reads it."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "organisation"], name="a_company_has_one_comment_on_a_lead"
            )
        ]


class NoteQuerySet(models.QuerySet["Note"]):
    """Questions about notes."""

    def open_to(self, user: User) -> "NoteQuerySet":
        """Return the notes of the user's own organisation, and those that were shared with it.

        One that was shared before anybody had the lead is for whoever gets it.
        """
        home = user.organisation_id
        shared = Q(is_shared=True) & (Q(shared_with=None) | Q(shared_with=home))
        return self.filter(Q(organisation=home) | shared)

    def newest_first(self) -> "NoteQuerySet":
        """Sort by the moment of writing."""
        return self.order_by("-pk").select_related("by", "organisation")

    def in_lines(self) -> "NoteQuerySet":
        """Fetch what a line says of each, and nothing else of whoever wrote it."""
        return self.only("lead", "at", "text", "is_shared", "by__name", "organisation__name")


class Note(models.Model):
    """What somebody wrote about a lead; it is never changed, and the other side reads it only if it is shared."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    is_shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def is_open_to(self, organisation_id: int) -> bool:
        """Tell whether a company may read the note: its own, or one that was shared with it."""
        shared = self.is_shared and self.shared_with_id in (None, organisation_id)
        return shared or self.organisation_id == organisation_id
