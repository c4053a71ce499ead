"""What blocked contacts are known by, and which contacts were found to be another than a blocked one."""

from django.db import models
from django.db.models import F, Q

from leadwright.contacts.models.contact import Contact
from leadwright.people.models import Organisation


class BlockedKey(models.Model):
    """An address (`e:`), a number (`p:`), a VAT (`v:`) or register number (`r:`) of a blocked contact."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    key = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "key"], name="keys_of_blocked_contacts")]

    def __str__(self) -> str:
        return self.key


class Distinction(models.Model):
    """Somebody who may block contacts said that these two are not the same; the lower number comes first."""

    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_contacts_are_distinguished_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="two_distinguished_contacts_are_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} is not #{self.second_id}"
