"""Offers: who was asked to take a lead on, and what was answered."""

from django.db import models
from django.db.models import Q


class Answer(models.TextChoices):
    """How an offer ended."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Offer(models.Model):
    """A sender offers a lead to a unit, perhaps with one user in mind."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="offers")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    offered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(answer=""), name="one_open_offer_per_lead"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="an_answer_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["lead", "-at"], name="offers_of_a_lead")]
