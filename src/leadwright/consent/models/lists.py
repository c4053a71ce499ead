"""What a consent is about: the channels, and the lists of senders, purposes and wordings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.labels import Named


class Channel(models.TextChoices):
    """A way of reaching somebody."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    PHONE = "phone", _("Phone")
    POST = "post", _("Post")


class ConsentSender(Named):
    """In whose name somebody is written to or called."""


class ConsentPurpose(Named):
    """What somebody is written to or called for."""


class Wording(models.Model):
    """The exact text of one version for one purpose in one language; a change is a new version."""

    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="wordings")
    version = models.IntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["purpose", "-version", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version", "language"], name="a_wording_is_written_once"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="the_first_wording_is_version_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_id} v{self.version} {self.language}"
