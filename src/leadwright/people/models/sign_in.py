"""The doors into the house: invitations, terms, tokens and the log of those who were turned away."""

from datetime import datetime
from typing import Protocol

from django.db import models

from leadwright.people.reach import Permission, Reaches


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
    """One version of the terms and conditions; the highest is in force. Not each has to be agreed to anew."""

    version = models.IntegerField(unique=True)
    texts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    published_at = models.DateTimeField()
    needs_agreement = models.BooleanField(default=True)

    def text_in(self, language: str) -> str:
        """Return the text in a language, else in English."""
        return self.texts.get(language) or self.texts["en"]


class TermsDraft(models.Model):
    """The one text of the next version that is being written; nobody is asked about it yet."""

    ONLY = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY)
    texts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_draft_of_the_terms")
        ]


class TermsAcceptance(models.Model):
    """A user agreed to one version at one moment."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="acceptances")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "terms"], name="terms_are_accepted_once")]


class Holder(Protocol):
    """Somebody who has tokens, or looks after those who have."""

    @property
    def pk(self) -> int:
        """The user's number."""

    @property
    def organisation_id(self) -> int:
        """The number of the user's organisation."""

    def reaches_of(self, permission: Permission) -> Reaches:
        """Return how far a permission of the user goes."""


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions about tokens."""

    def within_reach(self, user: Holder, permission: Permission) -> "ApiTokenQuerySet":
        """Return one's own tokens, and with the permission those of all in the own organisation."""
        own = models.Q(user=user.pk)
        if user.reaches_of(permission):
            own |= models.Q(user__organisation=user.organisation_id)
        return self.filter(own)

    def usable(self, at: datetime) -> "ApiTokenQuerySet":
        """Return the tokens that were not revoked and have not ended."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class ApiToken(models.Model):
    """A bearer token for the API; it can never do more than its user may now."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="a_token_ends_after_it_began"
            )
        ]


class PasswordRequest(models.Model):
    """Somebody asked for a new password for an address; a worker answers it and takes it off the list."""

    email = models.CharField(max_length=254)
    address = models.GenericIPAddressField(null=True)
    asked_at = models.DateTimeField()


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
