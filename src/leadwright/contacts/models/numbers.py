"""A person's national register number: restricted data, kept only where the installation allows it."""

from django.db import models

from leadwright.contacts.models.contact import Contact


class NationalNumber(models.Model):
    """The encrypted number of one person, with the law or the contract by which it may be kept."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="national_number")
    country = models.CharField(max_length=2)
    secret = models.TextField()
    legal_basis = models.TextField()
    recorded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(legal_basis=""), name="a_national_number_has_a_legal_basis"
            )
        ]

    def __str__(self) -> str:
        return f"national number of contact {self.contact_id}"
