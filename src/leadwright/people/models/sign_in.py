"""The doors into the house: invitations, terms, tokens and the log of those who were turned away."""

from django.db import models


class Invitation(models.Model):
    """A single-use link by which a new user sets a password; only its digest is kept."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(used_at__isnull=True), name="one_open_invitation_per_user"
            )
        ]


class Terms(models.Model):
    """One version of the terms and conditions; the highest is in force."""

    version = models.IntegerField(unique=True)
    texts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    published_at = models.DateTimeField()

    def text_in(self, language: str) -> str:
        """Return the text in a language, else in English."""
        return self.texts.get(language) or self.texts["en"]


class TermsAcceptance(models.Model):
    """A user agreed to one version at one moment."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="acceptances")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "terms"], name="terms_are_accepted_once")]


class ApiToken(models.Model):
    """A bearer token for the API; it can never do more than its user may now."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class SecurityEvent(models.Model):
    """Somebody was turned away, or was shown restricted data; kept apart from history."""

    at = models.DateTimeField()
    user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=300)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="security_events_by_time")]
