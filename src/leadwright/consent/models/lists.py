"""What a consent is about: the channels, and the lists of senders, purposes and wordings."""

from django.db import models
from django.utils.translation import get_language

from leadwright.foundation.labels import Listed, label_in


class ConsentChannel(Listed):
    """By what somebody is reached: e-mail, SMS, phone, post. Events name it by its code."""

    @classmethod
    def label_of(cls, code: str, language: str | None = None) -> str:
        """Return what a channel is called, in the active language or another."""
        row = cls._default_manager.filter(code=code).first()
        return label_in(row.labels, language or get_language(), code) if row else code


class ConsentSender(Listed):
    """In whose name somebody is written to or called."""


class ConsentPurpose(Listed):
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
