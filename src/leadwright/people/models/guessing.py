"""What stands against guessing: each try at a secret, and the places where a user has signed in before."""

from django.db import models


class Try(models.Model):
    """Somebody tried a password, a code, a token or asked for a new password, and was not right until now."""

    kind = models.CharField(max_length=10)
    account = models.CharField(max_length=254, blank=True)
    network = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "kind", "at"], name="tries_at_an_account"),
            models.Index(fields=["network", "kind", "at"], name="tries_from_a_network"),
        ]


class KnownPlace(models.Model):
    """A user signed in with a device from a network; only the digest of the device's cookie is kept."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="places")
    device = models.CharField(max_length=64)
    network = models.GenericIPAddressField(null=True)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "device", "network"],
                name="a_place_is_known_once",
                nulls_distinct=False,
            )
        ]
