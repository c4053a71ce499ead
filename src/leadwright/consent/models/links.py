"""The links that lead into the ledger, and the list of those who must not be reached again."""

from django.db import models

from leadwright.consent.models.ledger import Event
from leadwright.consent.models.lists import ConsentPurpose, ConsentSender
from leadwright.contacts.models import Contact
from leadwright.people.models import Organisation


class Confirmation(models.Model):
    """A single-use link by which a person confirms a consent; only its digest is kept."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="confirmation")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"confirmation of #{self.event_id}"


class WithdrawalLink(models.Model):
    """A link in a mail by which a person withdraws one consent, at any time; only its digest is kept."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=60)
    sender = models.ForeignKey(ConsentSender, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal link {self.pk}"


class Suppression(models.Model):
    """An address or number that said no, as a keyed digest: it outlives the contact, and tells nobody who."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    channel = models.CharField(max_length=60)
    sender = models.ForeignKey(ConsentSender, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest", "channel", "sender", "purpose"],
                name="an_address_is_suppressed_once",
            )
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}"
